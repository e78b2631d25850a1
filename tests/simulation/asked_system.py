"""A system that owns spaces and is asked before a time in them is promised, with faults.

What it has booked is recorded here, apart from the server. People book and cancel there too, also
what kiosks have booked.
"""

import random
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.bookings import owner_bookings
from kiosk.central.bookings.owner_bookings import OwnerBooking
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.booked_rooms import BookedRooms
from kiosk.central.harvesting.http_answers import NotSent, OutcomeUnknown
from kiosk.central.harvesting.owner_outbox import OwnerOutbox
from kiosk.central.harvesting.room_systems.driver import Declined, RoomBooking
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.branches import WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.spaces import Space, SpaceOwner
from kiosk.errors import SourceError
from tests.simulation.plan import DAY, HOUR
from tests.simulation.reservation_verdict import GIVEN

if TYPE_CHECKING:
    from tests.simulation.world import World

NAME = "asked"
_FIRST, _LAST = time(13), time(15)  # the lent hours of every day
OWNER = SpaceOwner(NAME, tuple(WeeklyHours(day, _FIRST, _LAST) for day in range(7)))
_EVERY = timedelta(hours=1)
_LOOKS = 1800.0  # seconds between two looks at the outbox, besides those after an order
_SLACK = timedelta(minutes=40)  # for giving back the time of a visitor who did not come


@dataclass
class _Entry:
    booking: RoomBooking
    gone: bool = False


class AskedSystem:
    """The system and its driver in one. ``seen`` lists the faults of the server that were found.

    ``taken_back`` contains the ids of reservations whose booking was cancelled here.
    """

    def __init__(self, world: "World | SimpleNamespace") -> None:
        self.world = world
        self.spaces: dict[str, tuple[Space, ZoneInfo]] = {}
        self.seen: list[str] = []
        self.taken_back: set[str] = set()
        self._entries: dict[str, _Entry] = {}
        self._chance = random.Random(world.plan.seed + 1)
        self._fails_until = 0.0
        self._calm = False
        self._working_since: float | None = None

    def found(self) -> None:
        """Tell the server of the system."""
        if not self.spaces:
            return
        rooms = {code: f"room of {code}" for code in self.spaces}
        options = SourceOptions(system="simulated", rooms=rooms)
        now = self.world.now()
        self._source = Upstream(NAME, SourceKind.TIMES, "http://asked", _EVERY, now, options)
        with self.world.central.write() as connection:
            upstream.save_source(connection, self._source)

    def coroutines(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        if self.spaces:
            yield from (self._people(end), self._outages(end), self._desk(end), self._reader(end))

    def settle(self, end: float) -> None:
        """From now on nothing fails, and nobody else comes."""
        self._calm, self._fails_until = True, 0.0
        if self.spaces:
            if end:
                self.world.loop.create_task(self._desk(end))
            self.read()

    # --- the server's side ------------------------------------------------------------------

    def look(self) -> None:
        """Let the server do what is due in its outbox, as it does after an order."""
        if not self.spaces:
            return
        central, clock = self.world.central, self.world.server.real.clock
        outbox = OwnerOutbox(central, clock, lambda _source: nullcontext(self))
        with central.read() as connection:
            running = owner_bookings.booked_since(connection, clock())
            due = owner_bookings.due_bookings(connection, clock())
        if running:
            with self.world.order.watched(NAME):
                outbox.release_absent_visitors()
        for each in due:
            with self.world.order.watched(NAME):
                outbox.work(self._source, [each])

    def read(self) -> None:
        central, clock = self.world.central, self.world.server.real.clock
        with self.world.order.watched(NAME):
            reader = BookedRooms(central, clock, self._source, lambda _source: nullcontext(self))
            try:
                list(reader.entries())
            except SourceError:
                self.world.network.faults["room systems unreadable"] += 1

    async def _desk(self, end: float) -> None:
        while self.world.loop.now < end:
            await self.world.pause(min(_LOOKS, end - self.world.loop.now))
            self.look()
            self.check_absent()

    async def _reader(self, end: float) -> None:
        while await self.world.next_event(_EVERY.total_seconds(), end):
            self.read()

    # --- what happens there -----------------------------------------------------------------

    async def _people(self, end: float) -> None:
        """Book times there, and cancel some, also of kiosks."""
        while await self.world.next_event(DAY / 6, end):
            self.person_comes()

    def person_comes(self) -> None:
        live = [each for each in self._entries.values() if not each.gone]
        if live and self._chance.random() < 0.4:
            self._cancel_there(self._chance.choice(live))
            return
        code = self._chance.choice(sorted(self.spaces))
        midnight = self.world.now().replace(hour=0, minute=0, second=0, microsecond=0)
        hours = self._chance.choice(range(2, 18)) + 24 * self._chance.choice((0, 0, 1, 2, 6))
        start = midnight + timedelta(hours=hours)
        length = timedelta(hours=self._chance.randint(1, 2))
        self._book(f"room of {code}", Interval(start, start + length), "")

    def _cancel_there(self, entry: _Entry) -> None:
        entry.gone = True
        if not entry.booking.reference:
            return
        self.world.network.faults["cancelled in the room system"] += 1
        table = tables.owner_booking
        with self.world.central.read() as connection:
            known = table.c.reference == entry.booking.reference
            id = connection.scalar(select(table.c.reservation).where(known))
        if id:
            self.taken_back.add(id)

    async def _outages(self, end: float) -> None:
        while await self.world.next_event(0.7 * DAY, end):
            self.go_down(self._chance.uniform(0.1, 8) * HOUR)

    def go_down(self, seconds: float) -> None:
        self._fails_until = self.world.loop.now + seconds
        self.world.network.faults["room systems down"] += 1

    def _book(self, room: str, interval: Interval, reference: str) -> RoomBooking | None:
        for each in self._entries.values():
            here = not each.gone and each.booking.room == room
            if here and each.booking.interval.overlaps(interval):
                return None
        made = RoomBooking(f"f{len(self._entries)}", room, interval, reference)
        if reference and self._chance.random() < 0.15:
            made = replace(made, pending=True)
        self._entries[made.id] = _Entry(made)
        return made

    def _fail_sometimes(self) -> None:
        if self.world.loop.now < self._fails_until:
            raise NotSent("down")
        if not self._calm and self._chance.random() < 0.05:
            raise OutcomeUnknown("no answer")

    # --- the driver -------------------------------------------------------------------------

    def bookings(self, rooms: Sequence[str], within: Interval) -> list[RoomBooking]:
        self._fail_sometimes()
        live = [each.booking for each in self._entries.values() if not each.gone]
        return [e for e in live if e.room in rooms and e.interval.overlaps(within)]

    def reserve(self, room: str, interval: Interval, reference: str) -> RoomBooking:
        self._fail_sometimes()
        fault = "" if self._calm else self._chance.choice(("", "", "", "silent", "late"))
        if fault == "late":
            self.world.network.faults["bookings late"] += 1
            delay = self._chance.choice((20.0, 100.0, 600.0, 3 * HOUR))
            self.world.loop.call_later(delay, self._book, room, interval, reference)
            raise OutcomeUnknown("no answer")
        made = self._book(room, interval, reference)
        if fault == "silent":
            self.world.network.faults["bookings without an answer"] += 1
            raise OutcomeUnknown("no answer")
        if made is None:
            raise Declined("taken")
        return made

    def cancel(self, id: str) -> None:
        self._fail_sometimes()
        self._entries[id].gone = True
        if not self._calm and self._chance.random() < 0.2:
            raise OutcomeUnknown("no answer")

    def find(self, id: str) -> RoomBooking | None:
        self._fail_sometimes()
        entry = self._entries[id]
        if entry.booking.pending and not entry.gone:
            if self._chance.random() < 0.3:
                entry.gone = True
            else:
                entry.booking = replace(entry.booking, pending=False)
        return None if entry.gone else entry.booking

    # --- the check --------------------------------------------------------------------------

    def check_given(self, id: str, code: str, start: datetime, end: datetime) -> None:
        """Note a fault if the server gave a time that is neither lent nor booked here."""
        if code not in self.spaces or end <= start or self._is_lent(code, start, end):
            return
        booked = any(e.interval == Interval(start, end) for e in self._of(id))
        # Somebody may have cancelled it here before the server has learned of that.
        if not booked and id not in self.taken_back:
            self.seen.append(f"{id} was given in {code} before it was booked there")

    def check_refused(self, id: str, start: datetime) -> None:
        """Note a fault if the server refused a time that is booked here for this visitor."""
        if start > self.world.now() and self._of(id):
            self.seen.append(f"{id} was refused though it is booked there")

    def check_reserved(self, made: Reservation, kiosk: str) -> None:
        """Note a fault if a kiosk promised a time that only this system may give."""
        promised = made.space in self.spaces and made.status is not BookingStatus.REQUESTED
        if promised and not self._is_lent(made.space, made.interval.start, made.interval.end):
            self.seen.append(f"{made.id} was promised at {kiosk} without asking")

    def violations(self, reservations: dict[str, Reservation]) -> Iterator[str]:
        """Describe what is booked twice, left over or missing here after everything has settled."""
        now = self.world.now()
        with self.world.central.read() as connection:
            known = {each.reference: each for each in _all_attempts(connection)}
        held: dict[str, list[RoomBooking]] = {}
        for entry in self._entries.values():
            each = entry.booking
            if entry.gone or not each.reference or each.interval.end <= now:
                continue
            attempt = known.get(each.reference)
            if attempt is None or reservations[attempt.reservation].status not in GIVEN:
                yield f"{each.id} is left there though nobody needs it"
            else:
                held.setdefault(attempt.reservation, []).append(each)
        for id, several in held.items():
            if len(several) > 1:
                yield f"{id} is booked twice there"
        for id, made in reservations.items():
            asked = made.space in self.spaces and made.interval.end > now
            if not asked or made.status not in GIVEN or id in held:
                continue
            if not self._is_lent(made.space, made.interval.start, made.interval.end):
                yield f"{id} is given here, but not booked there any more"

    def check_absent(self) -> None:
        """Note a fault if a time is still taken here long after its visitor did not come."""
        now, clock = self.world.loop.now, self.world.now()
        if now < self._fails_until:
            self._working_since = None
            return
        self._working_since = now if self._working_since is None else self._working_since
        if now - self._working_since < _SLACK.total_seconds():
            return
        with self.world.central.read() as connection:
            attempts = {e.reference: e for e in _all_attempts(connection)}
            table = tables.reservation
            rows = connection.execute(select(table.c.id, table.c.status))
            states = {row.id: row.status for row in rows}
        for entry in self._entries.values():
            each = entry.booking
            attempt = attempts.get(each.reference)
            if entry.gone or attempt is None or not each.interval.start <= clock:
                continue
            grace = self.spaces[attempt.space][0].policy.check_in_grace
            # A visitor who reserved the time after it had begun has the whole grace period.
            due = max(each.interval.start, attempt.sent or clock) + (grace or timedelta())
            waits = states.get(attempt.reservation) == BookingStatus.CONFIRMED
            if grace and waits and due + _SLACK < clock < each.interval.end:
                self.seen.append(f"{each.id} was not given back though nobody came")

    def _of(self, id: str) -> list[RoomBooking]:
        with self.world.central.read() as connection:
            mine = {e.reference for e in _all_attempts(connection) if e.reservation == id}
        return [
            each.booking
            for each in self._entries.values()
            if not each.gone and not each.booking.pending and each.booking.reference in mine
        ]

    def _is_lent(self, code: str, start: datetime, end: datetime) -> bool:
        space, zone = self.spaces[code]
        first, last = start.astimezone(zone), (end + space.policy.buffer).astimezone(zone)
        same_day = first.date() == last.date()
        return same_day and first.time() >= _FIRST and last.time() <= _LAST


def _all_attempts(connection: Any) -> list[OwnerBooking]:
    return owner_bookings.bookings_of_source(connection, NAME)
