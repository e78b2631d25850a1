"""The rows that show a floor and the steps of a way. Lengths are in metres, angles in degrees."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MapAreaRow:
    """A shelf or a place on the map.

    ``goal`` is True for what the visitor looks for. ``labelWidth`` and ``labelDepth`` are the free
    room below a shelf, for its number. In a place the room for its name begins ``labelTop`` below
    the upper edge and is ``labelDepth`` deep. ``place`` is the index in the list of places, or -1.
    """

    fromLeft: float
    fromTop: float
    wide: float
    deep: float
    label: str
    pictogram: str
    shelf: bool
    goal: bool
    labelWidth: float
    labelDepth: float
    labelTop: float
    place: int


@dataclass(frozen=True)
class MapLineRow:
    """A straight part of the way, in the direction ``degrees`` (0 is right, 90 is down)."""

    fromLeft: float
    fromTop: float
    length: float
    degrees: float


@dataclass(frozen=True)
class MapDrawing:
    """A floor with the position of this kiosk, the goal and the way.

    ``about`` describes the drawing in words. ``image`` is the source of the plan that staff have
    uploaded, or "". ``longestNumber`` is the longest number of a shelf, and ``narrowest`` the width
    of the narrowest shelf: where the number does not fit, all numbers are below the shelves.
    ``hereFaces`` is the direction in which a visitor looks at the screen. ``goalWide`` and
    ``goalDeep`` are the room inside the goal.
    """

    width: float = 0.0
    depth: float = 0.0
    about: str = ""
    image: str = ""
    imageWide: float = 0.0
    imageDeep: float = 0.0
    areas: tuple[MapAreaRow, ...] = ()
    lines: tuple[MapLineRow, ...] = ()
    longestNumber: str = ""
    narrowest: float = 0.0
    here: bool = False
    hereX: float = 0.0
    hereY: float = 0.0
    hereFaces: float = 0.0
    goal: bool = False
    goalLabel: str = ""
    goalShelf: bool = False
    goalWide: float = 0.0
    goalDeep: float = 0.0


@dataclass(frozen=True)
class MapFloorRow:
    """A floor that can be shown."""

    level: int
    label: str
    chosen: bool


@dataclass(frozen=True)
class MapPlaceRow:
    """A place of the floor that is shown, which a visitor can choose; ``goal`` is chosen now."""

    name: str
    pictogramName: str
    goal: bool


@dataclass(frozen=True)
class WayStepRow:
    """A step of the way, with its number in the digits of the language.

    ``level`` names the floor above its first step if the way has several floors; else it is "".
    """

    number: str
    text: str
    level: str
