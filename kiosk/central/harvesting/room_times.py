"""Reading the times at which rooms are taken from the calendar of another system."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime

from kiosk.central.bookings import other_calendars
from kiosk.central.database import CentralDatabase, run_transaction
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.readers import conditions
from kiosk.central.harvesting.upstream import Upstream
from kiosk.domain.intervals import Interval
from kiosk.domain.space_names import SpaceNames
from kiosk.errors import SourceError
from kiosk.sources.calendars.busy_times import BusyTime, read_busy_times
from kiosk.sources.entries import Entries, ImportNote, Reject
from kiosk.sources.source_file import BranchLookup

_SHOWN = 20  # names of unknown rooms in one note
_WHERE = "the calendar"


class RoomTimes:
    """Reads the calendar of a system that books rooms, and publishes the times it states.

    The reading is complete only if every event was understood. An incomplete reading blocks the
    times that it states, but is not recorded as a reading, so that nothing is promised on it.
    """

    branches = BranchLookup()
    zone = ""
    whole = False  # nothing is removed because it is missing from a calendar

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        fetcher: Fetcher,
        source: Upstream,
    ) -> None:
        self.options = source.options
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._source = source

    def entries(self) -> Entries:
        """Read the calendar; yield what staff should know."""
        began = self._clock()
        headers = conditions(self.options, began)
        with self._fetcher.get(self._source.address, headers=headers) as answer:
            if answer.path is None:
                self._confirm(began)
                return
            found = list(read_busy_times(answer.path.read_bytes(), self.zone, began))
        rejects = [each for each in found if isinstance(each, Reject)]
        yield from rejects
        busy, unknown = self._by_space(each for each in found if isinstance(each, BusyTime))
        if rejects and not any(busy.values()):
            raise SourceError("No time in this calendar could be read.", "Check its address.")
        yield from _notes(busy, unknown, complete=not rejects)
        run_transaction(
            self._database,
            lambda connection: other_calendars.take_reading(
                connection, self._source.name, busy, self._clock()
            ),
        )
        if rejects:
            return
        self._confirm(began)
        self.options = self.options.model_copy(update={**answer.validators, "whole": began})

    def _confirm(self, began: datetime) -> None:
        name, every = self._source.name, self._source.every
        run_transaction(
            self._database,
            lambda connection: other_calendars.confirm_reading(
                connection, name, began, every, self._clock()
            ),
        )

    def _by_space(
        self, times: Iterator[BusyTime]
    ) -> tuple[dict[str, list[Interval]], Counter[str]]:
        """Return the times by the code of the space, and the names of rooms that are unknown."""
        with self._database.read() as connection:
            spaces, branches = other_calendars.known_spaces(connection)
        names = SpaceNames(spaces.values(), branches.values())
        found: dict[str, list[Interval]] = defaultdict(list)
        unknown: Counter[str] = Counter()
        for each in times:
            codes = {
                space.code
                for place in each.places
                for space in names.in_location(place, self.options.branch)
            }
            if self.options.space:
                codes = {self.options.space}
            for code in codes:
                found[code].append(each.interval)
            if not codes:
                unknown[each.places[0] if each.places else ""] += 1
        if self.options.space:
            found.setdefault(self.options.space, [])
        return found, unknown


def _notes(
    busy: dict[str, list[Interval]], unknown: Counter[str], *, complete: bool
) -> Iterator[ImportNote]:
    times = sum(map(len, busy.values()))
    yield ImportNote(_WHERE, f"{times} times in {len(busy)} rooms were read.")
    for name, count in unknown.most_common(_SHOWN):
        place = f"“{name}” is no room here" if name else "They name no room"
        yield ImportNote(_WHERE, f"{count} times were left out. {place}.")
    if not complete:
        yield ImportNote(_WHERE, "Until it can be read whole, requests wait for staff.")
