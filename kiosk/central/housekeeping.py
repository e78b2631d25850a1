"""What a server does by itself from time to time. Any number of servers may do it."""

import logging
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select

from kiosk.central import arbitration, feed, reports, seating, tables
from kiosk.central.database import retried
from kiosk.central.server import BeingMade, Server
from kiosk.domain.reservations import KEPT_AFTER, Reservation, is_no_show
from kiosk.protocol.messages import Kind

_log = logging.getLogger(__name__)

_EVERY = 60.0  # seconds
_KEEP_ORDERS = timedelta(days=400)  # a kiosk that was away for longer is paired anew
_KEEP_SNAPSHOTS = timedelta(days=2)


def keep_house(server: Server, stop: threading.Event) -> None:
    """Tidy up every minute until ``stop`` is set; a fault is logged and tried again."""
    while not stop.wait(_EVERY):
        try:
            tidy(server)
        except Exception:
            _log.exception("the database could not be tidied")


def tidy(server: Server) -> None:
    """Forget what is over: the less there is, the less can be known of visitors.

    Waiting lines are brought up to date.
    """
    now = server.clock()
    with server.database.write() as connection:
        _forget_reservations(connection, now)
        seating.forget(connection, now - KEPT_AFTER, now)
        reports.forget(connection, now)
        feed.forget_tombstones(connection, now)
        old = now - _KEEP_ORDERS
        connection.execute(delete(tables.taken_order).where(tables.taken_order.c.at < old))
    with suppress(BeingMade):
        server.refresh_snapshot()
    _forget_snapshots(server, now)
    settle_seats(server, now)


def settle_seats(server: Server, now: datetime) -> None:
    """Look at every waiting line: the program may have begun, or have other seats now."""
    with server.database.read() as connection:
        programs = seating.with_a_line(connection)
    for program in programs:

        def settle(connection: Connection, program: str = program) -> None:
            seating.lock(connection, program)
            seating.settle(connection, program, now)

        retried(server.database, settle)


def _forget_reservations(connection: Connection, now: datetime) -> None:
    table, old = tables.reservation, now - KEPT_AFTER
    for lent in (tables.claim, tables.recall):
        connection.execute(delete(lent).where(lent.c.ends < old))
    rows = connection.execute(delete(table).where(table.c.ends < old).returning(table)).all()
    if not rows:
        return
    feed.remove(connection, Kind.RESERVATION, [row.id for row in rows], now)
    for row in rows:
        _count(connection, arbitration.reservation_of(row))
    codes = tables.lent_code
    connection.execute(delete(codes).where(codes.c.code.in_([row.code for row in rows])))


def _count(connection: Connection, made: Reservation) -> None:
    """What became of it, on the day of its branch on which it began."""
    space, branch = arbitration.place_of(connection, made.space)
    zone = branch.tz if branch else UTC
    day = made.interval.start.astimezone(zone).date()
    absent = space is not None and is_no_show(made, space.policy, made.interval.end)
    reports.count_reservation(connection, day, made.status, absent=absent)


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
