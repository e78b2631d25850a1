"""Asking the systems that own spaces: before a time is promised, and when it is given back.

Nothing is sent inside a transaction. That a request is sent is stored first; if no answer comes,
the booking is looked up by its reference, so that no time is booked twice and no booking remains
that nobody needs.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from kiosk.central.bookings import agreements, owner_bookings
from kiosk.central.bookings.owner_bookings import OwnerBooking, OwnerState
from kiosk.central.database import CentralDatabase, run_transaction
from kiosk.central.feed import feed
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.http_answers import OutcomeUnknown
from kiosk.central.harvesting.room_systems import registry
from kiosk.central.harvesting.room_systems.driver import (
    Declined,
    RoomBooking,
    RoomConnection,
    RoomSystem,
)
from kiosk.central.harvesting.systems.connecting import in_words, trusting_fetcher
from kiosk.central.harvesting.upstream import Upstream
from kiosk.errors import SourceError

_log = logging.getLogger(__name__)

_BUSY = timedelta(minutes=2)  # longer than all requests about one booking
_SETTLED = timedelta(minutes=2)  # after this time a request that was sent has surely taken effect
_LOOKED_UP = timedelta(minutes=10)  # singly; after that, the readings show it

Connect = Callable[[Upstream], AbstractContextManager[RoomSystem]]
Result = TypeVar("Result")


class OwnerOutbox:
    """Works through the attempts in ``database``. ``clock`` returns the time in UTC.

    ``connect`` opens the system of a source; errors of the system are raised as SourceError.
    """

    def __init__(
        self, database: CentralDatabase, clock: Callable[[], datetime], connect: Connect
    ) -> None:
        self._database = database
        self._clock = clock
        self._connect = connect

    def release_absent_visitors(self) -> None:
        """Give back the times of visitors who have not checked in in time."""
        now = self._clock()
        with self._database.read() as connection:
            if not agreements.absent_visitors(connection, now):
                return
        self._write(agreements.release_absent_visitors)

    def work(self, source: Upstream, due: list[OwnerBooking]) -> None:
        """Take the next step with each attempt of ``due``, all of them in the system ``source``."""
        try:
            with self._connect(source) as system:
                for each in due:
                    self._step(source, system, each)
        except SourceError as fault:
            _log.info("“%s” cannot be asked: %s", source.name, fault)
            self._try_later(due)

    def _step(self, source: Upstream, system: RoomSystem, due: OwnerBooking) -> None:
        until = self._clock() + _BUSY
        if not self._write(lambda connection, _: owner_bookings.claim(connection, due, until)):
            return
        with self._database.read() as connection:
            known = owner_bookings.find_booking(connection, due.reference)
        if known is None:
            return
        room = source.options.rooms.get(known.space, "")
        try:
            with in_words(source):
                if known.interval.end <= self._clock():
                    self._forget(known)
                elif known.unwanted:
                    self._cancel(system, room, known)
                else:
                    self._ask(system, room, known)
        except SourceError as fault:
            _log.info("“%s” has not settled a booking: %s", source.name, fault)
            self._try_later([known])

    # --- asking -----------------------------------------------------------------------------

    def _ask(self, system: RoomSystem, room: str, known: OwnerBooking) -> None:
        if known.state is OwnerState.TO_ASK:
            self._reserve(system, room, known)
        elif known.state is OwnerState.UNKNOWN:
            found = _look_up(system, room, known)
            if found:
                self._booked(known, found)
            elif known.sent and self._clock() - known.sent >= _SETTLED:
                self._reserve(system, room, known)
            else:
                self._try_later([known])
        else:  # approved by somebody there, or not
            found = system.find(known.foreign)
            if found and found.interval == known.interval:
                self._booked(known, found)
            else:
                self._declined(known, "It was not approved.")

    def _reserve(self, system: RoomSystem, room: str, known: OwnerBooking) -> None:
        if not self._write(lambda connection, now: _mark_as_sent(connection, known, now)):
            return
        try:
            made = system.reserve(room, known.interval, known.reference)
        except Declined as reason:
            # An earlier request may be what takes the time now.
            earlier = _look_up(system, room, known) if known.sent else None
            if earlier:
                self._booked(known, earlier)
            else:
                self._declined(known, str(reason))
        except SourceError as fault:
            if not known.sent and not isinstance(fault, OutcomeUnknown):
                self._write(
                    lambda connection, _: owner_bookings.save(
                        connection, known.reference, state=OwnerState.TO_ASK, sent=None
                    )
                )
            raise
        else:
            self._booked(known, made)

    def _booked(self, known: OwnerBooking, found: RoomBooking) -> None:
        self._write(
            lambda connection, now: agreements.take_booking(
                connection, known.reference, found.id, now, pending=found.pending
            )
        )

    def _declined(self, known: OwnerBooking, reason: str) -> None:
        _log.info("“%s” does not give a time in %s: %s", known.source, known.space, reason)
        self._write(
            lambda connection, now: agreements.take_refusal(connection, known.reference, now)
        )

    # --- giving back ------------------------------------------------------------------------

    def _cancel(self, system: RoomSystem, room: str, known: OwnerBooking) -> None:
        if known.state is OwnerState.TO_ASK:
            self._forget(known)
            return
        foreign = known.foreign
        if known.state is OwnerState.UNKNOWN:
            found = _look_up(system, room, known)
            foreign = found.id if found else ""
        if foreign:
            system.cancel(foreign)
            self._put_away(known)
        elif known.sent is None or self._clock() - known.sent >= owner_bookings.LOOKED_FOR:
            self._forget(known)
        elif self._clock() - known.sent >= _LOOKED_UP:
            self._put_away(known)
        else:
            self._try_later([known])

    def _put_away(self, known: OwnerBooking) -> None:
        self._write(lambda connection, _: owner_bookings.put_away(connection, known))

    def _forget(self, known: OwnerBooking) -> None:
        self._write(lambda connection, _: owner_bookings.forget(connection, known.reference))

    def _try_later(self, several: list[OwnerBooking]) -> None:
        self._write(lambda connection, now: _postpone(connection, several, now))

    def _write(self, work: Callable[[Connection, datetime], Result]) -> Result:
        return run_transaction(self._database, lambda connection: work(connection, self._clock()))


def connect_with(database: CentralDatabase, fetcher: Fetcher) -> Connect:
    """Return a function that opens the room system of a source with its complete address.

    Every error of opening it becomes a SourceError.
    """

    @contextmanager
    def connect(source: Upstream) -> Iterator[RoomSystem]:
        with database.read() as connection:
            zone = source.options.zone or feed.common_time_zone(connection)
        with trusting_fetcher(source, fetcher.with_fresh_allowance()) as trusting:
            with in_words(source):
                settings = source.options.settings
                there = RoomConnection(source.address, trusting, ZoneInfo(zone or "UTC"), settings)
                system = registry.connect(source.options.system, there)
            yield system

    return connect


def _look_up(system: RoomSystem, room: str, known: OwnerBooking) -> RoomBooking | None:
    """Return the booking with the reference of ``known``, if the other system has it."""
    found = system.bookings([room], known.interval)
    return next((each for each in found if each.reference == known.reference), None)


def _mark_as_sent(connection: Connection, known: OwnerBooking, now: datetime) -> bool:
    """Store that a request is being sent; return False if it must not be sent now."""
    current = owner_bookings.find_booking(connection, known.reference)
    if current is None or current.unwanted:
        return False
    if owner_bookings.waits_for_cancellation(connection, current):
        owner_bookings.save(connection, known.reference, due=now + timedelta(seconds=2))
        return False
    owner_bookings.save(connection, known.reference, state=OwnerState.UNKNOWN, sent=now)
    return True


def _postpone(connection: Connection, several: list[OwnerBooking], now: datetime) -> None:
    for each in several:
        due = owner_bookings.later(now, each.tries)
        owner_bookings.save(connection, each.reference, due=due, tries=each.tries + 1)
