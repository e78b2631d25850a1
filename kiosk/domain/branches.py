"""Branches, their opening hours and closures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.intervals import Interval, merge_intervals

_YEAR = 366  # days


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Open from ``opens`` to ``closes`` by the wall clock on ``weekday`` (0 = Monday).

    ``closes`` at or before ``opens`` means after midnight, on the next day.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Closure:
    """A day on which the weekly hours do not count.

    With ``opens`` and ``closes`` the day has those hours instead; without, it is closed.
    """

    day: date
    reason: str = ""
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A library building. ``zone`` is an IANA name, ``aliases`` what catalogues call it."""

    code: str
    name: str
    zone: str = "UTC"
    address: str = ""
    hours: tuple[WeeklyHours, ...] = ()
    closures: tuple[Closure, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.tz).date()

    def day_interval(self, day: date) -> Interval:
        """The whole local day, 23 to 25 hours long where clocks change."""
        start = datetime.combine(day, time(), self.tz)
        return Interval(start, datetime.combine(day + timedelta(days=1), time(), self.tz))

    def openings_on(self, day: date) -> list[Interval]:
        """When the branch is open in the hours that begin on the local ``day``."""
        special = [c for c in self.closures if c.day == day]
        if special:
            spans: Iterable[tuple[time, time]] = [
                (c.opens, c.closes) for c in special if c.opens and c.closes
            ]
        else:
            spans = [(h.opens, h.closes) for h in self.hours if h.weekday == day.weekday()]
        return merge_intervals(_span(day, opens, closes, self.tz) for opens, closes in spans)

    def openings_around(self, day: date) -> list[Interval]:
        """All openings that may hold a moment of the local ``day``: some begin the day before."""
        return self.openings_on(day - timedelta(days=1)) + self.openings_on(day)

    def opening_at(self, moment: datetime) -> Interval | None:
        """The opening that holds ``moment``, or None when closed."""
        spans = merge_intervals(self.openings_around(self.local_day(moment)))
        return next((s for s in spans if s.includes(moment)), None)

    def next_opening(self, moment: datetime) -> Interval | None:
        """The first opening after ``moment``; None where there is none within a year."""
        today = self.local_day(moment)
        for days in range(_YEAR):
            spans = self.openings_on(today + timedelta(days=days))
            later = next((span for span in spans if span.start > moment), None)
            if later:
                return later
        return None


def _span(day: date, opens: time, closes: time, tz: ZoneInfo) -> Interval:
    last = day if closes > opens else day + timedelta(days=1)
    return Interval(datetime.combine(day, opens, tz), datetime.combine(last, closes, tz))
