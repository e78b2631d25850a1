"""Searching for programmes by time and filters."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, Connection, Text, func, or_, type_coerce

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program, ProgramKind, nearest_midnight
from kiosk.domain.space_names import SpaceNames
from kiosk.domain.spaces import Space
from kiosk.store import places, programs
from kiosk.store.database import Database
from kiosk.store.tables import program


@dataclass(frozen=True, slots=True)
class ProgramFilter:
    """The filters of a programme list; an empty or False filter matches everything."""

    kinds: frozenset[ProgramKind] = frozenset()
    languages: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    childcare: bool = False
    no_card_needed: bool = False
    step_free: bool = False
    hearing_loop: bool = False
    branches: frozenset[str] = frozenset()  # codes


@dataclass(frozen=True, slots=True)
class ProgramFacets:
    """The values that occur in programmes, each list sorted: what a visitor can filter by.

    ``topics`` are the words of CATEGORIES, in lower case; ``needs`` are fields of a programme.
    ``branches`` are those that locations name, in the order of the list of branches.
    """

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()


_ALL = ProgramFilter()
_FLAGS = ("childcare", "no_card_needed", "step_free", "hearing_loop")


_NEAR = timedelta(hours=12)  # the largest difference between local midnight and midnight UTC


class ProgramSearch:
    """Searches for programmes in the database; days are local days in the time zone ``zone``.

    Every method raises StoreError if the database cannot be read.
    """

    def __init__(self, database: Database, zone: tzinfo = UTC) -> None:
        self._database = database
        self._zone = zone

    def between(
        self, start: datetime, end: datetime, wanted: ProgramFilter = _ALL
    ) -> list[Program]:
        """Return the programmes that overlap the interval [start, end), earliest first."""
        interval = Interval(start, end)
        with self._database.read() as connection:
            found = programs.list_programs_between(
                connection, start - _NEAR, end + _NEAR, _conditions(connection, wanted)
            )
        there = [each for each in found if each.interval_in(self._zone).overlaps(interval)]
        return sorted(there, key=lambda each: (each.interval_in(self._zone).start, each.title))

    def next_start(self, moment: datetime, wanted: ProgramFilter = _ALL) -> datetime | None:
        """Return the first start of a matching programme at or after ``moment``.

        If there is no such programme, None is returned.
        """
        with self._database.read() as connection:
            conditions = _conditions(connection, wanted)
            timed = programs.find_next_start(connection, moment, [*conditions, ~program.c.all_day])
            day = self._next_day(connection, moment, [*conditions, program.c.all_day])
        return min((each for each in (timed, day) if each), default=None)

    def _next_day(
        self, connection: Connection, moment: datetime, conditions: list[ColumnElement[bool]]
    ) -> datetime | None:
        """Return the first start of an all-day programme at or after ``moment``.

        If there is no such programme, None is returned.
        """
        since = moment - _NEAR
        while kept := programs.find_next_start(connection, since, conditions):
            seen = nearest_midnight(kept, self._zone)
            if seen >= moment:
                return seen
            since = kept + timedelta(microseconds=1)
        return None

    def facets(self, since: datetime) -> ProgramFacets:
        """Return the values of the programmes that end after ``since``."""
        with self._database.read() as connection:
            rows = programs.list_facets(connection, since)
            names, branches = _place_names(connection)
        held = {names.branch_of(row.location) for row in rows}
        return ProgramFacets(
            kinds=_values(row.kind for row in rows),
            languages=_values(row.language for row in rows),
            audiences=_values(row.audience for row in rows),
            topics=_values(word.lower() for row in rows for word in row.categories),
            needs=tuple(flag for flag in _FLAGS if any(getattr(row, flag) for row in rows)),
            partners=_values(row.partner for row in rows),
            branches=tuple(each for each in branches if each.code in held),
        )

    def repeats(self, of: Program, since: datetime, limit: int) -> list[Program]:
        """Return the next occurrences of the programme ``of`` that start after ``since``."""
        with self._database.read() as connection:
            return programs.list_occurrences(connection, of.source, of.uid, since, limit)

    def from_partners(self, names: Collection[str], since: datetime, limit: int) -> list[Program]:
        """Return the next programmes whose partner has one of ``names``, earliest first."""
        with self._database.read() as connection:
            return programs.list_programs_of_partners(connection, names, since, limit)

    def spaces(self, branch: str) -> list[Space]:
        """Return the spaces of ``branch``, in which programmes take place."""
        with self._database.read() as connection:
            return places.list_spaces(connection, branch)

    def with_key(self, key: str) -> Program | None:
        """Return the programme with this key, or None if it no longer exists."""
        with self._database.read() as connection:
            return programs.find_program(connection, key)


def _values(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found) - {""}))


def _place_names(connection: Connection) -> tuple[SpaceNames, list[Branch]]:
    branches = places.list_branches(connection)
    spaces = (each for b in branches for each in places.list_spaces(connection, b.code))
    return SpaceNames(spaces, branches), branches


def _conditions(connection: Connection, wanted: ProgramFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        column.in_(values)
        for column, values in (
            (program.c.kind, wanted.kinds),
            (program.c.language, wanted.languages),
            (program.c.audience, wanted.audiences),
        )
        if values
    ]
    if wanted.branches:
        names, _ = _place_names(connection)
        there = programs.list_locations(connection)
        within = [each for each in there if names.branch_of(each) in wanted.branches]
        conditions.append(program.c.location.in_(within))
    if wanted.topics:
        words = func.lower(type_coerce(program.c.categories, Text))  # a JSON array of strings
        conditions.append(
            or_(*(words.contains(f'"{topic}"', autoescape=True) for topic in wanted.topics))
        )
    return conditions + [program.c[flag] for flag in _FLAGS if getattr(wanted, flag)]
