"""Dating copies whose list does not say how they are now, and keeping what was asked since.

Some lists are read for the places of copies only, or for states that the system writes into its
records when somebody edits them. A kiosk has to know how old such a state is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from kiosk.central.harvesting.systems.driver import KnownCopies
from kiosk.domain.records import Item, ItemStatus, TitleCopies

_BATCH = 200  # titles whose known copies are looked up at once
_ASKED_HOLDS = timedelta(days=1)  # for so long an answer counts more than a list
_DATED_AGAIN = timedelta(hours=1)  # before that, an equal copy keeps its time


def date_copies(
    found: Iterable[TitleCopies], known: KnownCopies, now: datetime, list_is_right: bool
) -> Iterator[TitleCopies]:
    """Yield the copies ``found`` in a list at ``now`` (UTC), each with the time of its state.

    If ``list_is_right``, the states in the list are those of now. Otherwise, a state that the
    system answered within the last day is kept. Copies are compared by barcode.
    """
    waiting = iter(found)
    while batch := list(islice(waiting, _BATCH)):
        before = {each.source_id: each.items for each in known([t.source_id for t in batch])}
        for title in batch:
            by_barcode = {i.barcode: i for i in before.get(title.source_id, ()) if i.barcode}
            items = (
                _dated(item, by_barcode.get(item.barcode), now, list_is_right)
                for item in title.items
            )
            yield TitleCopies(title.source_id, tuple(items))


def _dated(item: Item, before: Item | None, now: datetime, list_is_right: bool) -> Item:
    answered = before.as_of if before else None
    age = now - answered if answered else None
    if before and age is not None:
        same = (before.status, before.due) == (item.status, item.due)
        if (same and age < _DATED_AGAIN) or (not list_is_right and age < _ASKED_HOLDS):
            return replace(item, status=before.status, due=before.due, as_of=answered)
    return item if item.status is ItemStatus.UNKNOWN else replace(item, as_of=now)
