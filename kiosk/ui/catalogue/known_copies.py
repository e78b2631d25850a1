"""What is known about copies at this moment, by the age of their last reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.freshness import Freshness, Reading, freshness
from kiosk.domain.records import STATUSES_BY_USEFULNESS, Item, ItemStatus
from kiosk.ui.catalogue.library_branches import LibraryBranches

_ON_SHELF = (ItemStatus.AVAILABLE, ItemStatus.REFERENCE)
# States that end by themselves, so after a day nobody knows whether they still hold.
_PASSING = (ItemStatus.ON_LOAN, ItemStatus.HOLD_SHELF, ItemStatus.IN_TRANSIT)


@dataclass(frozen=True)
class KnownCopy:
    """A copy, and what is known about it.

    ``status`` is UNKNOWN if the copy may have left the state in which it was read. ``seen`` is the
    time of that reading, or None if it is unknown, and ``today`` is the date; both are in the time
    zone of the kiosk's branch. ``order`` is 0 for a copy of that branch and larger for others.
    """

    item: Item
    status: ItemStatus
    freshness: Freshness
    seen: datetime | None
    today: date
    order: int

    @property
    def here(self) -> bool:
        """Whether the copy belongs to the kiosk's branch."""
        return self.order == 0

    @property
    def sure(self) -> bool:
        """Whether a visitor can certainly have the copy now."""
        return self.status in _ON_SHELF and self.freshness is Freshness.FRESH

    @property
    def has_place(self) -> bool:
        """Whether the copy is on its shelf, or may be there."""
        return self.status in (*_ON_SHELF, ItemStatus.UNKNOWN)


def known_copies(
    items: Iterable[Item], reading: Reading | None, branches: LibraryBranches, now: datetime
) -> tuple[KnownCopy, ...]:
    """Return what is known at ``now`` (UTC) about the copies ``items`` of one source.

    ``as_of`` of each copy is the time at which it was last reported, or None if that is unknown.
    ``reading`` is the last reading of the source, or None if it is unknown.
    """
    # If nobody knows how often the source is read, a copy is fresh for no time at all.
    every = reading.every if reading else timedelta(0)
    return tuple(_known(item, every, branches, now) for item in items)


def _known(item: Item, every: timedelta, branches: LibraryBranches, now: datetime) -> KnownCopy:
    fresh = freshness(item.as_of, every, now)
    today = now.astimezone(branches.zone).date()
    return KnownCopy(
        item=item,
        status=_status(item, fresh, today),
        freshness=fresh,
        seen=item.as_of.astimezone(branches.zone) if item.as_of else None,
        today=today,
        order=branches.order(item.branch),
    )


def _status(item: Item, fresh: Freshness, today: date) -> ItemStatus:
    if fresh is not Freshness.OLD or item.status not in _PASSING:
        return item.status
    runs = item.status is ItemStatus.ON_LOAN and item.due is not None and item.due >= today
    return item.status if runs else ItemStatus.UNKNOWN


def best_first(copy: KnownCopy) -> tuple[int, ...]:
    """Return the key by which the copy that serves a visitor best is sorted first.

    A copy that is known to be on its shelf comes before one that may be there; either is better in
    this branch than in another. Of the copies on loan, the one that is due first is best.
    """
    status = STATUSES_BY_USEFULNESS.index(copy.status)
    due = (copy.item.due or date.max).toordinal()
    away = int(not copy.here)
    if copy.status in _ON_SHELF and copy.freshness is not Freshness.OLD:
        return 0, away, status, copy.order, int(not copy.sure)
    if copy.has_place:
        return 1, away, status, copy.order
    return 2, status, copy.order, due
