"""The codes that open a reservation or a registration, and what they open."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from kiosk.domain.programs import Program
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import Refusal, Reservation
from kiosk.domain.spaces import Space
from kiosk.errors import ReservationRefused
from kiosk.store import places, programs, registrations, reservations
from kiosk.store.sync import leases

MIN_DIGITS = 6  # of the shortest code


class SpaceBooking(NamedTuple):
    reserved: Reservation
    space: Space


class SeatBooking(NamedTuple):
    reserved: Registration
    program: Program


Booking = SpaceBooking | SeatBooking  # what a code opens


def new_booking_code(connection: Connection, now: datetime, *, served: bool) -> str:
    """Digits that open nothing else which is still to come.

    Where other kiosks make codes as well and none is lent, two more keep them apart.
    """
    code = leases.take_spare_code(connection) if served else None
    digits = MIN_DIGITS + 2 if served else MIN_DIGITS
    while code is None:
        code = f"{secrets.randbelow(10**digits):0{digits}}"
        if reservations.find_reservation_by_code(
            connection, code, now
        ) or registrations.find_registration_by_code(connection, code):
            code = None
    return code


def find_booking(connection: Connection, code: str, now: datetime) -> Booking:
    """What ``code`` opens. Raises ReservationRefused where there is nothing, or no longer."""
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


def refusal_error(reason: Refusal) -> ReservationRefused:
    return ReservationRefused(reason, f"The reservation is refused: {reason}.")
