"""The rows and details of spaces that the screens show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpaceRow:
    """One space in the list, as shown by SpaceRow.qml."""

    code: str
    name: str
    nameLanguage: str
    condition: str
    conditionPictogram: str
    free: bool
    about: str
    pictogram: str
    needs: tuple[str, ...]
    needPictograms: tuple[str, ...]


@dataclass(frozen=True)
class SlotRow:
    """A free time: the start, and the time until which the space is free."""

    start: str
    freeUntil: str


@dataclass(frozen=True)
class SpaceDetails:
    """The details of one space, in the language of the screen."""

    name: str = ""
    nameLanguage: str = ""
    about: str = ""
    description: str = ""
