"""The filter traits of all titles in compact numpy arrays.

The traits are language, format, year, availability and branches. All titles with the same traits
form a group. For each title, only the number of its group is kept in memory (4 bytes); a small
table contains the traits of each group.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kiosk.search.filters.selection import IdArray
from kiosk.search.index_entries import BIB_ID

IntArray = npt.NDArray[np.integer[Any]]
BoolArray = npt.NDArray[np.bool_]

NO_YEAR = -32768
_NONE = 0  # the group of bib ids that no title uses


@dataclass(frozen=True, slots=True)
class TraitGroups:
    """A table with one trait group per row; ``titles`` is the number of titles in each group.

    ``available`` is 1 (yes), 0 (no) or -1 (unknown). ``year`` is NO_YEAR if the titles have no
    year. ``language``, ``format`` and ``branches`` contain numbers, which TraitsCache assigns to
    the values.
    """

    language: IntArray
    format: IntArray
    year: IntArray
    available: IntArray
    branches: IntArray
    titles: IntArray

    def where(self, chosen: BoolArray | IntArray | None) -> "TraitGroups":
        """Return the rows that ``chosen`` (a mask or indices) selects; None selects all rows."""
        if chosen is None:
            return self
        return TraitGroups(*(getattr(self, name)[chosen] for name in self.__slots__))

    def total(self) -> int:
        """Return the number of titles in all groups."""
        return int(self.titles.sum())


@dataclass(frozen=True, slots=True)
class TitleTraits:
    """The groups of all titles at one moment.

    ``group_of`` contains the group number of each title, indexed by bib id. ``keys`` contains the
    groups in ascending order, each packed by :func:`pack_traits`; ``groups`` contains the same
    groups unpacked. About half of the entries have an id below ``middle``.
    """

    group_of: IntArray
    keys: IntArray
    groups: TraitGroups
    middle: int

    def all_groups(self) -> TraitGroups:
        """Return the groups of all titles."""
        return self._counted(self.group_of)

    def groups_of(self, found: Iterable[IdArray]) -> TraitGroups:
        """Return the groups of the titles whose bib id is in any array of ``found``.

        Each title is counted once.
        """
        there = np.zeros(len(self.group_of), np.bool_)
        for bib_ids in found:
            there[self._known(bib_ids)] = True
        return self._counted(self.group_of[there])

    def _counted(self, groups: IntArray) -> TraitGroups:
        counts = np.bincount(groups, minlength=len(self.keys))
        counts[_NONE] = 0
        met = np.flatnonzero(counts)
        return replace(self.groups.where(met), titles=counts[met])

    def sort_newest_first(self, bib_ids: IdArray, chosen: BoolArray | None) -> IdArray:
        """Return the ``bib_ids`` in the ``chosen`` groups, sorted stably by year, newest first."""
        bib_ids = self._known(bib_ids)
        if chosen is not None:
            bib_ids = bib_ids[chosen[self.group_of[bib_ids]]]
        years = self.groups.year[self.group_of[bib_ids]]
        return bib_ids[np.argsort(-years, kind="stable")]

    def with_changes(self, gone: IdArray, written: IdArray, keys: IntArray) -> "TitleTraits":
        """Return a copy without the entries ``gone`` and with the entries ``written``.

        ``keys`` contains the packed traits of each entry in ``written``.
        """
        middle = self.middle or (int(np.median(written)) if len(written) else 0)
        gone, written = gone & BIB_ID, written & BIB_ID
        near = self.keys[np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)]
        new = np.unique(keys[near != keys])
        both = np.insert(self.keys, np.searchsorted(self.keys, new), new)
        moved = np.searchsorted(both, self.keys).astype(np.uint32)
        kind = np.full(max(len(self.group_of), int(written.max(initial=0)) + 1), _NONE, np.uint32)
        kind[: len(self.group_of)] = moved[self.group_of]
        kind[gone[gone < len(kind)]] = _NONE
        kind[written] = np.searchsorted(both, keys)
        return TitleTraits(kind, both, _unpacked(both), middle)

    def _known(self, bib_ids: IdArray) -> IdArray:
        # Usually all groups are already in the table; this check saves a copy.
        within = bib_ids.max(initial=0) < len(self.group_of)
        return bib_ids if within else bib_ids[bib_ids < len(self.group_of)]


def pack_traits(
    language: IntArray, format_: IntArray, year: IntArray, available: IntArray, branches: IntArray
) -> IntArray:
    """Pack the traits of each group into one positive integer.

    The fields, from the highest bits to the lowest: branches (21 bits), language (16), format (8),
    year (16) and availability (2).
    """
    keys = branches.astype(np.int64)
    keys = keys << 16 | language
    keys = keys << 8 | format_
    keys = keys << 16 | year.astype(np.int64) - NO_YEAR
    return keys << 2 | available.astype(np.int64) + 2


def _unpacked(keys: IntArray) -> TraitGroups:
    def part(shift: int, bits: int) -> IntArray:
        return (keys >> shift & (1 << bits) - 1).astype(np.int32)

    return TraitGroups(
        branches=part(42, 21),
        language=part(26, 16),
        format=part(18, 8),
        year=part(2, 16) + NO_YEAR,
        available=part(0, 2) - 2,
        titles=np.zeros(len(keys), np.int32),
    )


NO_TITLES = TitleTraits(np.empty(0, np.uint32), np.array([_NONE]), _unpacked(np.array([_NONE])), 0)
