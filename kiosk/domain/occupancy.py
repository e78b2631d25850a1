"""How a space is at a moment, for a display at its door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, union
from kiosk.domain.reservations import HOLDING, Reservation, is_no_show
from kiosk.domain.spaces import Space


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Either ``taken_until`` or ``free_until`` is set; neither, and no ``opening``, while closed.

    ``then_until`` is when the state after that ends; none where the branch closes with
    it. ``to_come`` are the times taken now and later that day, each by itself.
    """

    opening: Interval | None
    taken_until: datetime | None = None
    free_until: datetime | None = None
    then_until: datetime | None = None
    to_come: tuple[Interval, ...] = ()


def occupancy(
    space: Space, branch: Branch, reservations: Iterable[Reservation], now: datetime
) -> Occupancy:
    """How ``space`` is at ``now``; a reservation whose visitor did not come counts no more."""
    today = branch.day(branch.local_day(now))
    held = sorted(
        r.interval
        for r in reservations
        if r.status in HOLDING and r.interval.end > now and not is_no_show(r, space.policy, now)
    )
    to_come = tuple(each for each in held if each.start < today.end)
    opening = branch.open_at(now)
    if opening is None:
        return Occupancy(None, to_come=to_come)
    blocks = union(held)
    here = next((block for block in blocks if block.holds(now)), None)
    later = [block.start for block in blocks if block.start > now]
    free_until = min([*later, opening.end])
    if here is None:
        following = next((block.end for block in blocks if block.start == free_until), None)
        return Occupancy(opening, None, free_until, following, to_come)
    then = free_until if here.end < opening.end else None
    return Occupancy(opening, here.end, None, then, to_come)
