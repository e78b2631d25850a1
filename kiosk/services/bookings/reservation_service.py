"""Reserving spaces; finding and cancelling bookings by code, and checking visitors in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from uuid6 import uuid7

from kiosk.domain.intervals import Interval
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import (
    BookingStatus,
    Refusal,
    Reservation,
    blocking_no_shows,
    can_check_in,
    granted_status,
    remaining_interval,
    reservation_refusal,
    with_buffer_after,
    with_buffers,
)
from kiosk.domain.spaces import Space
from kiosk.errors import ReservationRefused
from kiosk.protocol.messages import Action, CancelOrder, CheckInOrder, ReserveOrder
from kiosk.services.bookings.codes import (
    Booking,
    SeatBooking,
    SpaceBooking,
    find_booking,
    has_longer_codes,
    new_booking_code,
    refusal_error,
)
from kiosk.services.bookings.occupied_times import OccupiedTimes
from kiosk.services.bookings.registration_service import fill_free_seats
from kiosk.services.rate_limiter import CODES, RateLimiter
from kiosk.store import places, registrations, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox


class ReservationService:
    """Reserves the spaces in this kiosk's database, and finds bookings by their codes.

    Each reservation is one transaction: it checks whether the space is free, writes the
    reservation and queues the order to the server, so two visitors cannot reserve the same time.
    A space in which a programme is held is refused as well (the server itself does not refuse it).
    The reservation is confirmed at once if the kiosk has no server or has leased the time;
    otherwise it is a request to the server. Codes are rate-limited: after five wrong codes, no
    code is checked for five minutes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._limiter = RateLimiter(database, CODES)

    def reserve(self, space_code: str, wanted: Interval, now: datetime) -> Reservation:
        """Reserve the space for the interval ``wanted``.

        If the interval has already begun, the space is reserved from ``now`` on and the visitor is
        checked in. Raises ReservationRefused, with the reason, if that is not possible.
        """
        with self._database.write() as connection:
            space = places.find_space(connection, space_code)
            branch = places.find_branch(connection, space.branch) if space else None
            if space is None or branch is None:
                raise refusal_error(Refusal.UNKNOWN_SPACE)
            around = with_buffers(wanted, space.policy)
            taken = OccupiedTimes(connection).of(space, around)
            reason = reservation_refusal(space, branch, wanted, taken, now)
            if reason:
                raise refusal_error(reason)
            absent = blocking_no_shows(wanted, taken, space.policy, now)
            return _make(connection, space, remaining_interval(wanted, now), absent, now)

    def find(self, code: str, now: datetime) -> Booking:
        """Return the booking with ``code``.

        Raises ReservationRefused if no booking has the code, or after too many wrong codes.
        """
        with self._answering(now) as connection:
            found = find_booking(connection, code, now)
            if isinstance(found, SeatBooking):
                fill_free_seats(connection, found.reserved.program, now)
            return find_booking(connection, code, now)

    def has_longer_codes(self) -> bool:
        """Return True if a code may have more digits than usual."""
        with self._database.read() as connection:
            return has_longer_codes(connection)

    def current_state(self, reservation: Reservation) -> Reservation:
        """Return ``reservation`` in its current state, or unchanged if it has been deleted."""
        with self._database.read() as connection:
            return reservations.find_reservation(connection, reservation.id) or reservation

    def current_booking(self, found: Booking) -> Booking:
        """Return ``found`` in its current state, or unchanged if the booking has been deleted."""
        with self._database.read() as connection:
            if isinstance(found, SpaceBooking):
                now_reserved = reservations.find_reservation(connection, found.reserved.id)
                return found._replace(reserved=now_reserved or found.reserved)
            registered = registrations.find_registration(connection, found.reserved.id)
            return found._replace(reserved=registered or found.reserved)

    def cancel(self, code: str, now: datetime) -> None:
        """Cancel the booking with ``code``.

        Raises ReservationRefused if no booking has the code.
        """
        with self._answering(now) as connection:
            found, _ = find_booking(connection, code, now)
            if isinstance(found, Reservation):
                reservations.set_status(connection, found.id, BookingStatus.CANCELLED)
            else:
                given_up = replace(found, status=BookingStatus.CANCELLED, seat=None, place=0)
                registrations.save_registrations(connection, given_up)
            if feed_state.load_feed_state(connection):
                body = CancelOrder(id=found.id).model_dump_json()
                outbox.queue_order(connection, Action.CANCEL, body, found.id)
            if isinstance(found, Registration):
                fill_free_seats(connection, found.program, now)

    @contextmanager
    def _answering(self, now: datetime) -> Iterator[Connection]:
        """Yield a transaction for checking a code; record a wrong code before reporting it."""
        if not self._limiter.allows(now):
            raise refusal_error(Refusal.RATE_LIMITED)
        try:
            with self._database.write() as connection:
                yield connection
        except ReservationRefused as fault:
            if fault.reason == Refusal.NO_SUCH_CODE:
                self._limiter.record_failure(now)
            raise

    def check_in(self, code: str, now: datetime) -> Booking:
        """Check in the visitor for the booking with ``code``.

        Raises ReservationRefused if the visitor cannot check in now.
        """
        with self._answering(now) as connection:
            found = find_booking(connection, code, now)
            if not isinstance(found, SpaceBooking) or not can_check_in(
                found.reserved, found.space.policy, now
            ):
                raise refusal_error(Refusal.NO_CHECK_IN)
            id = found.reserved.id
            reservations.set_status(connection, id, BookingStatus.CHECKED_IN)
            if feed_state.load_feed_state(connection):
                body = CheckInOrder(id=id).model_dump_json()
                outbox.queue_order(connection, Action.CHECK_IN, body, id)
        return found._replace(reserved=replace(found.reserved, status=BookingStatus.CHECKED_IN))


def _make(
    connection: Connection,
    space: Space,
    wanted: Interval,
    absent: list[Reservation],
    now: datetime,
) -> Reservation:
    """Save the reservation as confirmed, or as a request if the server must decide.

    The reservations of ``absent`` visitors, who have not checked in, are released. If the kiosk
    has a server, the new reservation is then a request, because an absent visitor may have
    checked in at another kiosk.
    """
    has_server = feed_state.load_feed_state(connection) is not None
    whole = with_buffer_after(wanted, space.policy)
    promised = not has_server or (not absent and leases.is_leased(connection, space.code, whole))
    if not has_server:
        for each in absent:
            reservations.set_status(connection, each.id, BookingStatus.RELEASED)
    status = granted_status(wanted, space.policy, now) if promised else BookingStatus.REQUESTED
    code = new_booking_code(connection, now, has_server=has_server)
    reservation = Reservation(str(uuid7()), space.code, wanted, code, now, status)
    reservations.save_reservations(connection, reservation)
    if has_server:
        outbox.queue_order(
            connection,
            Action.RESERVE,
            ReserveOrder.of(reservation).model_dump_json(),
            reservation.id,
        )
    return reservation
