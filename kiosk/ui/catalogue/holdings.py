"""The rows of the copies of a title, one for each shelf of a branch."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kiosk.i18n.formats import isolate_bidi, joined
from kiosk.ui.base.shelf_text import shelf_place
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue import copy_words
from kiosk.ui.catalogue.known_copies import KnownCopy, best_first
from kiosk.ui.catalogue.library_branches import LibraryBranches


@dataclass(frozen=True)
class HoldingRow:
    """The copies of a title at one location of a branch, with the languages of the names.

    ``place`` contains ``shelf`` and ``callNumber``.
    """

    branch: str
    branchLanguage: str
    place: str
    shelf: str
    shelfLanguage: str
    callNumber: str
    status: str
    pictogram: str


def holdings(
    copies: Iterable[KnownCopy], branches: LibraryBranches, t: Translator
) -> tuple[HoldingRow, ...]:
    """Return the rows for ``copies``: those of this branch, then those of other branches in order.

    The order does not depend on the states of the copies, so a loan does not move a row.
    """
    by_place = groupby(sorted(copies, key=_place), key=_place)
    return tuple(_row(sorted(group, key=best_first), branches, t) for _, group in by_place)


def _place(copy: KnownCopy) -> tuple[int, str, str, str]:
    return copy.order, copy.item.branch, copy.item.shelf, copy.item.call_number


def _row(copies: list[KnownCopy], branches: LibraryBranches, t: Translator) -> HoldingRow:
    item = copies[0].item
    number = item.call_number
    shelf = shelf_place(item.shelf, t)
    own_name = (item.branch, t.code) in branches.local_names
    return HoldingRow(
        branch=branches.name(item.branch, t.code),
        branchLanguage=t.code if own_name else t.home,
        place=joined([shelf, isolate_bidi(number) if number else ""], t.code),
        shelf=shelf,
        shelfLanguage=t.home if shelf == item.shelf else t.code,
        callNumber=number,
        status=_states(copies, t),
        pictogram=copy_words.state_pictogram(copies[0]),
    )


def _states(copies: list[KnownCopy], t: Translator) -> str:
    """Return the state of the best copy, which comes first, and how many copies share it."""
    states = [copy_words.state(copy, t) for copy in copies]
    if len(states) == 1:
        return states[0]
    return t.npgettext(
        "catalogue",
        "{status}: {here} of {count} copy",
        "{status}: {here} of {count} copies",
        len(states),
        status=states[0],
        here=states.count(states[0]),
    )
