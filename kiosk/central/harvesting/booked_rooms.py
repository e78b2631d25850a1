"""Reading the bookings of a room system by its API, and comparing them with those of kiosks."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from kiosk.central.bookings import agreements, other_calendars, owner_bookings
from kiosk.central.bookings.owner_bookings import OwnerBooking, OwnerState
from kiosk.central.database import CentralDatabase, run_transaction
from kiosk.central.harvesting.owner_outbox import Connect
from kiosk.central.harvesting.room_systems.driver import RoomBooking
from kiosk.central.harvesting.systems.connecting import in_words
from kiosk.central.harvesting.upstream import Upstream
from kiosk.domain.intervals import Interval
from kiosk.sources.entries import Entries, ImportNote
from kiosk.sources.source_file import BranchLookup

_WHERE = "the room system"


class BookedRooms:
    """Reads all bookings of the rooms in ``source``; those of other people take the rooms.

    A reservation of a kiosk whose booking was cancelled or moved there is refused here.
    """

    branches = BranchLookup()
    zone = ""
    whole = False  # nothing is removed because it is missing from a list of bookings

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        source: Upstream,
        connect: Connect,
    ) -> None:
        self.options = source.options
        self._database = database
        self._clock = clock
        self._source = source
        self._connect = connect

    def entries(self) -> Entries:
        """Read the bookings; yield what staff should know."""
        began = self._clock()
        with self._database.read() as connection:
            spaces, _ = other_calendars.known_spaces(connection)
        rooms = {code: id for code, id in self.options.rooms.items() if code in spaces}
        within = other_calendars.time_to_read([spaces[code] for code in rooms], began)
        with self._connect(self._source) as system, in_words(self._source):
            found = system.bookings(sorted(set(rooms.values())), within)
            gone = self._gone(found, within, began, system.find)
        unknown = run_transaction(
            self._database, lambda connection: self._take(connection, rooms, found, gone, began)
        )
        self.options = self.options.model_copy(update={"whole": began})
        yield from _notes(len(found), rooms, sorted(set(self.options.rooms) - set(rooms)), unknown)

    def _gone(
        self,
        found: Iterable[RoomBooking],
        within: Interval,
        began: datetime,
        find: Callable[[str], RoomBooking | None],
    ) -> list[str]:
        """Return the references of our bookings that were cancelled or moved there.

        A list may lack a booking for another reason, so each of them is looked up once more.
        """
        there = {each.id: each.interval for each in found}
        with self._database.read() as connection:
            ours = owner_bookings.bookings_of_source(connection, self._source.name)
        gone = []
        for each in ours:
            is_known = each.is_held and not each.unwanted and each.sent and each.sent < began
            if not is_known or not each.interval.overlaps(within):
                continue
            if there.get(each.foreign) == each.interval:
                continue
            current = find(each.foreign)
            if current is None or current.interval != each.interval:
                gone.append(each.reference)
        return gone

    def _take(
        self,
        connection: Connection,
        rooms: dict[str, str],
        found: list[RoomBooking],
        gone: list[str],
        began: datetime,
    ) -> int:
        """Store the reading; return the number of bookings of kiosks that nobody here knows."""
        name, now = self._source.name, self._clock()
        ours = {e.reference: e for e in owner_bookings.bookings_of_source(connection, name)}
        theirs = [
            each
            for each in found
            if each.reference not in ours or ours[each.reference].unwanted or each.reference in gone
        ]
        for each in found:
            if each.reference in ours and each.reference not in gone:
                self._compare(connection, ours[each.reference], each, ours.values(), now)
        for reference in gone:
            agreements.take_cancellation(connection, reference, now)
        busy = {
            code: [each.interval for each in theirs if each.room == id]
            for code, id in rooms.items()
        }
        other_calendars.take_reading(connection, name, busy, now)
        other_calendars.confirm_reading(connection, name, began, self._source.every, now)
        return sum(bool(each.reference) and each.reference not in ours for each in found)

    def _compare(
        self,
        connection: Connection,
        mine: OwnerBooking,
        there: RoomBooking,
        ours: Iterable[OwnerBooking],
        now: datetime,
    ) -> None:
        """Note what the booking ``there``, which has the reference of ``mine``, says about it."""
        if mine.unwanted:
            if mine.state is OwnerState.UNKNOWN:  # a request that was late: it will be cancelled
                owner_bookings.save(
                    connection,
                    mine.reference,
                    state=OwnerState.BOOKED,
                    foreign=there.id,
                    due=now,
                )
        elif mine.is_held and there.id != mine.foreign:
            # A second booking for the same reservation, made by a request that was late.
            if not any(each.foreign == there.id for each in ours):
                owner_bookings.add_stray(connection, mine, there.id, now)
        elif mine.state is OwnerState.UNKNOWN or (
            mine.state is OwnerState.PENDING and not there.pending
        ):
            agreements.take_booking(
                connection, mine.reference, there.id, now, pending=there.pending
            )


def _notes(
    count: int, rooms: dict[str, str], missing: list[str], unknown: int
) -> Iterator[ImportNote]:
    yield ImportNote(_WHERE, f"{count} bookings in {len(rooms)} rooms were read.")
    for code in missing:
        yield ImportNote(_WHERE, f"“{code}” is no room here.")
    if unknown:
        yield ImportNote(
            _WHERE,
            f"{unknown} bookings of kiosks are not known here: they were moved there, or made by "
            "another server. If nobody needs them, cancel them there.",
        )
