"""Which programs take place, and what can be filtered by."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, Connection

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program, ProgramKind, nearest_midnight
from kiosk.store import programs
from kiosk.store.database import Database
from kiosk.store.tables import program


@dataclass(frozen=True, slots=True)
class ProgramFilter:
    """What a program must be; what is empty or False lets everything through."""

    kinds: frozenset[ProgramKind] = frozenset()
    languages: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    childcare: bool = False
    no_card_needed: bool = False
    step_free: bool = False
    hearing_loop: bool = False


_ALL = ProgramFilter()
_FLAGS = ("childcare", "no_card_needed", "step_free", "hearing_loop")


_NEAR = timedelta(hours=12)  # that the midnights of an all-day program may lie off at most


class ProgramSearch:
    """Looks programs up by time, as a branch in ``zone`` sees them.

    Raises StoreError when the database cannot be read.
    """

    def __init__(self, database: Database, zone: tzinfo = UTC) -> None:
        self._database = database
        self._zone = zone

    def between(
        self, start: datetime, end: datetime, wanted: ProgramFilter = _ALL
    ) -> list[Program]:
        """The programs that take place in part or whole in [start, end), earliest first."""
        asked = Interval(start, end)
        with self._database.read() as connection:
            found = programs.list_programs_between(
                connection, start - _NEAR, end + _NEAR, _conditions(wanted)
            )
        there = [each for each in found if each.interval_in(self._zone).overlaps(asked)]
        return sorted(there, key=lambda each: (each.interval_in(self._zone).start, each.title))

    def next_start(self, moment: datetime, wanted: ProgramFilter = _ALL) -> datetime | None:
        """When the first of the programs at or after ``moment`` starts."""
        conditions = _conditions(wanted)
        with self._database.read() as connection:
            timed = programs.find_next_start(connection, moment, [*conditions, ~program.c.all_day])
            day = self._next_day(connection, moment, [*conditions, program.c.all_day])
        return min((each for each in (timed, day) if each), default=None)

    def _next_day(
        self, connection: Connection, moment: datetime, conditions: list[ColumnElement[bool]]
    ) -> datetime | None:
        """When the first of the all-day programs starts that does not start before ``moment``."""
        since = moment - _NEAR
        while kept := programs.find_next_start(connection, since, conditions):
            seen = nearest_midnight(kept, self._zone)
            if seen >= moment:
                return seen
            since = kept + timedelta(microseconds=1)
        return None

    def languages(self, since: datetime) -> list[str]:
        """The languages of the programs that are not over at ``since``."""
        with self._database.read() as connection:
            return programs.list_distinct_values(connection, "language", since)

    def audiences(self, since: datetime) -> list[str]:
        """The audiences of the programs that are not over at ``since``."""
        with self._database.read() as connection:
            return programs.list_distinct_values(connection, "audience", since)


def _conditions(wanted: ProgramFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        column.in_(values)
        for column, values in (
            (program.c.kind, wanted.kinds),
            (program.c.language, wanted.languages),
            (program.c.audience, wanted.audiences),
        )
        if values
    ]
    return conditions + [program.c[flag] for flag in _FLAGS if getattr(wanted, flag)]
