"""Half-open time intervals, ``[start, end)``, in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Near the years 1 and 9999, adding a buffer or a UTC offset would overflow.
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The time from ``start`` until just before ``end``; both are stored in UTC.

    Raises ValueError if a time has no time zone or lies outside the years 1 to 9999 in UTC, or if
    the end is not after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("an interval needs times with a zone")
        try:
            object.__setattr__(self, "start", self.start.astimezone(UTC))
            object.__setattr__(self, "end", self.end.astimezone(UTC))
        except OverflowError as fault:
            raise ValueError("an interval is within the years 1 to 9999") from fault
        if self.end <= self.start:
            raise ValueError("an interval ends after it starts")

    @property
    def duration(self) -> timedelta:
        """The length of the interval."""
        return self.end - self.start

    def overlaps(self, other: "Interval") -> bool:
        """Return whether the intervals overlap; intervals that only touch do not overlap."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Interval") -> bool:
        """Return whether ``other`` lies completely within this interval."""
        return self.start <= other.start and other.end <= self.end

    def includes(self, moment: datetime) -> bool:
        """Return whether ``moment`` lies within the interval."""
        return self.start <= moment < self.end


def is_supported_date(moment: date) -> bool:
    """Return whether buffers and UTC offsets can be added to ``moment`` without overflow."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def shift_time(moment: datetime, by: timedelta) -> datetime:
    """Return ``moment + by``, or ``moment`` if the sum would fall outside the years 1 to 9999."""
    try:
        return moment + by
    except OverflowError:
        return moment


def lenient_interval(start: datetime, end: datetime) -> Interval:
    """Return the interval from ``start`` to ``end``, as read from a database row.

    If the end is not after the start, the interval is one second long.
    """
    if end > start:
        return Interval(start, end)
    second = timedelta(seconds=1)
    first = min(start, datetime.max.replace(tzinfo=UTC) - second)
    return Interval(first, first + second)


def merge_intervals(intervals: Iterable[Interval]) -> list[Interval]:
    """Return ``intervals`` sorted, with overlapping and touching intervals joined."""
    merged: list[Interval] = []
    for part in sorted(intervals):
        if merged and part.start <= merged[-1].end:
            last = merged.pop()
            part = Interval(last.start, max(last.end, part.end))
        merged.append(part)
    return merged


def subtract_intervals(whole: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """Return the parts of ``whole`` that do not overlap ``taken``, sorted and without overlaps."""
    remaining = merge_intervals(whole)
    for hole in merge_intervals(taken):
        rest: list[Interval] = []
        for part in remaining:
            if not part.overlaps(hole):
                rest.append(part)
                continue
            if part.start < hole.start:
                rest.append(Interval(part.start, hole.start))
            if hole.end < part.end:
                rest.append(Interval(hole.end, part.end))
        remaining = rest
    return remaining
