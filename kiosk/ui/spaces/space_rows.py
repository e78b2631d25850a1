"""The rows and details of spaces that the screens show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpaceDayRow:
    """A day that can be chosen: a date (ISO 8601), a short label, and the date in full."""

    value: str
    label: str
    fullDate: str
    chosen: bool


@dataclass(frozen=True)
class HourRow:
    """A full hour above the bars; ``place`` is 0 at opening and 1 at closing."""

    label: str
    place: float


@dataclass(frozen=True)
class SpaceRow:
    """One space in the list, as shown by SpaceRow.qml.

    ``kinds`` are the states of the parts of the day in order (see PartKind). ``edges`` are the
    limits of the parts, one more than the parts, from 0 at opening to 10,000 at closing.
    ``heldTimes`` says when programmes or closings take the space.
    """

    code: str
    name: str
    nameLanguage: str
    condition: str
    conditionPictogram: str
    free: bool
    about: str
    freeTimes: str
    heldTimes: str
    needs: tuple[str, ...]
    needPictograms: tuple[str, ...]
    kinds: tuple[str, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True)
class SlotRow:
    """A time at which a reservation can start, and the time until which the space is free.

    ``hour`` is the local hour of the start, or of the present (0 to 23).
    """

    hour: int
    start: str
    freeUntil: str
    chosen: bool


@dataclass(frozen=True)
class LengthRow:
    """A length of a reservation: the number of slots, its length and end, and the whole wish."""

    slots: int
    label: str
    until: str
    name: str
    wish: str
    isUsual: bool


@dataclass(frozen=True)
class EquipmentRow:
    """Something that a space offers; ``language`` is "" if ``label`` is translated."""

    label: str
    language: str
    pictogram: str


@dataclass(frozen=True)
class SpaceDetails:
    """The details of one space, in the language of the screen."""

    code: str = ""
    name: str = ""
    nameLanguage: str = ""
    about: str = ""
    description: str = ""
    pictogram: str = ""
    shade: int = 0
    equipment: tuple[EquipmentRow, ...] = ()
    isOwnedElsewhere: bool = False
