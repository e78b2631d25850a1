"""What a server does by itself from time to time. Any number of servers may do it."""

import logging
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from kiosk.central import retention, server_clock, tables
from kiosk.central.database import run_transaction
from kiosk.central.feature import Retention
from kiosk.central.fleet import reports
from kiosk.central.registrations import registrations
from kiosk.central.server import Server, SnapshotNotReady

_log = logging.getLogger(__name__)

_EVERY = 60.0  # seconds
_BREATH = 0.02  # seconds: SQLite does not queue those who wait for its lock
_KEEP_SNAPSHOTS = timedelta(days=2)


def run_housekeeping(server: Server, stop: threading.Event) -> None:
    """Tidy up every minute until ``stop`` is set; a fault is logged and tried again."""
    while not stop.wait(_EVERY):
        try:
            clean_up(server)
        except Exception:
            _log.exception("the database could not be tidied")


def clean_up(server: Server) -> None:
    """Forget what is over: the less there is, the less can be known of visitors.

    Waiting lines are brought up to date. By a clock that jumped nothing is forgotten.
    """
    now = server.clock()
    state = server_clock.check_clock(server.database, now)
    _forget(server, state.earliest)
    with suppress(SnapshotNotReady):
        server.refresh_snapshot()
    _forget_snapshots(server, now)
    update_waiting_lists(server, state.moment)


def _forget(server: Server, now: datetime) -> None:
    """Step by piece; in between those who wait have their turn."""
    for piece in retention.RETENTION:

        def some(connection: Connection, piece: Retention = piece) -> int:
            return piece(connection, now)

        while run_transaction(server.database, some):
            time.sleep(_BREATH)
    with server.database.write() as connection:
        reports.delete_old_captures(connection, now)


def update_waiting_lists(server: Server, now: datetime) -> None:
    """Look at every waiting line: the program may have begun, or have other seats now."""
    with server.database.read() as connection:
        programs = registrations.programs_with_waiting_list(connection)
    for program in programs:

        def settle(connection: Connection, program: str = program) -> None:
            registrations.lock_program(connection, program)
            registrations.update_waiting_list(connection, program, now)

        run_transaction(server.database, settle)


def _forget_snapshots(server: Server, now: datetime) -> None:
    table = tables.snapshot
    with server.database.write() as connection:
        newest = select(table.c.hash).order_by(table.c.cursor.desc()).limit(1).scalar_subquery()
        gone = connection.scalars(
            delete(table)
            .where(table.c.made < now - _KEEP_SNAPSHOTS, table.c.hash != newest)
            .returning(table.c.hash)
        ).all()
    for digest in gone:
        server.remove_snapshot(digest)
