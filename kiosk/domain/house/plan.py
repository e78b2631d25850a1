"""The plan of a building: its floors with shelves, places and the paths between them.

All lengths are in metres. On every floor x grows to the right and y grows downwards, as the plan is
drawn, from the top left corner of the floor. Directions (:class:`Side`) are those of the drawing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_METRES = 1000  # of a length or a position
MOST_BOARDS = 50
MOST_PICTURE_BYTES = 1_500_000


class Side(StrEnum):
    """A side of a rectangle on the plan, or a direction: TOP is up as the plan is drawn."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"


class PlaceKind(StrEnum):
    """The kind of a place. A place of the kind SPACE or OTHER is known by its name alone."""

    ENTRANCE = "entrance"
    EXIT = "exit"
    DESK = "desk"
    LIFT = "lift"
    STAIRS = "stairs"
    DOOR = "door"  # on a path: one walks through it
    TOILETS = "toilets"
    ACCESSIBLE_TOILET = "accessible-toilet"
    PRAYER = "prayer"
    CHILDREN = "children"
    READING = "reading"
    COMPUTERS = "computers"
    PRINTER = "printer"
    RETURNS = "returns"
    LOCKERS = "lockers"
    CAFE = "cafe"
    SPACE = "space"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Point:
    """A point on a floor, in metres from the top left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a floor; ``x`` and ``y`` are its top left corner. A point has no size."""

    x: float
    y: float
    width: float = 0.0
    depth: float = 0.0

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.depth / 2)

    def side_centre(self, side: Side) -> Point:
        """Return the middle of one side."""
        shift = {Side.TOP: (0, -1), Side.RIGHT: (1, 0), Side.BOTTOM: (0, 1), Side.LEFT: (-1, 0)}
        right, down = shift[side]
        middle = self.centre
        return Point(middle.x + right * self.width / 2, middle.y + down * self.depth / 2)


@dataclass(frozen=True, slots=True)
class ShelfRange:
    """The call numbers on a shelf or on a part of it.

    ``collection`` is the location that the catalogue gives for the copies ("Children"); "" stands
    for every location. ``first`` and ``last`` are call numbers, or beginnings of call numbers, and
    both belong to the range; if both are "", the range is the whole collection. ``side`` is the
    side of the shelf with the books. ``board`` is counted from the top (1 = highest).
    """

    collection: str = ""
    first: str = ""
    last: str = ""
    side: Side | None = None
    board: int | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf. ``number`` is written on it. ``name`` is used instead of the number if it is given.

    ``names`` contains the name in further languages, by language (BCP 47).
    """

    code: str
    area: Area
    number: int | None = None
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    ranges: tuple[ShelfRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place other than a shelf.

    ``space`` is the code of a space that visitors can reserve. ``joins`` connects floors: the lift
    (or the stairs) with the same ``joins`` on several floors is one lift. ``door`` is the point at
    which one enters. ``name`` may be empty, if the kind says enough.
    """

    kind: PlaceKind
    area: Area
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    space: str = ""
    joins: str = ""
    door: Point | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A line along which people walk. Paths meet where they cross or touch."""

    points: tuple[Point, ...]
    step_free: bool = True


@dataclass(frozen=True, slots=True)
class KioskSpot:
    """The position of a kiosk; ``faces`` is the direction in which a visitor looks at the screen.

    ``name`` distinguishes several kiosks in a building.
    """

    position: Point
    faces: Side
    name: str = ""


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor. ``level`` is its number as people in this building count, and is never translated.

    ``name`` is used where the floor is not known by its number ("Mezzanine"). ``image`` is a plan
    that is drawn below shelves and places, an SVG or PNG file in base64; its top left corner is
    that of the floor, and ``metres_per_pixel`` is its scale.
    """

    level: int
    width: float
    depth: float
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    shelves: tuple[Shelf, ...] = ()
    places: tuple[Place, ...] = ()
    paths: tuple[Path, ...] = ()
    kiosks: tuple[KioskSpot, ...] = ()
    image: str = ""
    metres_per_pixel: float = 0.0


@dataclass(frozen=True, slots=True)
class House:
    """The building of the branch with the code ``branch``; the floors may be in any order."""

    branch: str
    floors: tuple[Floor, ...] = ()

    def floor(self, level: int) -> Floor | None:
        """Return the floor with the number ``level``, or None if there is none."""
        return next((each for each in self.floors if each.level == level), None)

    def shelves(self) -> Iterator[tuple[Floor, Shelf]]:
        """Yield every shelf with its floor, lowest floor first."""
        for floor in sorted(self.floors, key=lambda each: each.level):
            yield from ((floor, shelf) for shelf in floor.shelves)

    def places(self) -> Iterator[tuple[Floor, Place]]:
        """Yield every place with its floor, lowest floor first."""
        for floor in sorted(self.floors, key=lambda each: each.level):
            yield from ((floor, place) for place in floor.places)

    def find_space(self, code: str) -> tuple[Floor, Place] | None:
        """Return the place of the space with this code, and its floor, or None if not drawn."""
        return next((each for each in self.places() if code and each[1].space == code), None)

    def find_kiosk(self, name: str = "") -> tuple[Floor, KioskSpot] | None:
        """Return the spot of the kiosk with this name, and its floor.

        A kiosk without a name of its own is found only if it is the only one in the building:
        otherwise nobody can say where it stands.
        """
        spots = [(floor, spot) for floor in self.floors for spot in floor.kiosks]
        named = [each for each in spots if name and each[1].name == name]
        found = named or (spots if not name else [])
        return found[0] if len(found) == 1 else None


def local_name(thing: Shelf | Place | Floor, language: str) -> tuple[str, str]:
    """Return the name of ``thing`` in ``language``, and the language of the name.

    If there is no name in ``language``, the library's own name is returned with the language "",
    which stands for the library's language.
    """
    own = thing.names.get(language, "")
    return (own, language) if own else (thing.name, "")
