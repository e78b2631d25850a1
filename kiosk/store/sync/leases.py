"""What the server has lent to this kiosk: times and seats that it may promise, and codes."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.intervals import Interval, merge_intervals
from kiosk.store.tables import lease, registration, reservation, seat_lease, spare_code

LEASE_TABLES = (lease, seat_lease, spare_code)


def delete_leases(connection: Connection) -> None:
    """Promise nothing more, until the server lends anew."""
    for table in LEASE_TABLES:
        connection.execute(delete(table))


def replace_leases(connection: Connection, leases: Iterable[tuple[str, Interval]]) -> None:
    """Keep to these (space, interval) and to no earlier ones."""
    connection.execute(delete(lease))
    rows = [{"space": s, "starts": i.start, "ends": i.end} for s, i in leases]
    if rows:
        connection.execute(lease.insert(), rows)


def is_leased(connection: Connection, space: str, wanted: Interval) -> bool:
    """Whether all of ``wanted`` is lent to this kiosk."""
    rows = connection.execute(
        select(lease.c.starts, lease.c.ends).where(
            lease.c.space == space, lease.c.starts < wanted.end, lease.c.ends > wanted.start
        )
    )
    return any(
        part.contains(wanted) for part in merge_intervals(Interval(r.starts, r.ends) for r in rows)
    )


def replace_seat_leases(connection: Connection, seats: Iterable[tuple[str, int]]) -> None:
    """Keep to these (program, seat) and to no earlier ones."""
    connection.execute(delete(seat_lease))
    rows = [{"program": program, "seat": seat} for program, seat in seats]
    if rows:
        connection.execute(seat_lease.insert(), rows)


def list_leased_seats(connection: Connection, program: str) -> set[int]:
    """The seats of ``program`` that are lent to this kiosk."""
    wanted = select(seat_lease.c.seat).where(seat_lease.c.program == program)
    return set(connection.scalars(wanted))


def add_spare_codes(connection: Connection, codes: Iterable[str]) -> None:
    """The server tells those again of whose use it has not heard: some are used here."""
    told = list(codes)
    used: set[str] = set()
    for table in (reservation, registration):
        used.update(connection.scalars(select(table.c.code).where(table.c.code.in_(told))))
    rows = [{"code": code} for code in told if code not in used]
    if rows:
        connection.execute(insert(spare_code).on_conflict_do_nothing(), rows)


def count_spare_codes(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(spare_code)) or 0


def take_spare_code(connection: Connection) -> str | None:
    """A code that nobody else in the library has, used up by this; None when none is left."""
    code = connection.scalar(select(spare_code.c.code).limit(1))
    if code is not None:
        connection.execute(delete(spare_code).where(spare_code.c.code == code))
    return code
