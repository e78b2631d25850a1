"""Functions that save, find and delete reservations in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.intervals import Interval, lenient_interval
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Reservation
from kiosk.store.tables import reservation

# A visitor who looks up a reservation sees that it was refused or released.
_SHOWN = (*OCCUPYING_STATUSES, BookingStatus.REFUSED, BookingStatus.RELEASED)


def save_reservations(connection: Connection, *several: Reservation) -> None:
    """Save reservations, replacing any stored reservation with the same id."""
    rows = [
        {
            "id": each.id,
            "space": each.space,
            "starts": each.interval.start,
            "ends": each.interval.end,
            "code": each.code,
            "created": each.created,
            "status": each.status,
            "alternatives": each.alternatives,
        }
        for each in several
    ]
    if rows:
        statement = insert(reservation)
        changed = {c.name: c for c in statement.excluded if c.name in rows[0]}
        connection.execute(statement.on_conflict_do_update(set_=changed), rows)


def find_reservation(connection: Connection, id: str) -> Reservation | None:
    row = connection.execute(select(reservation).where(reservation.c.id == id)).one_or_none()
    return _reservation(row) if row else None


def delete_reservation(connection: Connection, id: str) -> None:
    connection.execute(delete(reservation).where(reservation.c.id == id))


def delete_ended_reservations(connection: Connection, before: datetime, most: int) -> int:
    """Delete at most ``most`` reservations that ended before ``before``; return the number."""
    some = select(reservation.c.id).where(reservation.c.ends < before).limit(most)
    return connection.execute(delete(reservation).where(reservation.c.id.in_(some))).rowcount


def list_reservations_touching(
    connection: Connection, space: str, within: Interval
) -> list[Reservation]:
    """Return the reservations and requests for ``space`` that overlap or touch ``within``."""
    rows = connection.execute(
        select(reservation)
        .where(
            reservation.c.space == space,
            reservation.c.status.in_(OCCUPYING_STATUSES),
            reservation.c.starts <= within.end,
            reservation.c.ends >= within.start,
        )
        .order_by(reservation.c.starts)
    )
    return [_reservation(row) for row in rows]


def list_upcoming_reservations(connection: Connection, now: datetime) -> list[Reservation]:
    """Return the reservations of every status that end after ``now``, oldest first."""
    rows = connection.execute(
        select(reservation).where(reservation.c.ends > now).order_by(reservation.c.created)
    )
    return [_reservation(row) for row in rows]


def find_reservation_by_code(
    connection: Connection, code: str, now: datetime
) -> Reservation | None:
    """Return the newest reservation with ``code`` that ends after ``now``, or None.

    A refused or released reservation is returned as well.
    """
    row = connection.execute(
        select(reservation)
        .where(
            reservation.c.code == code,
            reservation.c.status.in_(_SHOWN),
            reservation.c.ends > now,
        )
        .order_by(reservation.c.created.desc())
    ).first()
    return _reservation(row) if row else None


def set_status(connection: Connection, id: str, status: BookingStatus) -> None:
    connection.execute(update(reservation).where(reservation.c.id == id).values(status=status))


def _reservation(row: Any) -> Reservation:
    return Reservation(
        id=row.id,
        space=row.space,
        interval=lenient_interval(row.starts, row.ends),
        code=row.code,
        created=row.created,
        status=BookingStatus(row.status),
        alternatives=row.alternatives,
    )
