"""Deleting bookings after the retention period, to protect the privacy of visitors."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.domain.reservations import RETENTION_PERIOD
from kiosk.errors import StoreError
from kiosk.store import kiosk_clock, programs, registrations, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

_YEAR = timedelta(days=365)
_PIECE = 500  # rows in one transaction: a visitor's reservation waits for at most one transaction


def delete_expired_bookings(database: Database, now: datetime) -> None:
    """Delete bookings that ended more than RETENTION_PERIOD before ``now``.

    If the clock has jumped, the last time at which it was trusted is used instead of ``now``. If a
    programme is no longer in the calendar, its time is unknown; its registrations are then deleted
    a year after the last one was made. A kiosk with a server deletes nothing here: the server sends
    the deletions. If the disk cannot be written, the next call tries again.
    """
    with suppress(StoreError):
        with database.write() as connection:
            earliest = kiosk_clock.update_clock(connection, now).earliest
            if feed_state.load_feed_state(connection) is not None:
                return
        while _forget_reservations(database, earliest - RETENTION_PERIOD):
            pass
        with database.read() as connection:
            over = [
                key
                for key, last_made in registrations.list_registered_programs(connection)
                if _is_over(connection, key, last_made, earliest)
            ]
        for key in over:
            with database.write() as connection:
                registrations.delete_program_registrations(connection, key)
        with database.write() as connection:
            programs.delete_withdrawn_programs(connection, earliest - RETENTION_PERIOD)


def _forget_reservations(database: Database, old: datetime) -> int:
    with database.write() as connection:
        return reservations.delete_ended_reservations(connection, old, _PIECE)


def _is_over(connection: Connection, key: str, last_made: datetime, now: datetime) -> bool:
    program = programs.find_program(connection, key)
    return program.interval.end < now - RETENTION_PERIOD if program else last_made < now - _YEAR
