"""Making a reservation; finding one, or a registration, by its code, and giving it back."""

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
from kiosk.protocol.messages import Action, Cancel, CheckIn, Reserve
from kiosk.services.bookings.codes import (
    Booking,
    SeatBooking,
    SpaceBooking,
    find_booking,
    new_booking_code,
    refusal_error,
)
from kiosk.services.bookings.registration_service import fill_free_seats
from kiosk.services.rate_limiter import CODES, RateLimiter
from kiosk.store import places, registrations, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox


class ReservationService:
    """Reservations of the spaces of this kiosk's database.

    Each is one transaction that checks and writes, the order to the server included:
    two visitors cannot both have a time. A kiosk that stands alone, or holds a lease of
    the time, confirms at once; otherwise the reservation is a request. One code opens
    reservations and registrations alike. After five wrong codes in a row none is answered
    for five minutes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._limiter = RateLimiter(database, CODES)

    def reserve(self, space_code: str, wanted: Interval, now: datetime) -> Reservation:
        """Reserve the space for ``wanted``, from ``now`` on where that has begun.

        Who reserves a time that has begun has checked in by that. Raises ReservationRefused
        with the reason.
        """
        with self._database.write() as connection:
            space = places.find_space(connection, space_code)
            branch = places.find_branch(connection, space.branch) if space else None
            if space is None or branch is None:
                raise refusal_error(Refusal.UNKNOWN_SPACE)
            around = with_buffers(wanted, space.policy)
            taken = reservations.list_reservations_touching(connection, space.code, around)
            reason = reservation_refusal(space, branch, wanted, taken, now)
            if reason:
                raise refusal_error(reason)
            absent = blocking_no_shows(wanted, taken, space.policy, now)
            return _make(connection, space, remaining_interval(wanted, now), absent, now)

    def find(self, code: str, now: datetime) -> Booking:
        """What ``code`` opens: a reservation with its space, a registration with its program.

        Raises ReservationRefused when there is none, or after too many wrong codes.
        """
        with self._answering(now) as connection:
            found = find_booking(connection, code, now)
            if isinstance(found, SeatBooking):
                fill_free_seats(connection, found.reserved.program, now)
            return find_booking(connection, code, now)

    def current_state(self, made: Reservation) -> Reservation:
        """What has become of a reservation; ``made`` itself where it is no longer known."""
        with self._database.read() as connection:
            return reservations.find_reservation(connection, made.id) or made

    def current_booking(self, found: Booking) -> Booking:
        """The same for what a code opened."""
        with self._database.read() as connection:
            if isinstance(found, SpaceBooking):
                now_reserved = reservations.find_reservation(connection, found.reserved.id)
                return found._replace(reserved=now_reserved or found.reserved)
            registered = registrations.find_registration(connection, found.reserved.id)
            return found._replace(reserved=registered or found.reserved)

    def cancel(self, code: str, now: datetime) -> None:
        """Give the time, or the seat, back to others.

        Raises ReservationRefused when there is none.
        """
        with self._answering(now) as connection:
            found, _ = find_booking(connection, code, now)
            if isinstance(found, Reservation):
                reservations.set_status(connection, found.id, BookingStatus.CANCELLED)
            else:
                given_up = replace(found, status=BookingStatus.CANCELLED, seat=None, place=0)
                registrations.save_registrations(connection, given_up)
            if feed_state.load_feed_state(connection):
                body = Cancel(id=found.id).model_dump_json()
                outbox.queue_order(connection, Action.CANCEL, body, found.id)
            if isinstance(found, Registration):
                fill_free_seats(connection, found.program, now)

    @contextmanager
    def _answering(self, now: datetime) -> Iterator[Connection]:
        """A transaction that looks at a code; a wrong one is counted before it is told."""
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
        """Note that the visitor has come. Raises ReservationRefused when it is not the time."""
        with self._answering(now) as connection:
            found = find_booking(connection, code, now)
            if not isinstance(found, SpaceBooking) or not can_check_in(
                found.reserved, found.space.policy, now
            ):
                raise refusal_error(Refusal.NO_CHECK_IN)
            id = found.reserved.id
            reservations.set_status(connection, id, BookingStatus.CHECKED_IN)
            if feed_state.load_feed_state(connection):
                body = CheckIn(id=id).model_dump_json()
                outbox.queue_order(connection, Action.CHECK_IN, body, id)
        return found._replace(reserved=replace(found.reserved, status=BookingStatus.CHECKED_IN))


def _make(
    connection: Connection,
    space: Space,
    wanted: Interval,
    absent: list[Reservation],
    now: datetime,
) -> Reservation:
    """Write the reservation down: confirmed, or requested where the server has to say.

    It takes the time of those who are ``absent``. Only the server knows whether they
    have checked in at another kiosk.
    """
    served = feed_state.load_feed_state(connection) is not None
    whole = with_buffer_after(wanted, space.policy)
    promised = not served or (not absent and leases.is_leased(connection, space.code, whole))
    if not served:
        for each in absent:
            reservations.set_status(connection, each.id, BookingStatus.RELEASED)
    status = granted_status(wanted, space.policy, now) if promised else BookingStatus.REQUESTED
    code = new_booking_code(connection, now, served=served)
    made = Reservation(str(uuid7()), space.code, wanted, code, now, status)
    reservations.save_reservations(connection, made)
    if served:
        outbox.queue_order(connection, Action.RESERVE, Reserve.of(made).model_dump_json(), made.id)
    return made
