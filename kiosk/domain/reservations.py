"""Reservations of spaces: what is free, what may be asked for, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, shift_time, subtract_intervals
from kiosk.domain.spaces import ReservationPolicy, Space


class BookingStatus(StrEnum):
    CONFIRMED = "confirmed"
    REQUESTED = "requested"  # the server has yet to say yes or no
    WAITING = "waiting"  # in line for a seat
    REFUSED = "refused"  # it said no
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    RELEASED = "released"  # nobody checked in in time, and somebody else wanted it


class Refusal(StrEnum):
    """Why a space, or a seat in a program, cannot be reserved as asked."""

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
    """A time in a space. ``id`` is a UUIDv7 (RFC 9562); ``code`` is the visitor's key.

    Nothing in it says who the visitor is. ``alternatives`` are free times near to one
    that could not be given.
    """

    id: str
    space: str
    interval: Interval
    code: str
    created: datetime
    status: BookingStatus = BookingStatus.CONFIRMED
    alternatives: tuple[Interval, ...] = ()


# So long after its end a reservation, or a registration, is forgotten: nobody asks for it.
RETENTION_PERIOD = timedelta(days=2)

# Those that keep their time, or seat, from others; a request may yet become confirmed.
OCCUPYING_STATUSES = frozenset(
    {BookingStatus.CONFIRMED, BookingStatus.REQUESTED, BookingStatus.CHECKED_IN}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that a visitor can choose, with the longest end free from there."""

    start: datetime
    latest_end: datetime


def remaining_interval(wanted: Interval, now: datetime) -> Interval:
    """``wanted`` without what is over of it: a slot under way counts from ``now``."""
    start = now.replace(microsecond=0)
    return Interval(start, wanted.end) if wanted.start < start < wanted.end else wanted


def granted_status(interval: Interval, policy: ReservationPolicy, asked: datetime) -> BookingStatus:
    """The status of a reservation that can be had: who ``asked`` once it had begun is there."""
    here = policy.grace is not None and interval.start <= asked
    return BookingStatus.CHECKED_IN if here else BookingStatus.CONFIRMED


def check_in_deadline(made: Reservation, policy: ReservationPolicy) -> datetime | None:
    """Until when its visitor must have checked in; None where nobody asks for it."""
    if policy.grace is None:
        return None
    return shift_time(max(made.interval.start, made.created), policy.grace)


def can_check_in(made: Reservation, policy: ReservationPolicy, now: datetime) -> bool:
    """Whether it is time to check in: from as long before the start as is given after it.

    Who comes late still can, as long as nobody else has taken the time.
    """
    if policy.grace is None or made.status is not BookingStatus.CONFIRMED:
        return False
    return shift_time(made.interval.start, -policy.grace) <= now < made.interval.end


def is_no_show(made: Reservation, policy: ReservationPolicy, now: datetime) -> bool:
    """Whether nobody checked in in time, so that others may have it.

    It is worked out from the times whenever it is asked: no job has to have run.
    """
    due = check_in_deadline(made, policy)
    return made.status is BookingStatus.CONFIRMED and due is not None and due <= now


def with_buffers(interval: Interval, policy: ReservationPolicy) -> Interval:
    """What a reservation keeps from another: its time with the buffers of both.

    The buffer follows a reservation, so a new one must also leave its own before
    the next: both are had by widening the taken time at both ends.
    """
    return Interval(
        shift_time(interval.start, -policy.buffer), shift_time(interval.end, policy.buffer)
    )


def occupied_intervals(
    reservations: Iterable[Reservation], policy: ReservationPolicy, now: datetime
) -> list[Interval]:
    """The times that reservations and requests keep from others at ``now``."""
    return [
        with_buffers(r.interval, policy)
        for r in reservations
        if r.status in OCCUPYING_STATUSES and not is_no_show(r, policy, now)
    ]


def blocking_no_shows(
    wanted: Interval, reservations: Iterable[Reservation], policy: ReservationPolicy, now: datetime
) -> list[Reservation]:
    """The reservations in the way of ``wanted`` whose visitors did not come."""
    return [
        r
        for r in reservations
        if is_no_show(r, policy, now) and wanted.overlaps(with_buffers(r.interval, policy))
    ]


def free_slots(
    space: Space, branch: Branch, day: date, reservations: Iterable[Reservation], now: datetime
) -> list[Slot]:
    """The starts on the local ``day`` at which ``space`` can be had for one slot or more.

    A slot under way at ``now`` counts, so that a free room can be taken at once; it is
    of the day of ``now``, though it may have begun before midnight.
    """
    policy, that_day = space.policy, branch.day_interval(day)
    taken = occupied_intervals(reservations, policy, now)
    slots: list[Slot] = []
    for opening in branch.openings_around(day):
        for free in subtract_intervals([opening], taken):
            for start in _grid(opening, policy.slot):
                end = min(free.end, start + policy.longest)
                whole = free.start <= start and start + policy.slot <= end
                ahead = now + policy.ahead
                timely = now < start + policy.slot and start <= ahead
                if that_day.includes(max(start, now)) and whole and timely:
                    slots.append(Slot(start, _on_grid(start, end, policy.slot)))
    return slots


def reservation_refusal(
    space: Space,
    branch: Branch,
    wanted: Interval,
    reservations: Iterable[Reservation],
    now: datetime,
) -> Refusal | None:
    """Why ``wanted`` cannot be reserved, or None when it can.

    It starts and ends on the grid of the slots, or started when it was asked for.
    """
    policy = space.policy
    if min(wanted.start + policy.slot, wanted.end) <= now:
        return Refusal.IN_THE_PAST
    if wanted.start > now + policy.ahead:
        return Refusal.TOO_FAR_AHEAD
    if wanted.duration > policy.longest:
        return Refusal.TOO_LONG
    openings = branch.openings_around(branch.local_day(wanted.start))
    openings = [o for o in openings if o.contains(wanted)]
    if not openings:
        return Refusal.CLOSED
    if not any(_on_its_grid(wanted, o, policy.slot, now) for o in openings):
        return Refusal.OFF_GRID
    if any(wanted.overlaps(t) for t in occupied_intervals(reservations, policy, now)):
        return Refusal.TAKEN
    return None


def with_buffer_after(interval: Interval, policy: ReservationPolicy) -> Interval:
    """What a reservation keeps from others: its time and the buffer after it."""
    return Interval(interval.start, shift_time(interval.end, policy.buffer))


def nearest_free_times(
    space: Space,
    branch: Branch,
    wanted: Interval,
    reservations: Iterable[Reservation],
    now: datetime,
    count: int,
) -> tuple[Interval, ...]:
    """The ``count`` free times as long as ``wanted`` that start nearest to it, that day or next."""
    taken = list(reservations)
    day = branch.local_day(wanted.start)
    step = space.policy.slot
    length = -(-wanted.duration // step) * step  # in whole slots, however late it was asked for
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
    # By how much a kiosk's clock differs from the server's is not known.
    begun = abs(now - wanted.start) < step
    return begun or not wanted.duration % step


def _on_grid(start: datetime, end: datetime, step: timedelta) -> datetime:
    return start + (end - start) // step * step
