"""The reader of ``[[house]]`` in ``library.toml``: the plan of a building."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from kiosk.domain.house.plan import (
    MOST_BOARDS,
    MOST_METRES,
    MOST_PICTURE_BYTES,
    Area,
    Floor,
    House,
    KioskSpot,
    Path,
    Place,
    PlaceKind,
    Point,
    Shelf,
    ShelfRange,
    Side,
)
from kiosk.errors import Sentence, marked
from kiosk.sources.entries import Entry, Reject
from kiosk.sources.toml_tables import STRICT, OptionalText, Text, list_tables
from kiosk.toml_faults import explain_faults

_MAX_IMAGE = MOST_PICTURE_BYTES * 4 // 3  # characters of base64

Metres = Annotated[float, Field(ge=0, le=MOST_METRES, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=MOST_METRES, allow_inf_nan=False)]


def _pair(values: list[float]) -> list[float]:
    if len(values) != 2:
        raise ValueError(Sentence(marked("faults", "Write a point as [x, y], in metres.")))
    return values


def _four(values: list[float]) -> list[float]:
    if len(values) != 4:
        raise ValueError(
            Sentence(marked("faults", "Write a rectangle as [x, y, width, depth], in metres."))
        )
    return values


Spot = Annotated[list[Metres], AfterValidator(_pair)]
Rectangle = Annotated[list[Metres], AfterValidator(_four)]
Names = dict[str, Text]


class _Strict(BaseModel):
    model_config = STRICT


class _RangeIn(_Strict):
    collection: OptionalText = ""
    first: OptionalText = ""
    last: OptionalText = ""
    side: Side | None = None
    board: int | None = Field(default=None, ge=1, le=MOST_BOARDS)


class _ShelfIn(_Strict):
    code: Text
    area: Rectangle
    number: int | None = Field(default=None, ge=0, le=100_000)
    name: OptionalText = ""
    names: Names = {}
    ranges: list[_RangeIn] = []

    def part(self) -> Shelf:
        ranges = tuple(ShelfRange(**each.model_dump()) for each in self.ranges)
        return Shelf(self.code, Area(*self.area), self.number, self.name, self.names, ranges)


class _PlaceIn(_Strict):
    kind: PlaceKind
    area: Rectangle | None = None
    at: Spot | None = None
    name: OptionalText = ""
    names: Names = {}
    space: OptionalText = ""
    joins: OptionalText = ""
    door: Spot | None = None

    def part(self) -> Place:
        where = self.area or self.at
        if where is None or (self.area and self.at):
            raise ValueError(
                Sentence(marked("faults", "Write either “area” or “at”, for where the place is."))
            )
        if not self.name and self.kind is PlaceKind.OTHER:
            raise ValueError(Sentence(marked("faults", "“{name}” is missing."), name="name"))
        door = Point(*self.door) if self.door else None
        return Place(self.kind, Area(*where), self.name, self.names, self.space, self.joins, door)


class _PathIn(_Strict):
    points: list[Spot] = Field(min_length=2)
    step_free: bool = True

    def part(self) -> Path:
        return Path(tuple(Point(*each) for each in self.points), self.step_free)


class _KioskIn(_Strict):
    at: Spot
    faces: Side
    name: OptionalText = ""

    def part(self) -> KioskSpot:
        return KioskSpot(Point(*self.at), self.faces, self.name)


class _FloorIn(_Strict):
    level: int = Field(ge=-20, le=200)
    width: Length
    depth: Length
    name: OptionalText = ""
    names: Names = {}
    image: str = Field(default="", max_length=_MAX_IMAGE)
    metres_per_pixel: float = Field(default=0.0, ge=0, le=100, allow_inf_nan=False)


Part = Literal["shelf", "place", "path", "kiosk"]
_PARTS: dict[Part, Any] = {
    "shelf": _ShelfIn,
    "place": _PlaceIn,
    "path": _PathIn,
    "kiosk": _KioskIn,
}


def read_houses(whole: dict[str, Any], raw: bytes) -> Iterator[Entry]:
    """Yield the plan of each building in a parsed ``library.toml``, and its rejects.

    ``raw`` is the document, in which the lines of faulty tables are looked up. A faulty shelf,
    place or path is rejected, and the plan is drawn without it.
    """
    lines = _Lines(raw)
    seen: set[str] = set()
    for number, table in enumerate(list_tables(whole, "house"), start=1):
        if not isinstance(table, dict) or not isinstance(table.get("branch"), str):
            reason = Sentence(marked("faults", "“{name}” is missing."), name="branch")
            yield Reject(f"house {number}", reason, repr(table).encode()[:1024])
            continue
        branch = table["branch"]
        if branch in seen:
            template = marked(
                "faults", "The code “{code}” is already used above. Each needs its own."
            )
            yield Reject(f"house {branch}", Sentence(template, code=branch))
            continue
        seen.add(branch)
        yield from _read_house(branch, table, lines)


def _read_house(branch: str, table: dict[str, Any], lines: "_Lines") -> Iterator[Entry]:
    where = f"house {branch}"
    for name in table.keys() - {"branch", "floor"}:
        yield Reject(where, _unknown(name, "branch, floor"))
    floors: list[Floor] = []
    for each in list_tables(table, "floor"):
        place = f"{where}, floor {_named(each, 'level', len(floors) + 1)}"
        line = lines.next("floor")
        parts = {name: list_tables(each, name) for name in _PARTS} if isinstance(each, dict) else {}
        own = {k: v for k, v in each.items() if k not in _PARTS} if parts else each
        try:
            read = _FloorIn.model_validate(own)
            if any(floor.level == read.level for floor in floors):
                template = marked(
                    "faults", "The code “{code}” is already used above. Each needs its own."
                )
                raise ValueError(Sentence(template, code=read.level))
        except ValueError as fault:
            for name, tables in parts.items():
                lines.skip(name, len(tables))
            yield _reject(place + line, fault, own, [*_FloorIn.model_fields, *_PARTS])
            continue
        found: dict[str, list[Any]] = {name: [] for name in _PARTS}
        for name, tables in parts.items():
            for number, part in enumerate(tables, start=1):
                label = f"{place}, {name} {_named(part, 'code', number)}{lines.next(name)}"
                made = _read_part(label, _PARTS[name], part)
                if isinstance(made, Reject):
                    yield made
                else:
                    found[name].append(made)
        floors.append(
            Floor(
                **read.model_dump(),
                shelves=tuple(found["shelf"]),
                places=tuple(found["place"]),
                paths=tuple(found["path"]),
                kiosks=tuple(found["kiosk"]),
            )
        )
    yield House(branch, tuple(floors))


def _read_part(where: str, model: Any, table: Any) -> Any:
    try:
        return model.model_validate(table).part()
    except ValueError as fault:
        return _reject(where, fault, table, [*model.model_fields, *_RangeIn.model_fields])


def _reject(where: str, fault: ValueError, table: Any, names: list[str]) -> Reject:
    reason = explain_faults(fault, names) if isinstance(fault, ValidationError) else fault.args[0]
    return Reject(where, reason, repr(table).encode()[:1024])


def _unknown(name: str, choices: str) -> Sentence:
    template = marked("faults", "“{name}” is {value}; it must be one of these: {choices}.")
    return Sentence(template, name="[[house]]", value=name, choices=choices)


def _named(table: Any, key: str, number: int) -> str:
    given = table.get(key) if isinstance(table, dict) else None
    return str(number if given is None or isinstance(given, dict | list) else given)


class _Lines:
    """Finds the line of the next ``[[house.floor.…]]`` of each kind."""

    def __init__(self, raw: bytes) -> None:
        text = raw.decode("utf-8", "replace")
        self._found: dict[str, list[int]] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            header = _HEADER.match(line)
            if header:
                self._found.setdefault(header[1] or "floor", []).append(number)

    def next(self, kind: str) -> str:
        """Return the line of the next table, as an addition to its name, or "" if unknown."""
        lines = self._found.get(kind)
        return f" (line {lines.pop(0)})" if lines else ""

    def skip(self, kind: str, count: int) -> None:
        for _ in range(count):
            self.next(kind)


_HEADER = re.compile(r"\s*\[\[\s*house\s*\.\s*floor(?:\s*\.\s*(\w+))?\s*\]\]")
