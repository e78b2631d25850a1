"""How a space is at a moment, for a display at its door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals
from kiosk.domain.reservations import OCCUPYING_STATUSES, Reservation, is_no_show
from kiosk.domain.spaces import Space


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Either ``taken_until`` or ``free_until`` is set; neither, and no ``opening``, while closed.

    ``following_until`` is when the state after that ends; none where the branch closes with
    it. ``upcoming`` are the times taken now and later that day, each by itself.
    """

    opening: Interval | None
    taken_until: datetime | None = None
    free_until: datetime | None = None
    following_until: datetime | None = None
    upcoming: tuple[Interval, ...] = ()


def space_occupancy(
    space: Space, branch: Branch, reservations: Iterable[Reservation], now: datetime
) -> Occupancy:
    """How ``space`` is at ``now``; a reservation whose visitor did not come counts no more."""
    today = branch.day_interval(branch.local_day(now))
    held = sorted(
        r.interval
        for r in reservations
        if r.status in OCCUPYING_STATUSES
        and r.interval.end > now
        and not is_no_show(r, space.policy, now)
    )
    upcoming = tuple(each for each in held if each.start < today.end)
    opening = branch.opening_at(now)
    if opening is None:
        return Occupancy(None, upcoming=upcoming)
    blocks = merge_intervals(held)
    here = next((block for block in blocks if block.includes(now)), None)
    later = [block.start for block in blocks if block.start > now]
    free_until = min([*later, opening.end])
    if here is None:
        following = next((block.end for block in blocks if block.start == free_until), None)
        return Occupancy(opening, None, free_until, following, upcoming)
    then = free_until if here.end < opening.end else None
    return Occupancy(opening, here.end, None, then, upcoming)
