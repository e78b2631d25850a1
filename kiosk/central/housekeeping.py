"""Regular housekeeping. Every server does it, even if several servers share one database."""

import logging
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update

from kiosk.central import retention, server_clock, tables
from kiosk.central.database import run_transaction
from kiosk.central.feature import Retention
from kiosk.central.feed import blocked_times
from kiosk.central.fleet import reports
from kiosk.central.registrations import registrations
from kiosk.central.server import Server, SnapshotNotReady

_log = logging.getLogger(__name__)

_EVERY = 60.0  # seconds
_BREATH = 0.02  # seconds between batches, so that others can lock SQLite
_KEEP_SNAPSHOTS = timedelta(days=2)


def run_housekeeping(server: Server, stop: threading.Event) -> None:
    """Clean up every minute until ``stop`` is set. Errors are logged and retried a minute later."""
    try:
        fill_in_blocks(server)
    except Exception:
        _log.exception("the blocked times of spaces could not be derived")
    while not stop.wait(_EVERY):
        try:
            clean_up(server)
        except Exception:
            _log.exception("housekeeping failed")


def fill_in_blocks(server: Server) -> None:
    """Derive the blocked times of spaces if there are none, as after an update of the server."""

    def fill(connection: Connection) -> None:
        connection.execute(update(tables.feed).values(head=tables.feed.c.head))  # writers wait
        if connection.scalar(select(tables.space_block.c.id).limit(1)) is None:
            blocked_times.rebuild(connection)

    run_transaction(server.database, fill)


def clean_up(server: Server) -> None:
    """Delete expired data, refresh the snapshot and update the waiting lists.

    Visitors' data are kept no longer than needed. After a clock jump, nothing is deleted until
    the clock is trusted again.
    """
    now = server.clock()
    state = server_clock.check_clock(server.database, now)
    _delete_expired(server, state.earliest)
    with suppress(SnapshotNotReady):
        server.refresh_snapshots()
    _delete_old_snapshots(server, now)
    update_waiting_lists(server, state.trusted_time)


def _delete_expired(server: Server, now: datetime) -> None:
    """Delete expired data in small batches, with a pause after each batch for other requests."""
    for step in retention.RETENTION:

        def delete_some(connection: Connection, step: Retention = step) -> int:
            return step(connection, now)

        while run_transaction(server.database, delete_some):
            time.sleep(_BREATH)
    with server.database.write() as connection:
        reports.delete_old_captures(connection, now)


def update_waiting_lists(server: Server, now: datetime) -> None:
    """Update every waiting list, because programmes may have begun or seats been added."""
    with server.database.read() as connection:
        programs = registrations.programs_with_waiting_list(connection)
    for program in programs:

        def settle(connection: Connection, program: str = program) -> None:
            registrations.lock_program(connection, program)
            registrations.update_waiting_list(connection, program, now)

        run_transaction(server.database, settle)


def _delete_old_snapshots(server: Server, now: datetime) -> None:
    table = tables.snapshot
    with server.database.write() as connection:
        newest = select(func.max(table.c.cursor)).group_by(table.c.copies_apart)
        deleted = connection.scalars(
            delete(table)
            .where(table.c.made < now - _KEEP_SNAPSHOTS, table.c.cursor.not_in(newest))
            .returning(table.c.hash)
        ).all()
    for digest in deleted:
        server.remove_snapshot(digest)
