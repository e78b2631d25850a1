"""Registrations for programs: who has a seat, and who is next in line for one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from kiosk.domain.programs import Program
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Refusal


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
    status: BookingStatus = BookingStatus.REQUESTED
    seat: int | None = None
    place: int = 0


UNSEATED_STATUSES = frozenset({BookingStatus.REQUESTED, BookingStatus.WAITING})
# Those that have a seat, or may yet have one.
ACTIVE_STATUSES = UNSEATED_STATUSES | {BookingStatus.CONFIRMED}


@dataclass(frozen=True, slots=True)
class SeatAvailability:
    """How it stands with the seats of a program, as far as is known here.

    ``closed`` is why nobody can register, else None; ``left`` seats are free and
    ``waiting`` visitors in line for one.
    """

    seats_left: int
    waiting: int
    closed_reason: Refusal | None = None


def registration_refusal(program: Program | None, now: datetime) -> Refusal | None:
    """Why nobody can register for ``program``, or None when one can."""
    if program is None:
        return Refusal.UNKNOWN_PROGRAM
    if program.cancelled:
        return Refusal.PROGRAM_CANCELLED
    if program.seats is None:
        return Refusal.OPEN_TO_ALL
    return Refusal.PROGRAM_STARTED if program.interval.start <= now else None


def seat_availability(
    program: Program, registrations: Iterable[Registration], now: datetime
) -> SeatAvailability:
    """Requests count as seats taken: some of them will be."""
    statuses = [each.status for each in registrations]
    held = sum(status in OCCUPYING_STATUSES for status in statuses)
    return SeatAvailability(
        seats_left=max(0, (program.seats or 0) - held),
        waiting=statuses.count(BookingStatus.WAITING),
        closed_reason=registration_refusal(program, now),
    )


def free_seat_numbers(program: Program, taken: Iterable[int | None]) -> Iterator[int]:
    """The numbers of the seats that can be given, lowest first.

    Where seats were taken away since, some that are ``taken`` are past the last one.
    """
    had = set(taken) - {None}
    seats = program.seats or 0
    free = (number for number in range(1, seats + 1) if number not in had)
    return islice(free, max(0, seats - len(had)))


def assign_free_seats(
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
    if program is None or registration_refusal(program, now):
        return [replace(each, status=BookingStatus.REFUSED, place=0) for each in line]
    free = free_seat_numbers(program, taken)
    seated = [
        replace(each, status=BookingStatus.CONFIRMED, seat=seat, place=0)
        for each, seat in zip(line, free, strict=False)
    ]
    rest = line[len(seated) :]
    return seated + [
        each
        if each.status is BookingStatus.REQUESTED and place <= coming
        else replace(each, status=BookingStatus.WAITING, place=place)
        for place, each in enumerate(rest, 1)
    ]
