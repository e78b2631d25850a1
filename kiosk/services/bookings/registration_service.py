"""Registering for programmes, and assigning free seats to visitors on the waiting list."""

from collections.abc import Iterable
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
from kiosk.protocol.messages import Action, RegisterOrder
from kiosk.services.bookings.codes import new_booking_code, refusal_error
from kiosk.store import programs, registrations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox


class RegistrationService:
    """Makes registrations for the programmes in this kiosk's database.

    Each registration is one transaction: it checks whether the programme accepts registrations,
    writes the registration and queues the order to the server. A kiosk without a server assigns a
    seat or a place on the waiting list at once. A kiosk with a server assigns the seats that it has
    leased and requests all other seats from the server.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, program: Program, now: datetime) -> SeatAvailability:
        """Return whether the programme has free seats, according to the data of this kiosk."""
        with self._database.read() as connection:
            return seat_availability(
                program, registrations.list_live_registrations(connection, program.key), now
            )

    def standings(self, several: Iterable[Program], now: datetime) -> dict[str, SeatAvailability]:
        """Return the seats of each programme by its key, according to the data of this kiosk."""
        with self._database.read() as connection:
            return {
                each.key: seat_availability(
                    each, registrations.list_live_registrations(connection, each.key), now
                )
                for each in several
            }

    def register(self, program: str, now: datetime) -> Registration:
        """Register a visitor for the programme with the key ``program``.

        Raises ReservationRefused, with the reason, if that is not possible.
        """
        with self._database.write() as connection:
            reason = registration_refusal(programs.find_program(connection, program), now)
            if reason:
                raise refusal_error(reason)
            has_server = feed_state.load_feed_state(connection) is not None
            code = new_booking_code(connection, now, has_server=has_server)
            registration = Registration(str(uuid7()), program, code, now)
            if has_server:
                return _ask(connection, registration)
            registrations.save_registrations(connection, registration)
            fill_free_seats(connection, program, now)
            return registrations.find_registration(connection, registration.id) or registration

    def current_state(self, registration: Registration) -> Registration:
        """Return ``registration`` in its current state, or unchanged if it has been deleted."""
        with self._database.read() as connection:
            return registrations.find_registration(connection, registration.id) or registration


def fill_free_seats(connection: Connection, program: str, now: datetime) -> None:
    """Assign the free seats of a programme to the first registrations on its waiting list.

    If the kiosk has a server, the server assigns the seats instead.
    """
    if feed_state.load_feed_state(connection):
        return
    live = registrations.list_live_registrations(connection, program)
    line = [each for each in live if each.status in UNSEATED_STATUSES]
    # A new registration has no place on the waiting list yet, so it is sorted last.
    line.sort(key=lambda each: (each.status is not BookingStatus.WAITING, each.place))
    taken = [each.seat for each in live]
    moved = assign_free_seats(line, programs.find_program(connection, program), taken, now)
    registrations.save_registrations(connection, *moved)


def _ask(connection: Connection, registration: Registration) -> Registration:
    """Save a registration (with a leased seat, or as a request), and queue its order."""
    taken = {
        each.seat
        for each in registrations.list_live_registrations(connection, registration.program)
    }
    free = leases.list_leased_seats(connection, registration.program) - taken
    if free:
        registration = replace(registration, status=BookingStatus.CONFIRMED, seat=min(free))
    registrations.save_registrations(connection, registration)
    outbox.queue_order(
        connection,
        Action.REGISTER,
        RegisterOrder.of(registration).model_dump_json(),
        registration.id,
    )
    return registration
