"""Dates, times and durations in calendars (RFC 5545, 3.3.4 to 3.3.9), in many notations.

The times of an event remain wall times in one time zone until the event becomes a programme.
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
    """A time that cannot be parsed or does not exist; ``str(error)`` is one sentence."""


def fault_sentence(fault: Exception) -> str:
    """Return the message of ``fault`` as a sentence; other packages' messages are introduced."""
    text = " ".join(str(fault).split())[:300]
    if isinstance(fault, ValueError) and text.endswith("."):
        return text
    return f"It cannot be read: {text or type(fault).__name__}."


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """A date or wall time; ``zone`` is the time zone in the value, or None if it contains none."""

    wall_time: datetime
    is_date: bool
    zone: tzinfo | None = None

    def wall_time_in(self, zone: tzinfo) -> datetime:
        """Return the wall time in the time zone ``zone``.

        A value without a time zone is returned unchanged.
        """
        if self.zone is None or self.is_date:
            return self.wall_time
        return self.wall_time.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)

    def date_in(self, zone: tzinfo) -> date:
        """Return the date in the time zone ``zone``; for midnight in UTC, the date in UTC."""
        midnight_of_utc = self.zone is UTC and self.wall_time.time() in (time(), time(23, 59, 59))
        return self.wall_time.date() if midnight_of_utc else self.wall_time_in(zone).date()


def parse_time(value: str, *, whole_days: bool = False) -> CalendarTime:
    """Parse a DATE or DATE-TIME. Raises InvalidTime.

    With VALUE=DATE (``whole_days``), midnight is parsed as a date. 24:00 is parsed as midnight of
    the next day.
    """
    found = _MOMENT.fullmatch(value.strip())
    if found is None:
        raise InvalidTime(f"It has an invalid time: “{value[:60]}”.")
    year, month, day, hour, minute, second = (int(part) for part in found.groups("0")[:6])
    late = (hour, minute, second) == (24, 0, 0)
    try:
        wall_time = datetime(year, month, day, 0 if late else hour, minute, min(59, second))
        wall_time += _DAY if late else timedelta()
    except (ValueError, OverflowError):
        raise InvalidTime(f"It has a time that does not exist: “{value[:60]}”.") from None
    is_date = found[4] is None or (whole_days and wall_time.time() == time())
    zone: tzinfo | None = UTC if found[7] else None
    if found[8]:
        ahead = timedelta(hours=int(found[9]), minutes=int(found[10]))
        zone = timezone(ahead if found[8] == "+" else -ahead) if ahead < _DAY else None
    return CalendarTime(wall_time, is_date, None if is_date else zone)


@dataclass(frozen=True, slots=True)
class EventDuration:
    """A duration: a number of calendar ``days`` plus an exact time, ``rest`` (RFC 5545, 3.3.6)."""

    days: int = 0
    rest: timedelta = timedelta()


def parse_duration(value: str) -> EventDuration | None:
    """Parse a DURATION; P or T may be missing. Returns None if it is invalid or negative."""
    found = _DURATION.fullmatch(value.strip())
    if found is None or found[1] == "-" or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    rest = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return EventDuration(weeks * 7 + days, rest)


@dataclass(frozen=True, slots=True)
class EventTime:
    """The time of one instance: the start as a wall time in ``zone``, and the duration."""

    wall_time: datetime
    zone: tzinfo
    length: EventDuration
    all_day: bool = False

    @property
    def start(self) -> datetime:
        """The start of the instance in UTC.

        If the wall time is skipped when the clocks go forward, the UTC offset before the change is
        used (RFC 5545, 3.3.5).
        """
        return wall_time_to_utc(self.wall_time, self.zone)

    def interval(self) -> Interval:
        """Return the interval of the instance; if it has no duration, it lasts a day or a minute.

        Raises InvalidTime for times outside the supported years.
        """
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
            raise InvalidTime(
                f"Its time is outside the supported years: {self.wall_time:%Y-%m-%d}."
            ) from None
        if start.year <= MINYEAR or end.year >= MAXYEAR:
            raise InvalidTime(
                f"Its time is outside the supported years: {self.wall_time:%Y-%m-%d}."
            )
        return Interval(start, end)


def wall_time_to_utc(wall_time: datetime, zone: tzinfo) -> datetime:
    """Return the time in UTC at which clocks in the time zone ``zone`` show ``wall_time``."""
    return wall_time.replace(tzinfo=zone).astimezone(UTC)


def format_utc(moment: datetime) -> str:
    """Return ``moment`` in UTC as ISO 8601, to the second: 2026-03-01T09:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
