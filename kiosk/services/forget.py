"""Forgetting who reserved what, once it is over."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.domain.reservations import KEPT_AFTER
from kiosk.errors import StoreError
from kiosk.store import feed_state, programs, registrations, reservations
from kiosk.store.database import Database

_YEAR = timedelta(days=365)


def forget_over(database: Database, now: datetime) -> None:
    """Drop the reservations and registrations that were over KEPT_AFTER before ``now``.

    When a program would have been that is in no calendar any more is not known: of that
    one they are dropped a year after the last was made. A kiosk that belongs to a server
    leaves all this to the server, which tells it of each. Where the disk cannot be
    written nothing is done: the next time will do.
    """
    with suppress(StoreError), database.write() as connection:
        if feed_state.get(connection) is None:
            _forget(connection, now)


def _forget(connection: Connection, now: datetime) -> None:
    old = now - KEPT_AFTER
    reservations.remove_ended(connection, old)
    for key, last_made in registrations.programs(connection):
        program = programs.with_key(connection, key)
        over = program.interval.end < old if program else last_made < now - _YEAR
        if over:
            registrations.remove_of(connection, key)
    programs.forget_withdrawn(connection, old)
