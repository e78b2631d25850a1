"""The agenda of a branch: its programmes day by day, as visitors look through them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.services.bookings.program_search import ProgramFacets, ProgramFilter, ProgramSearch

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The programmes of one day, and what a visitor needs to choose another day.

    ``programs`` are those of ``shown_day``: the day that was asked for, or if that day has none,
    the next day that has some. Programmes that last all day come last. ``counts`` are the numbers
    of programmes of the days that were asked for. ``later`` is the next day with programmes after
    ``shown_day``, if any. ``has_more`` is True if there are programmes after the counted days.
    """

    shown_day: date
    programs: tuple[Program, ...] = ()
    counts: Mapping[date, int] = field(default_factory=dict)
    later: tuple[date, tuple[Program, ...]] | None = None
    has_more: bool = False
    facets: ProgramFacets = field(default_factory=ProgramFacets)


class AgendaReader:
    """Reads the agenda of ``branch``; ``clock`` returns the time in UTC.

    Programmes that are over are left out. ``read`` raises StoreError if the database cannot be
    read.
    """

    def __init__(
        self, programs: ProgramSearch, branch: Branch, clock: Callable[[], datetime]
    ) -> None:
        self._programs = programs
        self._branch = branch
        self._clock = clock

    def read(self, day: date, first: date, last: date, wanted: ProgramFilter) -> Agenda:
        """Return the agenda of ``day``, with the counts of the days ``first`` to ``last``."""
        days = self._by_day(first, last, wanted)
        counts = {each: len(found) for each, found in days.items()}
        shown, found = day, days.get(day, ())
        if not found and (later := self._next_day(day + _DAY, wanted)):
            shown, found = later
        end = self._branch.day_interval(last).end
        return Agenda(
            shown,
            found,
            counts,
            self._next_day(shown + _DAY, wanted),
            has_more=self._programs.next_start(end, wanted) is not None,
            facets=self._programs.facets(self._clock()),
        )

    def _by_day(
        self, first: date, last: date, wanted: ProgramFilter
    ) -> dict[date, tuple[Program, ...]]:
        """Return the programmes of each day from ``first`` to ``last`` that has some."""
        now = self._clock()
        start = max(self._branch.day_interval(first).start, now)
        found = self._programs.between(start, self._branch.day_interval(last).end, wanted)
        found.sort(key=lambda each: each.all_day)
        days = {}
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            of_day = self._branch.day_interval(day)
            there = tuple(
                each for each in found if self._is_on(each, max(now, of_day.start), of_day.end)
            )
            if there:
                days[day] = there
        return days

    def _is_on(self, program: Program, start: datetime, end: datetime) -> bool:
        interval = program.interval_in(self._branch.tz)
        return interval.start < end and interval.end > start

    def _next_day(
        self, day: date, wanted: ProgramFilter
    ) -> tuple[date, tuple[Program, ...]] | None:
        """Return the next day from ``day`` on with programmes, and these; None if there is none."""
        start = self._branch.day_interval(day).start
        found = self._programs.next_start(start, wanted)
        if found is None:
            return None
        there = self._branch.local_day(found)
        return there, self._by_day(there, there, wanted).get(there, ())
