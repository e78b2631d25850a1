"""Leases from the server: times and seats that this kiosk may promise offline, and codes."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.intervals import Interval, merge_intervals
from kiosk.store.tables import lease, registration, reservation, seat_lease, spare_code

LEASE_TABLES = (lease, seat_lease, spare_code)


def delete_leases(connection: Connection) -> None:
    """Delete all leases and spare codes. The kiosk can promise nothing until the next grant."""
    for table in LEASE_TABLES:
        connection.execute(delete(table))


def replace_leases(connection: Connection, leases: Iterable[tuple[str, Interval]]) -> None:
    """Replace all leases of times with ``leases``, pairs of space and interval."""
    connection.execute(delete(lease))
    rows = [{"space": s, "starts": i.start, "ends": i.end} for s, i in leases]
    if rows:
        connection.execute(lease.insert(), rows)


def is_leased(connection: Connection, space: str, wanted: Interval) -> bool:
    """Return True if the whole of ``wanted`` is leased to this kiosk."""
    rows = connection.execute(
        select(lease.c.starts, lease.c.ends).where(
            lease.c.space == space, lease.c.starts < wanted.end, lease.c.ends > wanted.start
        )
    )
    return any(
        part.contains(wanted) for part in merge_intervals(Interval(r.starts, r.ends) for r in rows)
    )


def replace_seat_leases(connection: Connection, seats: Iterable[tuple[str, int]]) -> None:
    """Replace all seat leases with ``seats``, pairs of programme key and seat number."""
    connection.execute(delete(seat_lease))
    rows = [{"program": program, "seat": seat} for program, seat in seats]
    if rows:
        connection.execute(seat_lease.insert(), rows)


def list_leased_seats(connection: Connection, program: str) -> set[int]:
    """Return the seats of ``program`` that are leased to this kiosk."""
    wanted = select(seat_lease.c.seat).where(seat_lease.c.program == program)
    return set(connection.scalars(wanted))


def add_spare_codes(connection: Connection, codes: Iterable[str]) -> None:
    """Add codes from a grant, except codes that this kiosk has already used.

    The server sends a code again until it learns that the code has been used.
    """
    granted = list(codes)
    used: set[str] = set()
    for table in (reservation, registration):
        used.update(connection.scalars(select(table.c.code).where(table.c.code.in_(granted))))
    rows = [{"code": code} for code in granted if code not in used]
    if rows:
        connection.execute(insert(spare_code).on_conflict_do_nothing(), rows)


def count_spare_codes(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(spare_code)) or 0


def take_spare_code(connection: Connection) -> str | None:
    """Remove a spare code and return it, or return None if no spare code is left."""
    code = connection.scalar(select(spare_code.c.code).limit(1))
    if code is not None:
        connection.execute(delete(spare_code).where(spare_code.c.code == code))
    return code
