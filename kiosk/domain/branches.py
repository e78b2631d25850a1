"""Branches, their opening hours and closures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.intervals import Interval, merge_intervals

_DAYS_SEARCHED = 366


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """An opening period that recurs weekly, in local time; ``weekday`` is 0 for Monday.

    If ``closes`` is not later than ``opens``, the branch closes on the following day.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Closure:
    """A day, in local time, on which the weekly hours do not apply.

    The branch is open from ``opens`` to ``closes`` on this day. If both are None, it is closed.
    """

    day: date
    reason: str = ""
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A library building.

    ``zone`` is the IANA name of the branch's time zone. ``aliases`` are other names and codes
    that catalogues use for the branch. ``names`` contains the name by language (BCP 47), for each
    further language.
    """

    code: str
    name: str
    zone: str = "UTC"
    address: str = ""
    hours: tuple[WeeklyHours, ...] = ()
    closures: tuple[Closure, ...] = ()
    aliases: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def name_in(self, language: str, home: str) -> tuple[str, str]:
        """Return the name in ``language``, or else the own name in ``home``, and its language."""
        own = dict(self.names).get(language)
        return (own, language) if own else (self.name, home)

    @property
    def tz(self) -> ZoneInfo:
        """The time zone of the branch."""
        return ZoneInfo(self.zone)

    def local_day(self, moment: datetime) -> date:
        """Return the date at ``moment`` in the time zone of the branch."""
        return moment.astimezone(self.tz).date()

    def day_interval(self, day: date) -> Interval:
        """Return the start and end of the local ``day`` in UTC.

        The interval is 23 or 25 hours long on a day when the clocks change.
        """
        start = datetime.combine(day, time(), self.tz)
        return Interval(start, datetime.combine(day + timedelta(days=1), time(), self.tz))

    def openings_on(self, day: date) -> list[Interval]:
        """Return the opening periods that start on the local ``day``, sorted and merged."""
        special = [c for c in self.closures if c.day == day]
        if special:
            spans: Iterable[tuple[time, time]] = [
                (c.opens, c.closes) for c in special if c.opens and c.closes
            ]
        else:
            spans = [(h.opens, h.closes) for h in self.hours if h.weekday == day.weekday()]
        return merge_intervals(_span(day, opens, closes, self.tz) for opens, closes in spans)

    def openings_around(self, day: date) -> list[Interval]:
        """Return the opening periods that start on the local ``day`` or on the day before."""
        return self.openings_on(day - timedelta(days=1)) + self.openings_on(day)

    def opening_at(self, moment: datetime) -> Interval | None:
        """Return the opening period that includes ``moment``, or None if the branch is closed."""
        spans = merge_intervals(self.openings_around(self.local_day(moment)))
        return next((s for s in spans if s.includes(moment)), None)

    def next_opening(self, moment: datetime) -> Interval | None:
        """Return the first opening period that starts after ``moment``.

        Returns None if the branch does not open within a year.
        """
        today = self.local_day(moment)
        for days in range(_DAYS_SEARCHED):
            spans = self.openings_on(today + timedelta(days=days))
            later = next((span for span in spans if span.start > moment), None)
            if later:
                return later
        return None


def _span(day: date, opens: time, closes: time, tz: ZoneInfo) -> Interval:
    last = day if closes > opens else day + timedelta(days=1)
    return Interval(datetime.combine(day, opens, tz), datetime.combine(last, closes, tz))
