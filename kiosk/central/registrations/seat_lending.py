"""Lending seats of programs to kiosks, and taking them back; see kiosk.central.bookings.lending."""

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
from kiosk.protocol.messages import SEATS_SINCE, Kind, SeatLease

_AHEAD = timedelta(days=3)  # seats of programs that start within it are lent
_MOST = 30  # seats of one program to one kiosk


def lend_seats(connection: Connection, kiosk: str, now: datetime) -> None:
    """Lend the kiosk its share of every program that starts soon and has nobody in line."""
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
    tallies = _tallies(connection, list(programs), kiosk)
    for key, program in programs.items():
        excess = tallies[key].held - (program.seats or 0)
        if excess > 0:  # there are fewer seats than there were
            registrations.recall_seats(
                connection, registrations.taken_seats(connection, key), excess
            )
        if _missing(key, program, tallies[key], kiosk, kiosks) <= 0:
            continue
        registrations.lock_program(connection, key)
        if registrations.waiting_list(connection, key):
            continue
        tally = _tallies(connection, [key], kiosk)[key]
        taken = [each.number for each in registrations.taken_seats(connection, key)]
        count = max(0, _missing(key, program, tally, kiosk, kiosks))
        seats = islice(free_seat_numbers(program, taken), count)
        rows = [{"program": key, "number": number, "lessee": kiosk} for number in seats]
        if rows:
            connection.execute(tables.seat.insert(), rows)


class _Tally(NamedTuple):
    """Seats that somebody has; of them, lent ones; of them, those lent to this kiosk."""

    held: int = 0
    lent: int = 0
    mine: int = 0


def _missing(key: str, program: Program, tally: _Tally, kiosk: str, kiosks: Sequence[str]) -> int:
    """How many seats ``kiosk`` is to be lent on top of those that it has.

    One kiosk has all; of several, each has an equal part of one half, and the server
    keeps the other for who asks first. What cannot be divided goes by turns.
    """
    free = max(0, (program.seats or 0) - tally.held)
    left = free + tally.lent  # nobody is registered for
    lendable = left if len(kiosks) == 1 else left // 2
    turn = (kiosks.index(kiosk) + crc32(key.encode())) % len(kiosks)
    share = lendable // len(kiosks) + (turn < lendable % len(kiosks))
    return min(free, min(_MOST, share) - tally.mine)


def _tallies(connection: Connection, programs: Sequence[str], kiosk: str) -> dict[str, _Tally]:
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
    return defaultdict(_Tally, {program: _Tally(*counts) for program, *counts in rows})


def seat_leases(connection: Connection, kiosk: str, now: datetime) -> Iterator[SeatLease]:
    """What is lent to ``kiosk`` of the programs to come, without what it is to give back."""
    seat, entity = tables.seat, tables.entity
    rows = connection.execute(
        select(seat.c.program, seat.c.number)
        .join(entity, (entity.c.kind == Kind.PROGRAM) & (entity.c.key == seat.c.program))
        .where(*_lent_to(kiosk), seat.c.recall.is_(None), entity.c.starts > now)
        .order_by(seat.c.program, seat.c.number)
    )
    by_program = defaultdict(list)
    for row in rows:
        by_program[row.program].append(row.number)
    for program, seats in by_program.items():
        yield SeatLease(program=program, seats=seats)


def adopt_grant(connection: Connection, kiosk: str, epoch: int, now: datetime) -> None:
    """The kiosk keeps to the grant of ``epoch``: the seats left out of it are free."""
    _take_back(connection, kiosk, now, tables.seat.c.recall.between(1, epoch))


def revoke_leases(connection: Connection, kiosk: str, now: datetime) -> None:
    """All that is lent to a kiosk that is lost."""
    _take_back(connection, kiosk, now, tables.seat.c.lessee == kiosk)


def _take_back(
    connection: Connection, kiosk: str, now: datetime, which: ColumnElement[bool]
) -> None:
    seat = tables.seat
    wanted = select(seat.c.program).where(seat.c.lessee == kiosk, which).distinct()
    for program in connection.scalars(wanted.order_by(seat.c.program)).all():
        registrations.lock_program(connection, program)
        here = seat.c.program == program
        connection.execute(delete(seat).where(*_lent_to(kiosk), here, which))
        # What was promised meanwhile stays; it is the kiosk's no longer.
        kept = update(seat).where(seat.c.lessee == kiosk, here, which)
        connection.execute(kept.values(lessee=None, recall=None))
        registrations.update_waiting_list(connection, program, now)


def _lent_to(kiosk: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return tables.seat.c.lessee == kiosk, tables.seat.c.registration.is_(None)
