"""This module decides on registrations. No other code assigns seats in programmes to visitors.

Every function runs inside the caller's transaction and locks the programme's seats.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.domain.registrations import (
    ACTIVE_STATUSES,
    UNSEATED_STATUSES,
    Registration,
    assign_free_seats,
)
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.messages import FeedKind, RegisterOrder

_log = logging.getLogger(__name__)

_LOOKED_AT = 100  # programmes checked by one call of ``finished_programs``


def lock_program(connection: Connection, program: str) -> None:
    """Lock the seats of ``program`` until the current transaction ends.

    SQLite needs no lock, because it has one writer at a time. On PostgreSQL an advisory lock is
    used instead of a lock on the programme's row. Otherwise a harvest that is writing the row could
    deadlock with this transaction.
    """
    if connection.dialect.name == "postgresql":
        number = func.hashtextextended(program, 0)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def decide_registration(
    connection: Connection, kiosk: str, request: RegisterOrder, now: datetime
) -> None:
    """Decide on a visitor's registration at ``kiosk`` and publish the decision in the feed.

    If the registration's id is already known, nothing changes.
    """
    lock_program(connection, request.program)
    table = tables.registration
    if _row(connection, request.id) is not None:
        return
    last = select(func.coalesce(func.max(table.c.order), 0)).where(
        table.c.program == request.program
    )
    registration = Registration(request.id, request.program, request.code, request.created)
    order = (connection.scalar(last) or 0) + 1
    connection.execute(table.insert().values(**asdict(registration), order=order))
    if request.seat is not None and _give_promised_seat(connection, kiosk, request):
        registration = replace(registration, status=BookingStatus.CONFIRMED, seat=request.seat)
    _publish(connection, [registration], now)
    update_waiting_list(connection, request.program, now)


def cancel_registration(connection: Connection, id: str, now: datetime) -> bool:
    """Cancel a registration and update the waiting list. Return False for an unknown id."""
    row = _row(connection, id)
    if row is None:
        return False
    lock_program(connection, row.program)
    registration = _registration(_row(connection, id))
    if registration.status not in ACTIVE_STATUSES:
        # The kiosk treats the registration as active: it may have skipped the last change about it.
        feed.republish(connection, FeedKind.REGISTRATION, id, now)
        return True
    _release_seat(connection, tables.seat.c.registration == id)
    cancelled = replace(registration, status=BookingStatus.CANCELLED, seat=None, place=0)
    _publish(connection, [cancelled], now)
    update_waiting_list(connection, registration.program, now)
    return True


def _release_seat(connection: Connection, of_registration: ColumnElement[bool]) -> None:
    """Free a registration's seat. A seat leased to a kiosk returns to the kiosk."""
    seat = tables.seat
    connection.execute(delete(seat).where(of_registration, seat.c.lessee.is_(None)))
    connection.execute(update(seat).where(of_registration).values(registration=None))


def update_waiting_list(connection: Connection, program: str, now: datetime) -> None:
    """Assign free seats to the first visitors on the waiting list; recall lent seats if needed."""
    waiting = waiting_list(connection, program)
    if not waiting:
        return
    held = taken_seats(connection, program)
    lent = sum(each.registration is None for each in held)
    known = feed.load_program(connection, program)
    moved = assign_free_seats(waiting, known, [each.number for each in held], now, coming=lent)
    assigned = [
        {"program": program, "number": each.seat, "registration": each.id}
        for each in moved
        if each.seat
    ]
    if assigned:
        connection.execute(tables.seat.insert(), assigned)
    _publish(connection, [new for new, old in zip(moved, waiting, strict=True) if new != old], now)
    recall_seats(connection, held, sum(each.status in UNSEATED_STATUSES for each in moved))


def recall_seats(connection: Connection, held: Sequence[Any], count: int) -> None:
    """Recall lent seats in ``held`` until ``count`` seats, or all of them, are recalled."""
    seat = tables.seat
    lent = [each for each in held if each.registration is None]
    lent.sort(key=lambda each: (each.recall is None, each.number))
    for each in lent[: max(0, count)]:
        if each.recall is None:
            one = (seat.c.program == each.program, seat.c.number == each.number)
            connection.execute(update(seat).where(*one).values(recall=0))


def waiting_list(connection: Connection, program: str) -> list[Registration]:
    """Return the registrations on the waiting list of ``program``, in order of arrival."""
    table = tables.registration
    rows = connection.execute(
        select(table)
        .where(table.c.program == program, table.c.status.in_(UNSEATED_STATUSES))
        .order_by(table.c.order)
    )
    return [_registration(row) for row in rows]


def taken_seats(connection: Connection, program: str) -> Sequence[Any]:
    """Return the taken and lent seats of a programme, as database rows."""
    seat = tables.seat
    return connection.execute(select(seat).where(seat.c.program == program)).all()


def programs_with_waiting_list(connection: Connection) -> list[str]:
    """Return the keys of the programmes that have a waiting list."""
    table = tables.registration
    query = select(table.c.program).where(table.c.status.in_(UNSEATED_STATUSES)).distinct()
    return list(connection.scalars(query.order_by(table.c.program)))


def finished_programs(connection: Connection, old: datetime) -> list[str]:
    """Return removed programmes, and those that ended before ``old``, if they have bookings."""
    table, seat, entity = tables.registration, tables.seat, tables.entity
    known = select(table.c.program).union(select(seat.c.program)).subquery()
    past = connection.scalars(
        select(entity.c.key)
        .join(known, entity.c.key == known.c.program)
        .where(
            entity.c.kind == FeedKind.PROGRAM,
            or_(entity.c.starts < old, entity.c.starts.is_(None)),  # seats may have been removed
        )
        .order_by(entity.c.key)
        .limit(_LOOKED_AT)
    )
    found = {key: feed.load_program(connection, key) for key in past.all()}
    return [key for key, program in found.items() if not program or program.interval.end < old]


def _give_promised_seat(connection: Connection, kiosk: str, request: RegisterOrder) -> bool:
    """Assign the promised seat. Return False if the kiosk has no lease on the seat."""
    seat = tables.seat
    taken = connection.execute(
        update(seat)
        .where(
            seat.c.program == request.program,
            seat.c.number == request.seat,
            seat.c.lessee == kiosk,
            seat.c.registration.is_(None),
        )
        .values(registration=request.id)
    )
    if not taken.rowcount:
        _log.error("kiosk %s promised a seat without a lease on it", kiosk)
    return bool(taken.rowcount)


def _publish(connection: Connection, decided: Sequence[Registration], now: datetime) -> None:
    table = tables.registration
    for each in decided:
        values = {"status": each.status, "seat": each.seat, "place": each.place}
        connection.execute(update(table).where(table.c.id == each.id).values(values))
    feed.publish(connection, decided, now)


def _row(connection: Connection, id: str) -> Any:
    table = tables.registration
    return connection.execute(select(table).where(table.c.id == id)).one_or_none()


def _registration(row: Any) -> Registration:
    values = {field.name: getattr(row, field.name) for field in fields(Registration)}
    return Registration(**{**values, "status": BookingStatus(row.status)})
