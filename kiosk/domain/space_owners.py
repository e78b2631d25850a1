"""Spaces that another system owns: the times that it lends, and what may be promised."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals, subtract_intervals
from kiosk.domain.reservations import with_buffer_after
from kiosk.domain.spaces import Space


def lent_times(space: Space, branch: Branch, within: Interval) -> list[Interval]:
    """Return the parts of ``within`` that kiosks may promise: all of it for a space of our own.

    Another system that owns the space leaves certain weekly hours to the kiosks.
    """
    if space.owner is None:
        return [within]
    weekly = replace(branch, hours=space.owner.lent, closures=())
    day, last = branch.local_day(within.start), branch.local_day(within.end)
    found: list[Interval] = []
    while day <= last:
        found += weekly.openings_around(day)
        day += timedelta(days=1)
    return _within(merge_intervals(found), within)


def is_lent(space: Space, branch: Branch, wanted: Interval) -> bool:
    """Return True if a reservation of ``wanted`` with its buffer lies in a lent time."""
    whole = with_buffer_after(wanted, space.policy)
    return any(each.contains(whole) for each in lent_times(space, branch, whole))


def unlent_times(space: Space, branch: Branch, within: Interval) -> list[Interval]:
    """Return the parts of ``within`` in which only the owner of the space decides."""
    return subtract_intervals([within], lent_times(space, branch, within))


def _within(parts: Iterable[Interval], whole: Interval) -> list[Interval]:
    return [
        Interval(max(each.start, whole.start), min(each.end, whole.end))
        for each in parts
        if each.overlaps(whole)
    ]
