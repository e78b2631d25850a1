"""The reader of ``library.toml``, in which staff describe branches, spaces and plans."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ValidationError

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.opening_hours_text import parse_opening_hours
from kiosk.domain.spaces import Space
from kiosk.domain.time_zones import find_time_zone
from kiosk.errors import Sentence, marked
from kiosk.sources.entries import WHOLE_FILE, Entries, Reject
from kiosk.sources.house_toml import read_houses
from kiosk.sources.partner_toml import read_partners
from kiosk.sources.space_toml import SPACE_NAMES, SpaceTable
from kiosk.sources.toml_tables import STRICT, Text, list_tables
from kiosk.toml_faults import InvalidToml, explain_faults, parse_toml

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Names of days in English and Indonesian.
_DAY_NAMES = {
    name: day
    for names in (
        _DAYS,
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
        ("sen", "sel", "rab", "kam", "jum'at", "sab", "ahad"),
    )
    for name, day in zip(names, _DAYS, strict=True)
}

Hours = tuple[time, time]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _hours(value: object) -> object:
    """Parse the opening times of a day, given as a list of strings or as one string."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise ValueError(Sentence(_WRONG_HOURS, value=value))
    try:
        return [span for text in texts for span in parse_opening_hours(text)]
    except ValueError as fault:
        raise ValueError(Sentence(_WRONG_HOURS, value=fault)) from None


_WRONG_HOURS = marked(
    "faults", "“{value}” is not valid. Write opening hours such as 09:00-17:00, 18:00-20:00."
)


def _day(name: object) -> object:
    return _DAY_NAMES.get(name.strip().lower(), name) if isinstance(name, str) else name


def _zone(value: object) -> str:
    zone = find_time_zone(str(value))
    if zone is None:
        raise ValueError(
            Sentence(
                marked("faults", "“{value}” is not a time zone. Use one such as Asia/Jakarta."),
                value=value,
            )
        )
    return zone.key


DayHours = Annotated[list[Hours], BeforeValidator(_hours)]


class _Strict(BaseModel):
    model_config = STRICT


class _ClosureIn(_Strict):
    day: date
    reason: str = ""
    hours: DayHours = []

    def closures(self) -> list[Closure]:
        if not self.hours:
            return [Closure(self.day, self.reason)]
        return [Closure(self.day, self.reason, opens, closes) for opens, closes in self.hours]


class _BranchIn(_Strict):
    code: Text
    name: Text
    zone: Annotated[str, BeforeValidator(_zone)] = "UTC"
    address: str = ""
    hours: dict[Annotated[Day, BeforeValidator(_day)], DayHours] = {}
    closure: list[_ClosureIn] = []
    aliases: list[Text] = []
    names: dict[str, Text] = {}

    def branch(self) -> Branch:
        weekly = [
            WeeklyHours(_DAYS.index(day), *one) for day, all_ in self.hours.items() for one in all_
        ]
        closures = [each for c in self.closure for each in c.closures()]
        weekly.sort(key=lambda each: (each.weekday, each.opens))
        return Branch(
            self.code,
            self.name,
            self.zone,
            self.address,
            tuple(weekly),
            tuple(closures),
            tuple(self.aliases),
            tuple(sorted(self.names.items())),
        )


def read_library_toml(raw: bytes) -> Entries:
    """Yield all branches, then all spaces, then the plans of the buildings, then partners.

    A faulty branch, space, partner or part of a plan does not affect the others.
    """
    try:
        whole = parse_toml(raw)
    except InvalidToml as fault:
        yield Reject(WHOLE_FILE, fault.sentence, raw[:1024])
        return
    for name in whole.keys() - {"branch", "space", "house", "partner"}:
        yield Reject(
            f"[{name}]",
            Sentence(
                marked(
                    "faults",
                    "Only [[branch]], [[space]], [[house]] and [[partner]] are allowed here.",
                )
            ),
        )
    for kind in ("branch", "space"):
        seen: set[str] = set()
        for number, table in enumerate(list_tables(whole, kind), start=1):
            yield _entry(kind, number, table, seen)
    yield from read_houses(whole, raw)
    yield from read_partners(whole)


def _entry(kind: str, number: int, table: Any, seen: set[str]) -> Branch | Space | Reject:
    """Return the branch or space that ``table`` describes, and add its code to ``seen``."""
    if not isinstance(table, dict):
        reason = Sentence(marked("faults", "Write [[{kind}]] above it."), kind=kind)
        return Reject(f"{kind} {number}", reason, repr(table).encode()[:1024])
    try:
        place = (
            _BranchIn.model_validate(table).branch()
            if kind == "branch"
            else SpaceTable.model_validate(table).space()
        )
        if place.code in seen:
            template = marked(
                "faults", "The code “{code}” is already used above. Each needs its own."
            )
            raise ValueError(Sentence(template, code=place.code))
        seen.add(place.code)
        return place
    except ValidationError as fault:
        reason = explain_faults(fault, _NAMES[kind])
    except ValueError as fault:
        reason = fault.args[0]
    return Reject(f"{kind} {table.get('code') or number}", reason, repr(table).encode()[:1024])


_NAMES = {
    "branch": [*_BranchIn.model_fields, *_ClosureIn.model_fields, *_DAYS],
    "space": SPACE_NAMES,
}
