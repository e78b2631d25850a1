"""Registering for a program, and giving the seat back to the next in line."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from uuid6 import uuid7

from kiosk.domain.programs import Program
from kiosk.domain.registrations import (
    UNSEATED_STATUSES,
    Registration,
    SeatAvailability,
    assign_free_seats,
    registration_refusal,
    seat_availability,
)
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.messages import Action, Register
from kiosk.services.bookings.codes import new_booking_code, refusal_error
from kiosk.store import programs, registrations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox


class RegistrationService:
    """Registrations for the programs of this kiosk's database.

    Each is one transaction that checks and writes, the order to the server included. A
    kiosk that stands alone gives a seat, or a place in the waiting line, at once; one
    that belongs to a server gives the seats that it was lent, and requests others.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, program: Program, now: datetime) -> SeatAvailability:
        """Whether there are seats left, as far as this kiosk knows."""
        with self._database.read() as connection:
            return seat_availability(
                program, registrations.list_live_registrations(connection, program.key), now
            )

    def register(self, program: str, now: datetime) -> Registration:
        """Register for the program with that key.

        Raises ReservationRefused with the reason.
        """
        with self._database.write() as connection:
            reason = registration_refusal(programs.find_program(connection, program), now)
            if reason:
                raise refusal_error(reason)
            served = feed_state.load_feed_state(connection) is not None
            code = new_booking_code(connection, now, served=served)
            made = Registration(str(uuid7()), program, code, now)
            if served:
                return _ask(connection, made)
            registrations.save_registrations(connection, made)
            fill_free_seats(connection, program, now)
            return registrations.find_registration(connection, made.id) or made

    def current_state(self, made: Registration) -> Registration:
        """What has become of a registration; ``made`` itself where it is no longer known."""
        with self._database.read() as connection:
            return registrations.find_registration(connection, made.id) or made


def fill_free_seats(connection: Connection, program: str, now: datetime) -> None:
    """Give the free seats of a program to the next in line, where no server does."""
    if feed_state.load_feed_state(connection):
        return
    live = registrations.list_live_registrations(connection, program)
    line = [each for each in live if each.status in UNSEATED_STATUSES]
    # A newcomer has no place yet, and comes last.
    line.sort(key=lambda each: (each.status is not BookingStatus.WAITING, each.place))
    taken = [each.seat for each in live]
    moved = assign_free_seats(line, programs.find_program(connection, program), taken, now)
    registrations.save_registrations(connection, *moved)


def _ask(connection: Connection, made: Registration) -> Registration:
    """Write a registration down for the server: with a seat that it lent, or as a request."""
    taken = {each.seat for each in registrations.list_live_registrations(connection, made.program)}
    free = leases.list_leased_seats(connection, made.program) - taken
    if free:
        made = replace(made, status=BookingStatus.CONFIRMED, seat=min(free))
    registrations.save_registrations(connection, made)
    outbox.queue_order(connection, Action.REGISTER, Register.of(made).model_dump_json(), made.id)
    return made
