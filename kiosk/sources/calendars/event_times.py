"""Dates, times and durations of calendars, as RFC 5545, 3.3.4 to 3.3.9, and as people write them.

All times of an event are kept as what the clock shows in one zone, until they are told.
"""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

from kiosk.domain.intervals import Interval

_MOMENT = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,][0-9]+)?)?"
    r"\s*(?:([Zz])|([+-])([0-9]{2}):?([0-9]{2}))?)?"
)
_DURATION = re.compile(
    r"([+-])?\s*P?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"T?(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,8})S)?",
    re.I,
)
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


class InvalidTime(ValueError):
    """A time that cannot be read, or is none; ``str(error)`` is one plain sentence."""


def fault_sentence(fault: Exception) -> str:
    """``fault`` as a sentence: ours as they are, and what a library says of a bad value."""
    text = " ".join(str(fault).split())[:300]
    if isinstance(fault, ValueError) and text.endswith("."):
        return text
    return f"It cannot be read: {text or type(fault).__name__}."


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """A date, or what a clock shows. ``zone`` is that of the value itself, where it has one."""

    wall_time: datetime
    is_date: bool
    zone: tzinfo | None = None

    def wall_time_in(self, zone: tzinfo) -> datetime:
        """What the clocks in ``zone`` show then; a value without a zone is theirs already."""
        if self.zone is None or self.is_date:
            return self.wall_time
        return self.wall_time.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)

    def date_in(self, zone: tzinfo) -> date:
        """The day that is meant where days are counted: midnight in UTC is one of them too."""
        midnight_of_utc = self.zone is UTC and self.wall_time.time() in (time(), time(23, 59, 59))
        return self.wall_time.date() if midnight_of_utc else self.wall_time_in(zone).date()


def parse_time(value: str, *, whole_days: bool = False) -> CalendarTime:
    """One DATE or DATE-TIME. Raises InvalidTime.

    A midnight under VALUE=DATE (``whole_days``) is that day; 24:00 is the next.
    """
    found = _MOMENT.fullmatch(value.strip())
    if found is None:
        raise InvalidTime(f"It has a time that cannot be read: “{value[:60]}”.")
    year, month, day, hour, minute, second = (int(part) for part in found.groups("0")[:6])
    late = (hour, minute, second) == (24, 0, 0)
    try:
        wall_time = datetime(year, month, day, 0 if late else hour, minute, min(59, second))
        wall_time += _DAY if late else timedelta()
    except (ValueError, OverflowError):
        raise InvalidTime(f"It has a time that there is not: “{value[:60]}”.") from None
    is_date = found[4] is None or (whole_days and wall_time.time() == time())
    zone: tzinfo | None = UTC if found[7] else None
    if found[8]:
        ahead = timedelta(hours=int(found[9]), minutes=int(found[10]))
        zone = timezone(ahead if found[8] == "+" else -ahead) if ahead < _DAY else None
    return CalendarTime(wall_time, is_date, None if is_date else zone)


@dataclass(frozen=True, slots=True)
class EventDuration:
    """``days`` by the calendar, then ``rest`` as it passes (RFC 5545, 3.3.6)."""

    days: int = 0
    rest: timedelta = timedelta()


def parse_duration(value: str) -> EventDuration | None:
    """A DURATION, also without its P or T; None where it cannot be read or goes backwards."""
    found = _DURATION.fullmatch(value.strip())
    if found is None or found[1] == "-" or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    rest = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return EventDuration(weeks * 7 + days, rest)


@dataclass(frozen=True, slots=True)
class EventTime:
    """One time of an event: from when on, by the clocks of ``zone``, and for how long."""

    wall_time: datetime
    zone: tzinfo
    length: EventDuration
    all_day: bool = False

    @property
    def start(self) -> datetime:
        """In UTC. An hour that is skipped is read by the clock before (RFC 5545, 3.3.5)."""
        return wall_time_to_utc(self.wall_time, self.zone)

    def interval(self) -> Interval:
        """A day or a minute where it has no length. Raises InvalidTime for years out of reach."""
        try:
            start = self.start
            wall_time = self.wall_time + timedelta(days=self.length.days)
            end = wall_time_to_utc(wall_time, self.zone) + self.length.rest
            if end <= start:
                end = (
                    wall_time_to_utc(self.wall_time + _DAY, self.zone)
                    if self.all_day
                    else start + _MINUTE
                )
        except (OverflowError, ValueError):
            raise InvalidTime(f"Its time is out of reach: {self.wall_time:%Y-%m-%d}.") from None
        if start.year <= MINYEAR or end.year >= MAXYEAR:
            raise InvalidTime(f"Its time is out of reach: {self.wall_time:%Y-%m-%d}.")
        return Interval(start, end)


def wall_time_to_utc(wall_time: datetime, zone: tzinfo) -> datetime:
    return wall_time.replace(tzinfo=zone).astimezone(UTC)


def format_utc(moment: datetime) -> str:
    """ISO 8601 in UTC, to the second: 2026-03-01T09:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
