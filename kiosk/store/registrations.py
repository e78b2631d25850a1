"""Functions that save and find registrations for programmes in the database."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.registrations import ACTIVE_STATUSES, Registration
from kiosk.domain.reservations import BookingStatus
from kiosk.store.tables import registration

# A visitor who looks up a refused registration sees that it was refused.
_SHOWN = (*ACTIVE_STATUSES, BookingStatus.REFUSED)


def save_registrations(connection: Connection, *several: Registration) -> None:
    """Save registrations, replacing any stored registration with the same id."""
    rows = [asdict(each) for each in several]
    if rows:
        statement = insert(registration)
        changed = {c.name: c for c in statement.excluded}
        connection.execute(statement.on_conflict_do_update(set_=changed), rows)


def delete_registration(connection: Connection, id: str) -> None:
    connection.execute(delete(registration).where(registration.c.id == id))


def delete_program_registrations(connection: Connection, program: str) -> None:
    connection.execute(delete(registration).where(registration.c.program == program))


def set_status(connection: Connection, id: str, status: BookingStatus) -> None:
    connection.execute(update(registration).where(registration.c.id == id).values(status=status))


def list_registered_programs(connection: Connection) -> list[tuple[str, datetime]]:
    """Return the key and the last registration's time of each programme with registrations."""
    program, last = registration.c.program, func.max(registration.c.created)
    rows = connection.execute(select(program, last).group_by(program))
    return [(key, each) for key, each in rows]


def find_registration(connection: Connection, id: str) -> Registration | None:
    return _first(connection, select(registration).where(registration.c.id == id))


def find_registration_by_code(connection: Connection, code: str) -> Registration | None:
    """Return the newest registration with ``code`` (even a refused one), or None."""
    wanted = select(registration).where(
        registration.c.code == code, registration.c.status.in_(_SHOWN)
    )
    return _first(connection, wanted.order_by(registration.c.created.desc()))


def list_registrations(connection: Connection) -> list[Registration]:
    """Return the registrations of every status, in the order of their creation."""
    rows = connection.execute(
        select(registration).order_by(registration.c.created, registration.c.id)
    )
    return [_registration(row) for row in rows]


def list_live_registrations(connection: Connection, program: str) -> list[Registration]:
    """Return the registrations with a seat in ``program`` or a place on its waiting list."""
    rows = connection.execute(
        select(registration)
        .where(registration.c.program == program, registration.c.status.in_(ACTIVE_STATUSES))
        .order_by(registration.c.created, registration.c.id)
    )
    return [_registration(row) for row in rows]


def _first(connection: Connection, wanted: Select[Any]) -> Registration | None:
    row = connection.execute(wanted).first()
    return _registration(row) if row else None


def _registration(row: Any) -> Registration:
    return Registration(
        id=row.id,
        program=row.program,
        code=row.code,
        created=row.created,
        status=BookingStatus(row.status),
        seat=row.seat,
        place=row.place,
    )
