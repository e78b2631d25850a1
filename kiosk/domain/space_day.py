"""One day of a space as a visitor sees it: which parts are free, taken, over or closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals, subtract_intervals
from kiosk.domain.reservations import Reservation, Slot, free_slots, occupied_intervals
from kiosk.domain.space_blocks import Block, BlockCause, as_reservation
from kiosk.domain.spaces import Space


class PartKind(StrEnum):
    """The state of a part of the day.

    A part is FREE only if a visitor can reserve it. CLOSED also covers open hours that cannot be
    reserved, such as a rest that is shorter than a slot.
    """

    FREE = "free"
    TAKEN = "taken"
    CLOSED = "closed"
    PAST = "past"
    PAST_TAKEN = "past-taken"


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day in one state; ``cause`` says what takes it, if it is not a visitor."""

    kind: PartKind
    interval: Interval
    cause: BlockCause | None = None


@dataclass(frozen=True, slots=True)
class StaleReading:
    """The times of another system were read long ago: at ``as_of`` (UTC), or None if never."""

    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class SpaceDay:
    """The day of a space: its parts without gaps, in order, and the slots that can be chosen.

    ``stale`` is set if another system owns the space and may have taken it since the last reading.
    """

    space: Space
    parts: tuple[DayPart, ...]
    slots: tuple[Slot, ...]
    stale: StaleReading | None = None

    def part_at(self, moment: datetime) -> DayPart | None:
        """Return the part that includes ``moment``, or None if it is outside the hours."""
        return next((part for part in self.parts if part.interval.includes(moment)), None)

    def free_parts(self) -> list[Interval]:
        """Return the parts that a visitor can reserve, in order."""
        return [part.interval for part in self.parts if part.kind is PartKind.FREE]

    def taken_parts(self, cause: BlockCause) -> list[Interval]:
        """Return the parts from now on that are taken by ``cause``, in order."""
        return [p.interval for p in self.parts if p.kind is PartKind.TAKEN and p.cause is cause]

    def slot_at(self, moment: datetime) -> int:
        """Return the index of the slot that includes ``moment``.

        If no slot does, the next slot is returned, or the last, or -1 if there are no slots.
        """
        length = self.space.policy.slot_length
        later = (n for n, slot in enumerate(self.slots) if slot.start + length > moment)
        return next(later, len(self.slots) - 1)


def opening_day(branch: Branch, now: datetime) -> date:
    """Return the local day on which the current opening began, or the day of ``now``.

    After midnight the day is still the previous one while the library has not closed.
    """
    today = branch.local_day(now)
    before = today - timedelta(days=1)
    in_force = any(opening.includes(now) for opening in branch.openings_on(today))
    still = any(opening.includes(now) for opening in branch.openings_on(before))
    return before if still and not in_force else today


def day_hours(branch: Branch, day: date) -> Interval | None:
    """Return the time from the first opening to the last closing of the local ``day``."""
    openings = branch.openings_on(day)
    return Interval(openings[0].start, openings[-1].end) if openings else None


def space_day(
    space: Space,
    branch: Branch,
    day: date,
    reservations: Iterable[Reservation],
    now: datetime,
    blocks: Iterable[Block] = (),
) -> SpaceDay:
    """Return the ``day`` of ``space`` from opening to closing, as known at ``now``.

    ``reservations`` are those of visitors; ``blocks`` are other times that cannot be reserved.

    ``day`` is a local date. A day on which the library is closed has no parts.
    """
    hours = day_hours(branch, day)
    if hours is None:
        return SpaceDay(space, (), ())
    blocked = list(blocks)
    taken = [*reservations, *(as_reservation(each, space) for each in blocked)]
    length = space.policy.slot_length
    slots = tuple(
        slot
        for each in (day, day + timedelta(days=1))  # hours may run past midnight
        for slot in free_slots(space, branch, each, taken, now)
        if hours.includes(max(slot.start, now))
    )
    free = [Interval(max(s.start, now), s.start + length) for s in slots]
    busy = occupied_intervals(taken, space.policy, now)
    return SpaceDay(space, tuple(_parts(hours, free, busy, blocked, now)), slots)


def _parts(
    hours: Interval,
    free: list[Interval],
    busy: list[Interval],
    blocks: list[Block],
    now: datetime,
) -> list[DayPart]:
    """Divide ``hours`` into free, taken and other parts (neither free nor taken)."""
    parts: list[DayPart] = []
    left = [hours]

    def take(
        kind: PartKind, past: PartKind, wanted: list[Interval], cause: BlockCause | None = None
    ) -> None:
        nonlocal left
        inside = _within(left, wanted)
        left = subtract_intervals(left, inside)
        for interval in inside:
            parts.extend(_split(kind, past, interval, now, cause))

    take(PartKind.FREE, PartKind.PAST, free)
    for cause in BlockCause:
        wanted = [each.interval for each in blocks if each.cause is cause]
        take(PartKind.TAKEN, PartKind.PAST_TAKEN, wanted, cause)
    take(PartKind.TAKEN, PartKind.PAST_TAKEN, busy)
    take(PartKind.CLOSED, PartKind.PAST, left)
    return sorted(parts, key=lambda part: part.interval)


def _within(whole: list[Interval], wanted: list[Interval]) -> list[Interval]:
    """Return the parts of ``wanted`` that lie within ``whole``."""
    return subtract_intervals(whole, subtract_intervals(whole, merge_intervals(wanted)))


def _split(
    kind: PartKind, past: PartKind, interval: Interval, now: datetime, cause: BlockCause | None
) -> list[DayPart]:
    if interval.end <= now:
        return [DayPart(past, interval, cause)]
    if interval.start >= now:
        return [DayPart(kind, interval, cause)]
    before, after = Interval(interval.start, now), Interval(now, interval.end)
    return [DayPart(past, before, cause), DayPart(kind, after, cause)]
