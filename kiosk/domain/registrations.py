"""Registrations for programmes: seats and the waiting list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from kiosk.domain.programs import Program
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Refusal


@dataclass(frozen=True, slots=True)
class Registration:
    """A visitor's seat in one occurrence of a programme, or place on its waiting list.

    ``id`` is a UUIDv7 (RFC 9562). ``program`` is the key of the occurrence. ``code`` is the
    visitor's code, which does not identify a person. ``seat`` is the number of a confirmed seat,
    counted from 1; the only purpose of seat numbers is to prevent a seat from being assigned twice.
    ``place`` is the position on the waiting list (1 = next, 0 = not waiting).
    """

    id: str
    program: str
    code: str
    created: datetime
    status: BookingStatus = BookingStatus.REQUESTED
    seat: int | None = None
    place: int = 0


UNSEATED_STATUSES = frozenset({BookingStatus.REQUESTED, BookingStatus.WAITING})
# The statuses of registrations that have a seat or may still receive a seat.
ACTIVE_STATUSES = UNSEATED_STATUSES | {BookingStatus.CONFIRMED}


@dataclass(frozen=True, slots=True)
class SeatAvailability:
    """The free seats of a programme and the length of its waiting list, as known on this computer.

    ``closed_reason`` is the reason why visitors cannot register, or None if they can.
    """

    seats_left: int
    waiting: int
    closed_reason: Refusal | None = None


def registration_refusal(program: Program | None, now: datetime) -> Refusal | None:
    """Return the reason why visitors cannot register for ``program``, or None if they can."""
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
    """Return the seats left in ``program``; an undecided request counts as a taken seat."""
    statuses = [each.status for each in registrations]
    taken = sum(status in OCCUPYING_STATUSES for status in statuses)
    return SeatAvailability(
        seats_left=max(0, (program.seats or 0) - taken),
        waiting=statuses.count(BookingStatus.WAITING),
        closed_reason=registration_refusal(program, now),
    )


def free_seat_numbers(program: Program, taken: Iterable[int | None]) -> Iterator[int]:
    """Yield the numbers of the free seats, lowest first.

    If staff have reduced the number of seats, ``taken`` may contain seats that no longer exist;
    these still count as taken.
    """
    numbers = set(taken) - {None}
    seats = program.seats or 0
    free = (number for number in range(1, seats + 1) if number not in numbers)
    return islice(free, max(0, seats - len(numbers)))


def assign_free_seats(
    line: Sequence[Registration],
    program: Program | None,
    taken: Iterable[int | None],
    now: datetime,
    coming: int = 0,
) -> list[Registration]:
    """Assign the free seats to ``line`` (in order of arrival), and return the new registrations.

    ``coming`` is the number of ``taken`` seats that may become free. Until this is decided, as many
    visitors keep the status REQUESTED, unless their status is already WAITING. If registration for
    the programme has closed, every registration in ``line`` is refused.
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
