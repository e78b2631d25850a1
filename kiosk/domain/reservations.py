"""Reservations of spaces: free times, and the rules that every reservation must meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, shift_time, subtract_intervals
from kiosk.domain.spaces import ReservationPolicy, Space


class BookingStatus(StrEnum):
    """The status of a reservation or registration."""

    CONFIRMED = "confirmed"
    REQUESTED = "requested"  # the server has not decided yet
    WAITING = "waiting"  # on the waiting list for a seat
    REFUSED = "refused"  # by the server
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    RELEASED = "released"  # reserved by another visitor because nobody checked in by the deadline


class Refusal(StrEnum):
    """The reason why a request for a space or for a seat in a programme was refused."""

    IN_THE_PAST = "in_the_past"
    TOO_FAR_AHEAD = "too_far_ahead"
    TOO_LONG = "too_long"
    CLOSED = "closed"
    TAKEN = "taken"
    OFF_GRID = "off_grid"
    UNKNOWN_SPACE = "unknown_space"
    UNKNOWN_PROGRAM = "unknown_program"
    PROGRAM_CANCELLED = "program_cancelled"
    PROGRAM_STARTED = "program_started"
    OPEN_TO_ALL = "open_to_all"
    NO_SUCH_CODE = "no_such_code"
    NO_CHECK_IN = "no_check_in"
    RATE_LIMITED = "too_many_tries"


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reservation of a space for a period of time.

    ``id`` is a UUIDv7 (RFC 9562). ``code`` is the visitor's code, which does not identify a
    person. ``alternatives`` are free times close to the requested time if it was refused.
    """

    id: str
    space: str
    interval: Interval
    code: str
    created: datetime
    status: BookingStatus = BookingStatus.CONFIRMED
    alternatives: tuple[Interval, ...] = ()


# Reservations and registrations are deleted this long after they end.
RETENTION_PERIOD = timedelta(days=2)

# Statuses that block the time or seat for other visitors. REQUESTED may still be confirmed.
OCCUPYING_STATUSES = frozenset(
    {BookingStatus.CONFIRMED, BookingStatus.REQUESTED, BookingStatus.CHECKED_IN}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A start time that a visitor can choose, and the latest possible end for that start."""

    start: datetime
    latest_end: datetime


def remaining_interval(wanted: Interval, now: datetime) -> Interval:
    """Return the part of ``wanted`` that lies after ``now``."""
    start = now.replace(microsecond=0)
    return Interval(start, wanted.end) if wanted.start < start < wanted.end else wanted


def granted_status(
    interval: Interval, policy: ReservationPolicy, requested_at: datetime
) -> BookingStatus:
    """Return the status of a granted reservation that was requested at ``requested_at``.

    A visitor who requests a slot that has already begun must be present, so the status is
    CHECKED_IN.
    """
    is_present = policy.check_in_grace is not None and interval.start <= requested_at
    return BookingStatus.CHECKED_IN if is_present else BookingStatus.CONFIRMED


def check_in_deadline(reservation: Reservation, policy: ReservationPolicy) -> datetime | None:
    """Return the time by which the visitor must check in, or None if check-in is not required."""
    if policy.check_in_grace is None:
        return None
    return shift_time(max(reservation.interval.start, reservation.created), policy.check_in_grace)


def can_check_in(reservation: Reservation, policy: ReservationPolicy, now: datetime) -> bool:
    """Return whether the visitor can check in at ``now``.

    Check-in opens one grace period before the start. After the deadline, check-in stays possible
    until the reservation ends, unless another visitor has reserved the time.
    """
    if policy.check_in_grace is None or reservation.status is not BookingStatus.CONFIRMED:
        return False
    return (
        shift_time(reservation.interval.start, -policy.check_in_grace)
        <= now
        < reservation.interval.end
    )


def is_no_show(reservation: Reservation, policy: ReservationPolicy, now: datetime) -> bool:
    """Return whether the visitor missed the check-in deadline, which frees the space for others.

    The result depends only on the times, not on a background job.
    """
    due = check_in_deadline(reservation, policy)
    return reservation.status is BookingStatus.CONFIRMED and due is not None and due <= now


def with_buffers(interval: Interval, policy: ReservationPolicy) -> Interval:
    """Return ``interval`` extended by the buffer at both ends.

    Each reservation is followed by a buffer. A new reservation must therefore start after the
    buffer of the previous reservation, and its own buffer must end before the next reservation
    starts.
    """
    return Interval(
        shift_time(interval.start, -policy.buffer), shift_time(interval.end, policy.buffer)
    )


def occupied_intervals(
    reservations: Iterable[Reservation], policy: ReservationPolicy, now: datetime
) -> list[Interval]:
    """Return the intervals that count as reserved at ``now``, with buffers and without no-shows."""
    return [
        with_buffers(r.interval, policy)
        for r in reservations
        if r.status in OCCUPYING_STATUSES and not is_no_show(r, policy, now)
    ]


def blocking_no_shows(
    wanted: Interval, reservations: Iterable[Reservation], policy: ReservationPolicy, now: datetime
) -> list[Reservation]:
    """Return the reservations of no-shows that, with their buffers, overlap ``wanted``."""
    return [
        r
        for r in reservations
        if is_no_show(r, policy, now) and wanted.overlaps(with_buffers(r.interval, policy))
    ]


def free_slots(
    space: Space, branch: Branch, day: date, reservations: Iterable[Reservation], now: datetime
) -> list[Slot]:
    """Return the start times on the local ``day`` at which ``space`` is free for at least one slot.

    A slot that has begun but not ended at ``now`` is included, so that a visitor can use a free
    room at once. Such a slot belongs to the day of ``now``, even if it began before midnight.
    """
    policy, that_day = space.policy, branch.day_interval(day)
    taken = occupied_intervals(reservations, policy, now)
    slots: list[Slot] = []
    for opening in branch.openings_around(day):
        for free in subtract_intervals([opening], taken):
            for start in _grid(opening, policy.slot_length):
                end = min(free.end, start + policy.max_length)
                whole = free.start <= start and start + policy.slot_length <= end
                ahead = now + policy.max_advance
                timely = now < start + policy.slot_length and start <= ahead
                if that_day.includes(max(start, now)) and whole and timely:
                    slots.append(Slot(start, _on_grid(start, end, policy.slot_length)))
    return slots


def reservation_refusal(
    space: Space,
    branch: Branch,
    wanted: Interval,
    reservations: Iterable[Reservation],
    now: datetime,
) -> Refusal | None:
    """Return the reason why ``wanted`` cannot be reserved, or None if it can be reserved.

    The interval must start and end on the slot grid, or start at the time of the request.
    """
    policy = space.policy
    if min(wanted.start + policy.slot_length, wanted.end) <= now:
        return Refusal.IN_THE_PAST
    if wanted.start > now + policy.max_advance:
        return Refusal.TOO_FAR_AHEAD
    if wanted.duration > policy.max_length:
        return Refusal.TOO_LONG
    openings = branch.openings_around(branch.local_day(wanted.start))
    openings = [o for o in openings if o.contains(wanted)]
    if not openings:
        return Refusal.CLOSED
    if not any(_on_its_grid(wanted, o, policy.slot_length, now) for o in openings):
        return Refusal.OFF_GRID
    if any(wanted.overlaps(t) for t in occupied_intervals(reservations, policy, now)):
        return Refusal.TAKEN
    return None


def with_buffer_after(interval: Interval, policy: ReservationPolicy) -> Interval:
    """Return ``interval`` extended to the end of the buffer that follows it."""
    return Interval(interval.start, shift_time(interval.end, policy.buffer))


def nearest_free_times(
    space: Space,
    branch: Branch,
    wanted: Interval,
    reservations: Iterable[Reservation],
    now: datetime,
    count: int,
) -> tuple[Interval, ...]:
    """Return the free times nearest to ``wanted``, on the same day or the next; at most ``count``.

    Each free time is as long as ``wanted``, rounded up to whole slots.
    """
    taken = list(reservations)
    day = branch.local_day(wanted.start)
    step = space.policy.slot_length
    length = -(-wanted.duration // step) * step  # rounded up to whole slots
    found = [
        remaining_interval(Interval(slot.start, slot.start + length), now)
        for offset in range(2)
        for slot in free_slots(space, branch, day + timedelta(days=offset), taken, now)
        if slot.start + length <= slot.latest_end
    ]
    found.sort(key=lambda each: abs(each.start - wanted.start))
    return tuple(found[:count])


def _grid(opening: Interval, step: timedelta) -> Iterable[datetime]:
    start = opening.start
    while start < opening.end:
        yield start
        start += step


def _on_its_grid(wanted: Interval, opening: Interval, step: timedelta, now: datetime) -> bool:
    if (wanted.end - opening.start) % step:
        return False
    # The kiosk's clock may differ from the server's, so "now" allows a tolerance of one slot.
    has_begun = abs(now - wanted.start) < step
    return has_begun or not wanted.duration % step


def _on_grid(start: datetime, end: datetime, step: timedelta) -> datetime:
    return start + (end - start) // step * step
