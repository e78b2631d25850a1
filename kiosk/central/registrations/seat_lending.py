"""Lending of programme seats to kiosks. See kiosk.central.bookings.lending for the rules."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.central.registrations import registrations
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import free_seat_numbers, registration_refusal
from kiosk.protocol.messages import SEATS_SINCE, FeedKind, SeatLease

_AHEAD = timedelta(days=3)  # seats are lent for programmes that start within this time
_MOST = 30  # seats in one programme lent to one kiosk


def lend_seats(connection: Connection, kiosk: str, now: datetime) -> None:
    """Lend ``kiosk`` its share of seats in programmes that start soon and have no waiting list."""
    table = tables.kiosk
    kiosks = list(
        connection.scalars(
            select(table.c.id)
            .where(table.c.revoked.is_(None), table.c.version >= SEATS_SINCE)
            .order_by(table.c.id)
        )
    )
    if kiosk not in kiosks:
        return
    soon = feed.programs_starting(connection, Interval(now, now + _AHEAD))
    programs = {key: each for key, each in soon.items() if not registration_refusal(each, now)}
    seat_counts = _seat_counts(connection, list(programs), kiosk)
    for key, program in programs.items():
        excess = seat_counts[key].held - (program.seats or 0)
        if excess > 0:  # staff or the source have reduced the number of seats
            registrations.recall_seats(
                connection, registrations.taken_seats(connection, key), excess
            )
        if _seats_to_lend(key, program, seat_counts[key], kiosk, kiosks) <= 0:
            continue
        registrations.lock_program(connection, key)
        if registrations.waiting_list(connection, key):
            continue
        counts = _seat_counts(connection, [key], kiosk)[key]
        taken = [each.number for each in registrations.taken_seats(connection, key)]
        count = max(0, _seats_to_lend(key, program, counts, kiosk, kiosks))
        seats = islice(free_seat_numbers(program, taken), count)
        rows = [{"program": key, "number": number, "lessee": kiosk} for number in seats]
        if rows:
            connection.execute(tables.seat.insert(), rows)


class _SeatCounts(NamedTuple):
    """How many of a programme's seats are not free."""

    held: int = 0  # seats taken or lent
    lent: int = 0  # seats lent to any kiosk
    lent_here: int = 0  # seats lent to this kiosk


def _seats_to_lend(
    key: str, program: Program, counts: _SeatCounts, kiosk: str, kiosks: Sequence[str]
) -> int:
    """Return how many more seats should be lent to ``kiosk``.

    A single kiosk receives all seats. Several kiosks share half of the seats equally, and the
    server keeps the other half for requests. If seats remain after the division, the programme's
    key determines which kiosks receive them.
    """
    free = max(0, (program.seats or 0) - counts.held)
    left = free + counts.lent  # seats without a registration
    lendable = left if len(kiosks) == 1 else left // 2
    turn = (kiosks.index(kiosk) + crc32(key.encode())) % len(kiosks)
    share = lendable // len(kiosks) + (turn < lendable % len(kiosks))
    return min(free, min(_MOST, share) - counts.lent_here)


def _seat_counts(
    connection: Connection, programs: Sequence[str], kiosk: str
) -> dict[str, _SeatCounts]:
    seat = tables.seat
    lent = seat.c.registration.is_(None)
    rows = connection.execute(
        select(
            seat.c.program,
            func.count(),
            func.count().filter(lent),
            func.count().filter(lent, seat.c.lessee == kiosk),
        )
        .where(seat.c.program.in_(programs))
        .group_by(seat.c.program)
    )
    return defaultdict(_SeatCounts, {program: _SeatCounts(*counts) for program, *counts in rows})


def seat_leases(connection: Connection, kiosk: str, now: datetime) -> Iterator[SeatLease]:
    """Yield the seats that are lent to ``kiosk`` for future programmes and not recalled."""
    seat, entity = tables.seat, tables.entity
    rows = connection.execute(
        select(seat.c.program, seat.c.number)
        .join(entity, (entity.c.kind == FeedKind.PROGRAM) & (entity.c.key == seat.c.program))
        .where(*_lent_seats_of(kiosk), seat.c.recall.is_(None), entity.c.starts > now)
        .order_by(seat.c.program, seat.c.number)
    )
    by_program = defaultdict(list)
    for row in rows:
        by_program[row.program].append(row.number)
    for program, seats in by_program.items():
        yield SeatLease(program=program, seats=seats)


def adopt_grant(connection: Connection, kiosk: str, epoch: int, now: datetime) -> None:
    """Free the seats that are missing from grant ``epoch``, which the kiosk has adopted."""
    _free_lent_seats(connection, kiosk, now, tables.seat.c.recall.between(1, epoch))


def revoke_leases(connection: Connection, kiosk: str, now: datetime) -> None:
    """Revoke all seat leases of a lost kiosk."""
    _free_lent_seats(connection, kiosk, now, tables.seat.c.lessee == kiosk)


def _free_lent_seats(
    connection: Connection, kiosk: str, now: datetime, which: ColumnElement[bool]
) -> None:
    seat = tables.seat
    query = select(seat.c.program).where(seat.c.lessee == kiosk, which).distinct()
    for program in connection.scalars(query.order_by(seat.c.program)).all():
        registrations.lock_program(connection, program)
        here = seat.c.program == program
        connection.execute(delete(seat).where(*_lent_seats_of(kiosk), here, which))
        # Seats promised in the meantime stay taken, but are no longer part of the kiosk's lease.
        kept = update(seat).where(seat.c.lessee == kiosk, here, which)
        connection.execute(kept.values(lessee=None, recall=None))
        registrations.update_waiting_list(connection, program, now)


def _lent_seats_of(kiosk: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return tables.seat.c.lessee == kiosk, tables.seat.c.registration.is_(None)
