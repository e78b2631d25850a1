"""Lending seats of programs to kiosks, and taking them back; see kiosk.central.lending."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, delete, select, update

from kiosk.central import feed, seating, tables
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import free_seats, refusal
from kiosk.protocol.messages import SEATS_SINCE, Kind, SeatLease

AHEAD = timedelta(days=7)  # programs that start within it are lent
_MOST = 30  # seats of one program to one kiosk


def lend_more(connection: Connection, kiosk: str, now: datetime) -> None:
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
    soon = feed.programs_starting(connection, Interval(now, now + AHEAD))
    programs = {key: each for key, each in soon.items() if not refusal(each, now)}
    held = _by_program(connection, list(programs))
    for key, program in programs.items():
        # Where there are fewer seats than there were.
        seating.ask_back(connection, held[key], len(held[key]) - (program.seats or 0))
        if not _missing(key, program, held[key], kiosk, kiosks):
            continue
        seating.lock(connection, key)
        if seating.line(connection, key):
            continue
        now_held = seating.held_seats(connection, [key])
        missing = _missing(key, program, now_held, kiosk, kiosks)
        rows = [{"program": key, "number": number, "lessee": kiosk} for number in missing]
        if rows:
            connection.execute(tables.seat.insert(), rows)


def _missing(
    key: str, program: Program, held: Sequence[Any], kiosk: str, kiosks: Sequence[str]
) -> list[int]:
    """The free seats that ``kiosk`` is to be lent on top of those that it has.

    One kiosk has all; of several, each has an equal part of one half, and the server
    keeps the other for who asks first. What cannot be divided goes by turns.
    """
    lent = [each for each in held if each.registration is None]
    left = max(0, (program.seats or 0) - (len(held) - len(lent)))
    lendable = left if len(kiosks) == 1 else left // 2
    turn = (kiosks.index(kiosk) + crc32(key.encode())) % len(kiosks)
    share = min(_MOST, lendable // len(kiosks) + (turn < lendable % len(kiosks)))
    mine = sum(each.lessee == kiosk for each in lent)
    return list(islice(free_seats(program, (s.number for s in held)), max(0, share - mine)))


def leases(connection: Connection, kiosk: str, now: datetime) -> Iterator[SeatLease]:
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


def adopt(connection: Connection, kiosk: str, epoch: int, now: datetime) -> None:
    """The kiosk keeps to the grant of ``epoch``: the seats left out of it are free."""
    _take_back(connection, kiosk, now, tables.seat.c.recall.between(1, epoch))


def take_back(connection: Connection, kiosk: str, now: datetime) -> None:
    """All that is lent to a kiosk that is lost."""
    _take_back(connection, kiosk, now, tables.seat.c.lessee == kiosk)


def _take_back(
    connection: Connection, kiosk: str, now: datetime, which: ColumnElement[bool]
) -> None:
    seat = tables.seat
    wanted = select(seat.c.program).where(seat.c.lessee == kiosk, which).distinct()
    for program in connection.scalars(wanted.order_by(seat.c.program)).all():
        seating.lock(connection, program)
        here = seat.c.program == program
        connection.execute(delete(seat).where(*_lent_to(kiosk), here, which))
        # What was promised meanwhile stays; it is the kiosk's no longer.
        kept = update(seat).where(seat.c.lessee == kiosk, here, which)
        connection.execute(kept.values(lessee=None, recall=None))
        seating.settle(connection, program, now)


def _lent_to(kiosk: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return tables.seat.c.lessee == kiosk, tables.seat.c.registration.is_(None)


def _by_program(connection: Connection, programs: Sequence[str]) -> dict[str, list[Any]]:
    held: dict[str, list[Any]] = defaultdict(list)
    for row in seating.held_seats(connection, programs):
        held[row.program].append(row)
    return held
