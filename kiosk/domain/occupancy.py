"""The state of a space (free or taken) at a given moment, for the display at the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals
from kiosk.domain.reservations import OCCUPYING_STATUSES, Reservation, is_no_show
from kiosk.domain.spaces import Space


@dataclass(frozen=True, slots=True)
class Occupancy:
    """The current state of a space.

    ``opening`` is the current opening period of the branch. While the branch is open, either
    ``taken_until`` or ``free_until`` is set. While the branch is closed, ``opening``,
    ``taken_until`` and ``free_until`` are None. When the current state ends, the next state lasts
    until ``following_until``, which is None if the branch closes first. ``upcoming`` lists the
    current reservation and the reservations for the rest of the day.
    """

    opening: Interval | None
    taken_until: datetime | None = None
    free_until: datetime | None = None
    following_until: datetime | None = None
    upcoming: tuple[Interval, ...] = ()


def space_occupancy(
    space: Space, branch: Branch, reservations: Iterable[Reservation], now: datetime
) -> Occupancy:
    """Return the state of ``space`` at ``now``, ignoring the reservations of no-shows."""
    today = branch.day_interval(branch.local_day(now))
    taken = sorted(
        r.interval
        for r in reservations
        if r.status in OCCUPYING_STATUSES
        and r.interval.end > now
        and not is_no_show(r, space.policy, now)
    )
    upcoming = tuple(interval for interval in taken if interval.start < today.end)
    opening = branch.opening_at(now)
    if opening is None:
        return Occupancy(None, upcoming=upcoming)
    blocks = merge_intervals(taken)
    current = next((block for block in blocks if block.includes(now)), None)
    later = [block.start for block in blocks if block.start > now]
    free_until = min([*later, opening.end])
    if current is None:
        following = next((block.end for block in blocks if block.start == free_until), None)
        return Occupancy(opening, None, free_until, following, upcoming)
    following = free_until if current.end < opening.end else None
    return Occupancy(opening, current.end, None, following, upcoming)
