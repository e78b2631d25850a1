"""What is on in the library now: its hours, programmes, spaces and titles, for the first screen."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.domain.registrations import SeatAvailability
from kiosk.services.bookings.program_search import ProgramFilter, ProgramSearch
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.space_availability import SpaceAvailability, SpaceState
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Hit, Query, SortOrder
from kiosk.store import places
from kiosk.store.database import Database

COVERS = 6
PROGRAMS = 3
_AHEAD = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class ComingProgram:
    """A programme that has not ended, with its free seats as known on this computer."""

    program: Program
    seats: SeatAvailability


@dataclass(frozen=True, slots=True)
class Overview:
    """The library at one moment.

    ``coming`` are the next programmes, and ``left_today`` is the number of programmes that have not
    ended today. ``own`` are the next programmes in the language of the visitor, if that is not the
    library's language.
    """

    branch: Branch
    coming: tuple[ComingProgram, ...] = ()
    left_today: int = 0
    own: tuple[ComingProgram, ...] = ()
    spaces: tuple[SpaceState, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleShelf:
    """Titles to show as covers.

    ``recent`` is True if all titles were published this year or last year. ``language`` is the
    language of all titles, or "" for any language; ``count`` is the number of such titles in the
    whole library, and 0 for any language.
    """

    titles: tuple[Hit, ...] = ()
    recent: bool = False
    language: str = ""
    count: int = 0


class LibraryOverview:
    """Reads the overview of one branch. Every method raises StoreError on unreadable data."""

    def __init__(self, database: Database, branch: Branch, catalogue: CatalogueSearch) -> None:
        self._database = database
        self._branch = branch
        self._catalogue = catalogue
        self._programs = ProgramSearch(database, branch.tz)
        self._registrations = RegistrationService(database)
        self._spaces = SpaceAvailability(database, branch)

    def read(self, now: datetime, language: str = "") -> Overview:
        """Return the overview at ``now``; ``language`` is the visitor's, if it is a foreign one."""
        with self._database.read() as connection:
            branch = places.find_branch(connection, self._branch.code) or self._branch
        found = [each for each in self._programs.between(now, now + _AHEAD) if not each.cancelled]
        midnight = branch.day_interval(branch.local_day(now)).end
        today = [each for each in found if each.interval_in(branch.tz).start < midnight]
        ordered = _running_first(today, now) + found[len(today) :]
        own = _first_of_each([e for e in self._in_language(language, now) if not e.cancelled])
        shown = {each.key for each in own[: PROGRAMS - 1]}
        others = [each for each in ordered if each.key not in shown]
        return Overview(
            branch=branch,
            coming=self._with_seats(others[:PROGRAMS], now),
            left_today=len(today),
            own=self._with_seats(own[: PROGRAMS - 1], now),
            spaces=tuple(self._spaces.states(now, now)),
        )

    def _in_language(self, language: str, now: datetime) -> list[Program]:
        if not language:
            return []
        wanted = ProgramFilter(languages=frozenset({language}))
        return _upcoming_first(self._programs.between(now, now + 4 * _AHEAD, wanted), now)

    def _with_seats(self, programs: list[Program], now: datetime) -> tuple[ComingProgram, ...]:
        return tuple(
            ComingProgram(each, self._registrations.standing(each, now)) for each in programs
        )

    def shelf(self, now: datetime, language: str = "", home: str = "") -> TitleShelf:
        """Return titles of this branch to show as covers, or titles in a foreign ``language``.

        Without a foreign language, titles in ``home``, the language of the library, come before
        others. If titles published this year or last year fill the row, only these are returned.
        Otherwise the titles are from more years, and those that were added last come first. Raises
        SearchCancelled if a visitor's search interrupts the reading.
        """
        if language:
            foreign = Query(languages=frozenset({language}), order=SortOrder.NEWEST)
            if found := self._first(foreign):
                count = self._catalogue.facets(Query(languages=frozenset({language}))).total
                return TitleShelf(found, language=language, count=count)
        year = self._branch.local_day(now).year
        newest = Query(order=SortOrder.NEWEST)
        in_home = replace(newest, languages=frozenset({home} if home else ()))
        for since in (year - 1, year - 5, year - 10):
            recent = self._first(replace(in_home, years=(since, year)))
            if len(recent) == COVERS:
                return TitleShelf(recent, recent=since == year - 1)
        return TitleShelf(self._first(in_home, newest))

    def _first(self, *queries: Query) -> tuple[Hit, ...]:
        """Return the first titles; of each query, titles available at this branch come first."""
        here = frozenset({self._branch.code} if self._branch.code else ())
        near_first = (
            each
            for query in queries
            for each in (replace(query, branches=here, available_only=True), query)
        )
        return self._catalogue.first_hits(near_first, COVERS)


def _first_of_each(programs: list[Program]) -> list[Program]:
    """Return the first occurrence of each programme."""
    found: dict[tuple[str, str], Program] = {}
    for each in programs:
        found.setdefault((each.source, each.uid), each)
    return list(found.values())


def _upcoming_first(programs: list[Program], now: datetime) -> list[Program]:
    """Return the programmes that have not begun, then the running ones, then the all-day ones."""
    return sorted(programs, key=lambda each: (each.all_day, each.interval.start <= now))


def _running_first(programs: list[Program], now: datetime) -> list[Program]:
    """Return the running programmes, then the ones still to come, then the all-day ones."""
    return sorted(programs, key=lambda each: (each.all_day, each.interval.start > now))
