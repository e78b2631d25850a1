"""Registrations for programs: who has a seat, and who is next in line for one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from kiosk.domain.programs import Program
from kiosk.domain.reservations import HOLDING, Refusal, ReservationStatus


@dataclass(frozen=True, slots=True)
class Registration:
    """A visitor's seat in one occurrence of a program, or the wait for one.

    ``id`` is a UUIDv7 (RFC 9562); ``program`` is the key of the occurrence; ``code`` is
    the visitor's key: nothing in it says who that is. ``seat`` numbers a confirmed one
    from 1, so that none is given twice; nobody has to sit there. ``place`` is that in
    the waiting line, 1 for the next, 0 for who is not waiting.
    """

    id: str
    program: str
    code: str
    created: datetime
    status: ReservationStatus = ReservationStatus.REQUESTED
    seat: int | None = None
    place: int = 0


IN_LINE = frozenset({ReservationStatus.REQUESTED, ReservationStatus.WAITING})
# Those that have a seat, or may yet have one.
LIVE = IN_LINE | {ReservationStatus.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the seats of a program, as far as is known here.

    ``closed`` is why nobody can register, else None; ``left`` seats are free and
    ``waiting`` visitors in line for one.
    """

    left: int
    waiting: int
    closed: Refusal | None = None


def refusal(program: Program | None, now: datetime) -> Refusal | None:
    """Why nobody can register for ``program``, or None when one can."""
    if program is None:
        return Refusal.UNKNOWN_PROGRAM
    if program.cancelled:
        return Refusal.PROGRAM_CANCELLED
    if program.seats is None:
        return Refusal.OPEN_TO_ALL
    return Refusal.PROGRAM_STARTED if program.interval.start <= now else None


def standing(program: Program, registrations: Iterable[Registration], now: datetime) -> Standing:
    """Requests count as seats taken: some of them will be."""
    statuses = [each.status for each in registrations]
    held = sum(status in HOLDING for status in statuses)
    return Standing(
        left=max(0, (program.seats or 0) - held),
        waiting=statuses.count(ReservationStatus.WAITING),
        closed=refusal(program, now),
    )


def free_seats(program: Program, taken: Iterable[int | None]) -> Iterator[int]:
    """The numbers of the seats that can be given, lowest first.

    Where seats were taken away since, some that are ``taken`` are past the last one.
    """
    had = set(taken) - {None}
    seats = program.seats or 0
    free = (number for number in range(1, seats + 1) if number not in had)
    return islice(free, max(0, seats - len(had)))


def move_up(
    line: Sequence[Registration],
    program: Program | None,
    taken: Iterable[int | None],
    now: datetime,
    coming: int = 0,
) -> list[Registration]:
    """The ``line``, in the order in which they came, as it is once free seats are given.

    ``coming`` of the seats ``taken`` may yet be free: until that is known, as many stay
    requested who were not told that they wait. Once it is too late all are refused.
    """
    if program is None or refusal(program, now):
        return [replace(each, status=ReservationStatus.REFUSED, place=0) for each in line]
    free = free_seats(program, taken)
    seated = [
        replace(each, status=ReservationStatus.CONFIRMED, seat=seat, place=0)
        for each, seat in zip(line, free, strict=False)
    ]
    rest = line[len(seated) :]
    return seated + [
        each
        if each.status is ReservationStatus.REQUESTED and place <= coming
        else replace(each, status=ReservationStatus.WAITING, place=place)
        for place, each in enumerate(rest, 1)
    ]
