"""The reader of ``library.toml``, in which staff describe branches, spaces and plans."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ValidationError

from kiosk.domain.branches import Branch, Closure
from kiosk.domain.spaces import Space
from kiosk.domain.time_zones import find_time_zone
from kiosk.errors import Sentence, marked
from kiosk.sources.entries import WHOLE_FILE, Entries, Reject
from kiosk.sources.hours_toml import DAYS, DayHours, DayName, weekly_hours
from kiosk.sources.house_toml import read_houses
from kiosk.sources.partner_toml import read_partners
from kiosk.sources.space_toml import SPACE_NAMES, SpaceTable
from kiosk.sources.toml_tables import STRICT, Text, list_tables
from kiosk.toml_faults import InvalidToml, explain_faults, parse_toml


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
    hours: dict[DayName, DayHours] = {}
    closure: list[_ClosureIn] = []
    aliases: list[Text] = []
    names: dict[str, Text] = {}

    def branch(self) -> Branch:
        closures = [each for c in self.closure for each in c.closures()]
        return Branch(
            self.code,
            self.name,
            self.zone,
            self.address,
            weekly_hours(self.hours),
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
    "branch": [*_BranchIn.model_fields, *_ClosureIn.model_fields, *DAYS],
    "space": SPACE_NAMES,
}
