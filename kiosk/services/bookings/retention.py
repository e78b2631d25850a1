"""Forgetting who reserved what, once it is over."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.domain.reservations import KEPT_AFTER
from kiosk.errors import StoreError
from kiosk.store import kiosk_clock, programs, registrations, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

_YEAR = timedelta(days=365)
_PIECE = 500  # rows in one transaction: a visitor's reservation waits for no more


def forget_over(database: Database, now: datetime) -> None:
    """Drop the reservations and registrations that were over KEPT_AFTER before ``now``.

    By a clock that jumped no more is forgotten than by the time reckoned from before.
    When a program would have been that is in no calendar any more is not known: of that
    one they are dropped a year after the last was made. A kiosk that belongs to a server
    leaves all this to the server, which tells it of each. Where the disk cannot be
    written nothing is done: the next time will do.
    """
    with suppress(StoreError):
        with database.write() as connection:
            surely = kiosk_clock.tick(connection, now).surely
            if feed_state.get(connection) is not None:
                return
        while _forget_reservations(database, surely - KEPT_AFTER):
            pass
        with database.read() as connection:
            over = [
                key
                for key, last_made in registrations.programs(connection)
                if _is_over(connection, key, last_made, surely)
            ]
        for key in over:
            with database.write() as connection:
                registrations.remove_of(connection, key)
        with database.write() as connection:
            programs.forget_withdrawn(connection, surely - KEPT_AFTER)


def _forget_reservations(database: Database, old: datetime) -> int:
    with database.write() as connection:
        return reservations.remove_ended(connection, old, _PIECE)


def _is_over(connection: Connection, key: str, last_made: datetime, now: datetime) -> bool:
    program = programs.with_key(connection, key)
    return program.interval.end < now - KEPT_AFTER if program else last_made < now - _YEAR
