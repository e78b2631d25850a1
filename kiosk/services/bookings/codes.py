"""The codes with which visitors look up their reservations and registrations."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, exists, func, select

from kiosk.domain.programs import Program
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import Refusal, Reservation
from kiosk.domain.spaces import Space
from kiosk.errors import ReservationRefused
from kiosk.store import places, programs, registrations, reservations
from kiosk.store.sync import leases
from kiosk.store.tables import registration, reservation

MIN_DIGITS = 6


class SpaceBooking(NamedTuple):
    reserved: Reservation
    space: Space


class SeatBooking(NamedTuple):
    reserved: Registration
    program: Program


Booking = SpaceBooking | SeatBooking


def new_booking_code(connection: Connection, now: datetime, *, has_server: bool) -> str:
    """Return a code that no current booking uses.

    A kiosk with a server (``has_server``) uses one of the codes that the server has granted. If no
    granted code is left, the kiosk generates a code that is two digits longer, so that the code
    cannot clash with the codes of other kiosks.
    """
    code = leases.take_spare_code(connection) if has_server else None
    digits = MIN_DIGITS + 2 if has_server else MIN_DIGITS
    while code is None:
        code = f"{secrets.randbelow(10**digits):0{digits}}"
        if reservations.find_reservation_by_code(
            connection, code, now
        ) or registrations.find_registration_by_code(connection, code):
            code = None
    return code


def find_booking(connection: Connection, code: str, now: datetime) -> Booking:
    """Return the booking with ``code``.

    Raises ReservationRefused if there is no such booking or the booking has ended.
    """
    reserved = reservations.find_reservation_by_code(connection, code, now)
    if reserved:
        space = places.find_space(connection, reserved.space)
        if space is None:
            raise refusal_error(Refusal.UNKNOWN_SPACE)
        return SpaceBooking(reserved, space)
    registered = registrations.find_registration_by_code(connection, code)
    program = programs.find_program(connection, registered.program) if registered else None
    if registered is None or (program and program.interval.end <= now):
        raise refusal_error(Refusal.NO_SUCH_CODE)
    if program is None:
        raise refusal_error(Refusal.UNKNOWN_PROGRAM)
    return SeatBooking(registered, program)


def has_longer_codes(connection: Connection) -> bool:
    """Return True if the code of any stored booking has more than MIN_DIGITS digits."""
    return any(
        connection.scalar(select(exists().where(func.length(table.c.code) > MIN_DIGITS)))
        for table in (reservation, registration)
    )


def refusal_error(reason: Refusal) -> ReservationRefused:
    return ReservationRefused(reason, f"The reservation is refused: {reason}.")
