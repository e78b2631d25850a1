"""Keeping recurrence rules (RFC 5545, 3.3.10) from running on for ever."""

import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from math import prod
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Event
from icalendar.prop import vRecur

MOST_STEPS = 200_000  # of one rule that are worked out
_PER_DAY = {"SECONDLY": 86_400, "MINUTELY": 1_440, "HOURLY": 24}
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_WIDE = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYEASTER", "BYSETPOS")


class Endless(ValueError):
    """A rule that would take too long; ``str(error)`` says so."""


def bound(event: Event, until: datetime) -> None:
    """End every RRULE of ``event`` at ``until`` (UTC) or before. Raises Endless and ValueError."""
    rules = event.get("RRULE")
    start: Any = event.decoded("DTSTART")
    if rules is None:
        return
    for rule in rules if isinstance(rules, list) else [rules]:
        _bound(rule, start, until)


def _bound(rule: vRecur, start: date | datetime, until: datetime) -> None:
    first = datetime(*start.timetuple()[:6])
    last = until.replace(tzinfo=None)
    if _steps(rule, (last - first).days + 1) > MOST_STEPS:
        raise Endless("It repeats too often to be listed; only its first time was taken.")
    if _is_wide(rule) and _never(rule, first):
        raise Endless("The rule by which it repeats never comes true; its first time was taken.")
    own = _first(rule, "UNTIL")
    if own is not None:
        own_end = datetime(*own.timetuple()[:6])
        if own_end < last:
            return
    end = max(last, first)
    if (count := _first(rule, "COUNT")) is not None:
        end = _nth(rule, first, end, count)
        del rule["COUNT"]
    rule["UNTIL"] = [_like(start, end)]


def _steps(rule: vRecur, days: int) -> int:
    """About how many moments a calculation of ``rule`` over ``days`` looks at."""
    freq = str(_first(rule, "FREQ") or "").upper()
    interval = int(_first(rule, "INTERVAL") if "INTERVAL" in rule else 1)
    if interval < 1:
        raise ValueError(f"its interval is {interval}")  # dateutil would never end
    within = [max(1, len(_all(rule, part))) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if freq in _PER_DAY:
        if _is_wide(rule):
            return MOST_STEPS + 1  # it may look for a day that never comes, hour by hour
        finer = within[list(reversed(_PER_DAY)).index(freq) + 1 :]
        return days * _PER_DAY[freq] // interval * prod(finer)
    if freq not in _DAYS:
        raise ValueError(f"It repeats in a way that is not known (FREQ={freq}).")
    span = _DAYS[freq]
    periods = days // (span * interval) + 1
    return periods * (span if _is_wide(rule) else 1) * prod(within)


def _is_wide(rule: vRecur) -> bool:
    """Whether it picks among days."""
    return any(_all(rule, part) for part in _WIDE)


def _never(rule: vRecur, first: datetime) -> bool:
    """Whether no day ever fits, such as 30 February.

    dateutil would look for one up to the year 9999. Days fall alike every 400 years,
    so that a start near that end tells the same, and soon.
    """
    late = first.replace(year=9200 + first.year % 400)
    endless = vRecur({k: v for k, v in rule.items() if k not in ("UNTIL", "COUNT")})
    return next(iter(_times(endless, late)), None) is None


def _times(rule: vRecur, first: datetime) -> Iterable[datetime]:
    text: str = rule.to_ical().decode()  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: Iterable[datetime] = rrulestr(text, dtstart=first)
    return found


def _nth(rule: vRecur, first: datetime, end: datetime, count: int) -> datetime:
    """When the ``count``-th time of ``rule`` is, ``end`` where that is later."""
    plain = vRecur({**rule, "UNTIL": [end]})
    plain.pop("COUNT", None)
    times = list(islice(_times(plain, first), max(0, min(count, MOST_STEPS))))
    return times[-1] if times else first


def _like(start: date | datetime, end: datetime) -> date | datetime:
    """``end`` as RFC 5545 wants UNTIL: a date for dates, UTC where the start has a zone."""
    if not isinstance(start, datetime):
        return end.date()
    if start.tzinfo is None:
        return end
    try:
        return end.replace(tzinfo=start.tzinfo).astimezone(UTC)
    except OverflowError:
        return end.replace(tzinfo=UTC) - timedelta(days=1)


def _all(rule: vRecur, name: str) -> list[Any]:
    found = rule.get(name)
    return [] if found is None else found if isinstance(found, list) else [found]


def _first(rule: vRecur, name: str) -> Any:
    return next(iter(_all(rule, name)), None)
