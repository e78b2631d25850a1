"""Half-open intervals of time, ``[start, end)``, in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Near the years 1 and 9999 a buffer or a zone would lead out of the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From ``start`` up to but without ``end``; both aware, kept in UTC.

    Raises ValueError for a naive time, an end that is not after its start, and a time that
    is in no year of UTC.
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
        return self.end - self.start

    def overlaps(self, other: "Interval") -> bool:
        """Whether they share an instant; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Interval") -> bool:
        return self.start <= other.start and other.end <= self.end

    def includes(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def is_supported_date(moment: date) -> bool:
    """Whether days, buffers and zones can be added to a day or time without an overflow."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def shift_time(moment: datetime, by: timedelta) -> datetime:
    """``moment`` moved by ``by`` (also backwards), not beyond the calendar's years 1 to 9999."""
    try:
        return moment + by
    except OverflowError:
        return moment


def lenient_interval(start: datetime, end: datetime) -> Interval:
    """The interval of a row that may be spoiled: a second long where it ends too early."""
    if end > start:
        return Interval(start, end)
    second = timedelta(seconds=1)
    first = min(start, datetime.max.replace(tzinfo=UTC) - second)
    return Interval(first, first + second)


def merge_intervals(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants as few, sorted, disjoint intervals (touching ones joined)."""
    joined: list[Interval] = []
    for part in sorted(intervals):
        if joined and part.start <= joined[-1].end:
            last = joined.pop()
            part = Interval(last.start, max(last.end, part.end))
        joined.append(part)
    return joined


def subtract_intervals(whole: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What is left of ``whole`` without any instant of ``taken``."""
    left = merge_intervals(whole)
    for hole in merge_intervals(taken):
        rest: list[Interval] = []
        for part in left:
            if not part.overlaps(hole):
                rest.append(part)
                continue
            if part.start < hole.start:
                rest.append(Interval(part.start, hole.start))
            if hole.end < part.end:
                rest.append(Interval(hole.end, part.end))
        left = rest
    return left
