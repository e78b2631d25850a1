"""Deletion of expired data in small batches, so that orders do not wait long for a lock.

Each step deletes one batch and returns the number of deleted rows, or 0 if no expired row is left.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    delete,
    exists,
    or_,
    select,
)

from kiosk.central import tables
from kiosk.central.bookings import arbitration
from kiosk.central.feature import BATCH, Retention, delete_batch
from kiosk.central.features import FEATURES
from kiosk.central.feed import feed
from kiosk.central.fleet import reports
from kiosk.central.registrations import registrations
from kiosk.domain.intervals import LAST_YEAR
from kiosk.domain.reservations import RETENTION_PERIOD, BookingStatus, Reservation, is_no_show
from kiosk.protocol.messages import FeedKind

_NEVER = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
_KEEP_LEASES = timedelta(days=7)  # a kiosk that was offline may report its promises this late
_KEEP_ORDERS = timedelta(days=400)  # a kiosk that was offline for longer must be paired again


def _claims(connection: Connection, now: datetime) -> int:
    claim = tables.claim
    reserved = claim.c.reservation.is_not(None) & (claim.c.ends < now - RETENTION_PERIOD)
    lent = claim.c.reservation.is_(None) & (claim.c.ends < now - _KEEP_LEASES)
    return delete_batch(connection, claim, or_(reserved, lent, claim.c.ends > _NEVER))


def _recalls(connection: Connection, now: datetime) -> int:
    return delete_batch(connection, tables.recall, tables.recall.c.ends < now - RETENTION_PERIOD)


def _reservations(connection: Connection, now: datetime) -> int:
    """Delete expired reservations and reservations with impossible times."""
    table = tables.reservation
    over = or_(
        table.c.ends < now - RETENTION_PERIOD,
        table.c.ends > _NEVER,
        table.c.ends <= table.c.starts,
    )
    rows = connection.execute(select(table).where(over).limit(BATCH)).all()
    ids = [row.id for row in rows]
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    feed.publish_deletions(connection, FeedKind.RESERVATION, ids, now)
    _count(connection, rows)
    _free_codes(connection, rows)
    return len(rows)


def _count(connection: Connection, rows: Sequence[Any]) -> None:
    """Count the outcomes of reservations by the local day on which each reservation began."""
    space_and_branch = cache(lambda code: arbitration.space_and_branch(connection, code))
    sums: Counter[tuple[date, BookingStatus]] = Counter()
    for row in rows:
        if reservation := _readable(row):
            space, branch = space_and_branch(reservation.space)
            day = reservation.interval.start.astimezone(branch.tz if branch else UTC).date()
            absent = space is not None and is_no_show(
                reservation, space.policy, reservation.interval.end
            )
            sums[day, BookingStatus.RELEASED if absent else reservation.status] += 1
    reports.add_reservation_outcomes(connection, sums)


def _readable(row: Any) -> Reservation | None:
    try:
        return arbitration.reservation_from_row(row)
    except ValueError:
        return None


def _registrations(connection: Connection, now: datetime) -> int:
    """Delete registrations for programmes that have ended or never existed."""
    table = tables.registration
    of_program = table.c.program.in_(
        registrations.finished_programs(connection, now - RETENTION_PERIOD)
    )
    about = tables.entity
    told_long_ago = exists().where(
        about.c.kind == FeedKind.REGISTRATION,
        about.c.key == table.c.id,
        about.c.changed < now - RETENTION_PERIOD,
    )
    known = exists().where(about.c.kind == FeedKind.PROGRAM, about.c.key == table.c.program)
    over = or_(of_program, told_long_ago & ~known)
    rows = connection.execute(select(table.c.id, table.c.code).where(over).limit(BATCH)).all()
    ids = [row.id for row in rows]
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    feed.publish_deletions(connection, FeedKind.REGISTRATION, ids, now)
    _free_codes(connection, rows)
    return len(rows)


def _seats(connection: Connection, now: datetime) -> int:
    seat = tables.seat
    over = seat.c.program.in_(registrations.finished_programs(connection, now - RETENTION_PERIOD))
    return delete_batch(connection, seat, over)


def _free_codes(connection: Connection, rows: Sequence[Any]) -> None:
    code = tables.lent_code
    connection.execute(delete(code).where(code.c.code.in_([row.code for row in rows])))


def _orders(connection: Connection, now: datetime) -> int:
    table = tables.taken_order
    return delete_batch(connection, table, table.c.at < now - _KEEP_ORDERS)


def _sums(connection: Connection, now: datetime) -> int:
    return delete_batch(connection, tables.tally, reports.expired_usage(now))


def _tombstones(connection: Connection, now: datetime) -> int:
    return feed.delete_old_tombstones(connection, now, BATCH)


RETENTION: tuple[Retention, ...] = (
    _claims,
    _recalls,
    _reservations,
    _registrations,
    _seats,
    _orders,
    _sums,
    _tombstones,
    *(each for feature in FEATURES for each in feature.retention),
)
