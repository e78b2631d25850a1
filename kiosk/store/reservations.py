"""Reservations in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Reservation, ReservationStatus
from kiosk.store.tables import reservation


def add(connection: Connection, made: Reservation) -> None:
    connection.execute(
        reservation.insert().values(
            id=made.id,
            space=made.space,
            starts=made.interval.start,
            ends=made.interval.end,
            code=made.code,
            created=made.created,
            status=made.status,
        )
    )


def touching(connection: Connection, space: str, within: Interval) -> list[Reservation]:
    """The confirmed reservations of ``space`` that overlap or touch ``within``."""
    rows = connection.execute(
        select(reservation)
        .where(
            reservation.c.space == space,
            reservation.c.status == ReservationStatus.CONFIRMED,
            reservation.c.starts <= within.end,
            reservation.c.ends >= within.start,
        )
        .order_by(reservation.c.starts)
    )
    return [_reservation(row) for row in rows]


def with_code(connection: Connection, code: str, now: datetime) -> Reservation | None:
    """The confirmed reservation that ``code`` opens, if it is not over at ``now``."""
    row = connection.execute(
        select(reservation).where(
            reservation.c.code == code,
            reservation.c.status == ReservationStatus.CONFIRMED,
            reservation.c.ends > now,
        )
    ).one_or_none()
    return _reservation(row) if row else None


def set_status(connection: Connection, id: str, status: ReservationStatus) -> None:
    connection.execute(update(reservation).where(reservation.c.id == id).values(status=status))


def _reservation(row: Any) -> Reservation:
    return Reservation(
        id=row.id,
        space=row.space,
        interval=Interval(row.starts, row.ends),
        code=row.code,
        created=row.created,
        status=ReservationStatus(row.status),
    )
