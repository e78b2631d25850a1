"""Branches, their hours and their spaces from ``library.toml``, which staff write."""

import re
import tomllib
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.spaces import Policy, Space, SpaceKind
from kiosk.domain.zones import zone_named
from kiosk.sources.entries import WHOLE, Entries, Reject

_HOURS = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9]) ?[-–] ?([01]?[0-9]|2[0-4]):([0-5][0-9])")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Hours = tuple[time, time]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _hours(value: object) -> Hours:
    found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or (found[3] == "24" and found[4] != "00"):
        raise ValueError(f"{value!r} is not written like 09:00-17:00")
    opens = time(int(found[1]), int(found[2]))
    closes = time(int(found[3]) % 24, int(found[4]))
    if opens == closes:
        raise ValueError(f"{value!r} ends when it begins")
    return opens, closes


def _zone(value: object) -> str:
    zone = zone_named(str(value))
    if zone is None:
        raise ValueError(f"{value!r} is no time zone such as Asia/Jakarta")
    return zone.key


OneOpening = Annotated[Hours, BeforeValidator(_hours)]
Text = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ClosureIn(_Strict):
    day: date
    reason: str = ""
    hours: list[OneOpening] = []

    def closures(self) -> list[Closure]:
        if not self.hours:
            return [Closure(self.day, self.reason)]
        return [Closure(self.day, self.reason, opens, closes) for opens, closes in self.hours]


class _BranchIn(_Strict):
    code: Text
    name: Text
    zone: Annotated[str, BeforeValidator(_zone)] = "UTC"
    address: str = ""
    hours: dict[Day, list[OneOpening]] = {}
    closure: list[_ClosureIn] = []

    def branch(self) -> Branch:
        weekly = [
            WeeklyHours(_DAYS.index(day), *one) for day, all_ in self.hours.items() for one in all_
        ]
        closures = [each for c in self.closure for each in c.closures()]
        weekly.sort(key=lambda each: (each.weekday, each.opens))
        return Branch(self.code, self.name, self.zone, self.address, tuple(weekly), tuple(closures))


class _PolicyIn(_Strict):
    slot_minutes: int = Field(default=30, ge=5, le=24 * 60)
    longest_minutes: int = Field(default=120, ge=5, le=24 * 60)
    buffer_minutes: int = Field(default=0, ge=0, le=24 * 60)
    ahead_days: int = Field(default=14, ge=0, le=730)
    check_in_minutes: int | None = Field(default=None, ge=5, le=24 * 60)

    def policy(self) -> Policy:
        if self.longest_minutes < self.slot_minutes:
            raise ValueError("longest_minutes is shorter than slot_minutes")
        grace = self.check_in_minutes
        return Policy(
            timedelta(minutes=self.slot_minutes),
            timedelta(minutes=self.longest_minutes),
            timedelta(minutes=self.buffer_minutes),
            timedelta(days=self.ahead_days),
            timedelta(minutes=grace) if grace else None,
        )


class _SpaceIn(_Strict):
    code: Text
    branch: Text
    name: Text
    kind: SpaceKind = SpaceKind.OTHER
    capacity: int = Field(default=1, ge=1, le=100_000)
    floor: str = ""
    equipment: list[Text] = []
    step_free: bool = False
    hearing_loop: bool = False
    description: str = ""
    policy: _PolicyIn = _PolicyIn()

    def space(self) -> Space:
        plain = {name: getattr(self, name) for name in type(self).model_fields}
        plain.update(equipment=tuple(self.equipment), policy=self.policy.policy())
        return Space(**plain)


def read(raw: bytes) -> Entries:
    """All branches, then all spaces; each that is wrong is rejected by itself."""
    try:
        whole = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        yield Reject(WHOLE, f"It is not valid TOML: {fault}.", raw[:1024])
        return
    for name in whole.keys() - {"branch", "space"}:
        yield Reject(f"[{name}]", "Only [[branch]] and [[space]] are known here.")
    for number, table in enumerate(_tables(whole, "branch"), start=1):
        yield _entry("branch", number, table)
    for number, table in enumerate(_tables(whole, "space"), start=1):
        yield _entry("space", number, table)


def _tables(whole: dict[str, Any], name: str) -> list[Any]:
    found = whole.get(name, [])
    return found if isinstance(found, list) else [found]


def _entry(kind: str, number: int, table: Any) -> Branch | Space | Reject:
    try:
        if kind == "branch":
            return _BranchIn.model_validate(table).branch()
        return _SpaceIn.model_validate(table).space()
    except ValidationError as fault:
        reason = "; ".join(_sentence(error) for error in fault.errors())
    except ValueError as fault:
        reason = str(fault)
    code = table.get("code") if isinstance(table, dict) else None
    return Reject(f"{kind} {code or number}", reason, repr(table).encode()[:1024])


def _sentence(error: Any) -> str:
    place = ".".join(map(str, error["loc"]))
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"
