"""The decisions on registrations: the only place where a seat is given to anybody.

Every function runs inside the caller's transaction and takes the program's lock.
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
from kiosk.protocol.messages import Kind, Register

_log = logging.getLogger(__name__)

_LOOKED_AT = 100  # programs that are over, at a time


def lock_program(connection: Connection, program: str) -> None:
    """Hold others off the seats of ``program`` until this transaction ends.

    On SQLite the transaction is the only writer. The row of the program itself is left
    alone: a source may be writing it, and would wait for us while we wait for it.
    """
    if connection.dialect.name == "postgresql":
        number = func.hashtextextended(program, 0)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def decide_registration(
    connection: Connection, kiosk: str, wanted: Register, now: datetime
) -> None:
    """Decide on what a visitor at ``kiosk`` asked for, and tell it by the feed."""
    lock_program(connection, wanted.program)
    table = tables.registration
    if _row(connection, wanted.id) is not None:
        return
    last = select(func.coalesce(func.max(table.c.order), 0)).where(
        table.c.program == wanted.program
    )
    made = Registration(wanted.id, wanted.program, wanted.code, wanted.created)
    order = (connection.scalar(last) or 0) + 1
    connection.execute(table.insert().values(**asdict(made), order=order))
    if wanted.seat is not None and _take_lent(connection, kiosk, wanted):
        made = replace(made, status=BookingStatus.CONFIRMED, seat=wanted.seat)
    _publish(connection, [made], now)
    update_waiting_list(connection, wanted.program, now)


def cancel_registration(connection: Connection, id: str, now: datetime) -> bool:
    """Give a seat, or a place in line, to the next; False where there is no such registration."""
    row = _row(connection, id)
    if row is None:
        return False
    lock_program(connection, row.program)
    made = _registration(_row(connection, id))
    if made.status not in ACTIVE_STATUSES:
        # The kiosk believed otherwise, and may have passed over what the feed said of it.
        feed.republish(connection, Kind.REGISTRATION, id, now)
        return True
    _give_back(connection, tables.seat.c.registration == id)
    cancelled = replace(made, status=BookingStatus.CANCELLED, seat=None, place=0)
    _publish(connection, [cancelled], now)
    update_waiting_list(connection, made.program, now)
    return True


def _give_back(connection: Connection, of_registration: ColumnElement[bool]) -> None:
    """A registration is no more: its seat returns to the kiosk that lent it, or is free."""
    seat = tables.seat
    connection.execute(delete(seat).where(of_registration, seat.c.lessee.is_(None)))
    connection.execute(update(seat).where(of_registration).values(registration=None))


def update_waiting_list(connection: Connection, program: str, now: datetime) -> None:
    """Give free seats to the next in line; where that is not enough ask for lent ones back."""
    waiting = waiting_list(connection, program)
    if not waiting:
        return
    held = taken_seats(connection, program)
    lent = sum(each.registration is None for each in held)
    known = feed.load_program(connection, program)
    moved = assign_free_seats(waiting, known, [each.number for each in held], now, coming=lent)
    given = [
        {"program": program, "number": each.seat, "registration": each.id}
        for each in moved
        if each.seat
    ]
    if given:
        connection.execute(tables.seat.insert(), given)
    _publish(connection, [new for new, old in zip(moved, waiting, strict=True) if new != old], now)
    recall_seats(connection, held, sum(each.status in UNSEATED_STATUSES for each in moved))


def recall_seats(connection: Connection, held: Sequence[Any], count: int) -> None:
    """Of the seats ``held`` of a program, recall lent ones until ``count`` are, or all."""
    seat = tables.seat
    lent = [each for each in held if each.registration is None]
    lent.sort(key=lambda each: (each.recall is None, each.number))
    for each in lent[: max(0, count)]:
        if each.recall is None:
            one = (seat.c.program == each.program, seat.c.number == each.number)
            connection.execute(update(seat).where(*one).values(recall=0))


def waiting_list(connection: Connection, program: str) -> list[Registration]:
    """Those without a seat, in the order in which they came."""
    table = tables.registration
    rows = connection.execute(
        select(table)
        .where(table.c.program == program, table.c.status.in_(UNSEATED_STATUSES))
        .order_by(table.c.order)
    )
    return [_registration(row) for row in rows]


def taken_seats(connection: Connection, program: str) -> Sequence[Any]:
    """The seats that somebody has, as rows of the table."""
    seat = tables.seat
    return connection.execute(select(seat).where(seat.c.program == program)).all()


def programs_with_waiting_list(connection: Connection) -> list[str]:
    """The programs for which somebody is in line."""
    table = tables.registration
    wanted = select(table.c.program).where(table.c.status.in_(UNSEATED_STATUSES)).distinct()
    return list(connection.scalars(wanted.order_by(table.c.program)))


def finished_programs(connection: Connection, old: datetime) -> list[str]:
    """Those with seats or registrations that were over before ``old``, or are in no calendar."""
    table, seat, entity = tables.registration, tables.seat, tables.entity
    known = select(table.c.program).union(select(seat.c.program)).subquery()
    past = connection.scalars(
        select(entity.c.key)
        .join(known, entity.c.key == known.c.program)
        .where(
            entity.c.kind == Kind.PROGRAM,
            or_(entity.c.starts < old, entity.c.starts.is_(None)),  # it may have lost its seats
        )
        .order_by(entity.c.key)
        .limit(_LOOKED_AT)
    )
    found = {key: feed.load_program(connection, key) for key in past.all()}
    return [key for key, program in found.items() if not program or program.interval.end < old]


def _take_lent(connection: Connection, kiosk: str, wanted: Register) -> bool:
    """Give a seat that the kiosk promised; False where it did not hold it."""
    seat = tables.seat
    taken = connection.execute(
        update(seat)
        .where(
            seat.c.program == wanted.program,
            seat.c.number == wanted.seat,
            seat.c.lessee == kiosk,
            seat.c.registration.is_(None),
        )
        .values(registration=wanted.id)
    )
    if not taken.rowcount:
        _log.error("kiosk %s promised a seat that it does not hold", kiosk)
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
