"""Expanding recurrence rules (RFC 5545, 3.3.10) in a limited time.

The package dateutil expands the rules. Before that, this module corrects common errors in rules and
refuses rules that would take too long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from math import prod
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from kiosk.sources.calendars.event_times import CalendarTime, EventTime, InvalidTime, parse_time

MAX_STEPS = 200_000  # the maximum number of candidate times per rule
_PER_DAY = {"SECONDLY": 86_400, "MINUTELY": 1_440, "HOURLY": 24}
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_WIDE = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYEASTER", "BYSETPOS")
_RANGES = {
    "BYSECOND": (0, 60), "BYMINUTE": (0, 59), "BYHOUR": (0, 23), "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53), "BYMONTH": (1, 12), "BYSETPOS": (-366, 366),
    "BYEASTER": (-366, 366),
}  # fmt: skip
_FROM_ZERO = ("BYSECOND", "BYMINUTE", "BYHOUR", "BYEASTER")
_BY_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)[A-Z]*")


class InvalidRule(ValueError):
    """A recurrence rule that cannot be expanded; ``str(error)`` is the reason."""


@dataclass(slots=True)
class RecurrenceRule:
    """A recurrence rule: the parts that dateutil receives, and separately COUNT and UNTIL."""

    parts: dict[str, list[str]]
    count: int | None = None
    until: CalendarTime | None = None

    @property
    def text(self) -> str:
        """The rule in iCalendar notation, without COUNT and UNTIL."""
        return ";".join(f"{name}={','.join(values)}" for name, values in self.parts.items())

    @property
    def filters_days(self) -> bool:
        """Whether the rule filters days (BYDAY and so on); many days must then be examined."""
        return any(name in self.parts for name in _WIDE)


def parse_rrule(value: str) -> RecurrenceRule | None:
    """Parse a recurrence rule; returns None if it is empty. Raises InvalidRule.

    Empty and unknown parts, spaces and backslashes are ignored. Numbers out of range are ignored if
    the same part also contains a valid number.
    """
    text = re.sub(r"[\s\\]", "", value).upper()
    text = text.removeprefix("RRULE:").removeprefix("EXRULE:").strip(";")
    if not text:
        return None
    given_parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, values = part.partition("=")
        if values.strip(","):
            given_parts.setdefault(name, values)
    rule = RecurrenceRule({})
    for name, values in given_parts.items():
        if good := _values(name, values):
            rule.parts[name] = good
    _check(given_parts, rule.parts.get("FREQ", [""])[0])
    if "COUNT" in given_parts:
        rule.count = _number(given_parts["COUNT"], "COUNT")
    if "UNTIL" in given_parts:
        try:
            rule.until = parse_time(given_parts["UNTIL"])
        except InvalidTime:
            raise InvalidRule(
                f"its end (UNTIL={given_parts['UNTIL'][:40]}) cannot be read"
            ) from None
    return rule


def _values(name: str, values: str) -> list[str]:
    """Return the values of a rule part for dateutil, or [] if the part is not for dateutil."""
    if name in ("FREQ", "INTERVAL"):
        return [values]
    listed = [each for each in values.split(",") if each]
    if name == "BYDAY":
        found = [_BY_DAY.fullmatch(each) for each in listed]
        good = [f"{each[1] or ''}{each[2]}" for each in found if each]
    elif name == "WKST":
        return [each[:2] for each in listed[:1] if _BY_DAY.fullmatch(each)]  # otherwise Monday
    elif name in _RANGES:
        good = [each for each in listed if _within(each, name)]
    else:
        return []
    if not good:
        raise InvalidRule(f"no value of {name}={values[:40]} is possible")
    return good


def _within(value: str, name: str) -> bool:
    low, high = _RANGES[name]
    if not re.fullmatch(r"[+-]?[0-9]{1,3}", value):
        return False
    return low <= int(value) <= high and (int(value) != 0 or name in _FROM_ZERO)


def _check(given_parts: dict[str, str], freq: str) -> None:
    if freq not in _PER_DAY and freq not in _DAYS:
        raise InvalidRule(f"its frequency is unknown (FREQ={freq[:40]})")
    if (
        given_parts.get("RSCALE", "GREGORIAN") != "GREGORIAN"
        or given_parts.get("SKIP", "OMIT") != "OMIT"
    ):
        raise InvalidRule("it follows another calendar (RSCALE or SKIP)")
    _number(given_parts.get("INTERVAL", "1"), "INTERVAL")  # with 0, dateutil would loop forever


def _number(value: str, name: str) -> int:
    if not re.fullmatch(r"\+?[0-9]{1,9}", value) or int(value) < 1:
        raise InvalidRule(f"its {name} is {value[:40]}")
    return int(value)


def expand_rule(
    rule: RecurrenceRule, first: EventTime, stop: datetime, *, counted: bool
) -> set[datetime]:
    """Return the wall times of ``rule`` from ``first`` to ``stop``, in the time zone of ``first``.

    If ``counted`` is true, ``first`` is included even if it does not match the rule. Raises
    InvalidRule.
    """
    start, end = first.wall_time, min(stop, _last(rule, first))
    if _steps(rule, max(0, (end - start).days) + 1) > MAX_STEPS:
        raise InvalidRule("it has too many occurrences to list")
    if rule.filters_days and _never(rule.text, _late(start)):
        raise InvalidRule("its rule never matches a date")
    found = {start} if counted and start <= end else set()
    for moment in _dates(rule.text, start):
        if moment > end or (rule.count and len(found) >= rule.count):
            break
        found.add(moment)
    return found


@lru_cache(maxsize=256)
def _never(rule: str, first: datetime) -> bool:
    return next(_dates(rule, first), None) is None


def _dates(rule: str, first: datetime) -> Iterator[datetime]:
    found: Any = rrulestr(rule, dtstart=first)
    return iter(found)


def _last(rule: RecurrenceRule, first: EventTime) -> datetime:
    """Return the last wall time that UNTIL allows; if UNTIL is a date, the whole day is allowed."""
    until = rule.until
    if until is None:
        return datetime.max
    if first.all_day or until.is_date:
        return datetime.combine(until.date_in(first.zone), time.max)
    return until.wall_time_in(first.zone)


def _late(first: datetime) -> datetime:
    """Return an equivalent start after the year 9200, to test whether any day ever matches.

    From the real start, dateutil would search for a day such as 30 February until the year 9999.
    The calendar repeats every 400 years.
    """
    return first.replace(year=9200 + first.year % 400)


def _steps(rule: RecurrenceRule, days: int) -> int:
    """Estimate how many candidate times dateutil examines for ``rule`` over ``days``."""
    freq, interval = rule.parts["FREQ"][0], int(rule.parts.get("INTERVAL", ["1"])[0])
    within = [len(rule.parts.get(part, [""])) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if freq in _PER_DAY:
        if rule.filters_days:
            return MAX_STEPS + 1  # dateutil may search hour by hour for a day that does not exist
        finer = within[list(reversed(_PER_DAY)).index(freq) + 1 :]
        steps = days * _PER_DAY[freq] // interval * prod(finer)
        return min(steps, rule.count) if rule.count and prod(within) == 1 else steps
    span = _DAYS[freq]
    periods = days // (span * interval) + 1
    return periods * (span if rule.filters_days else 1) * prod(within)
