"""Titles by what the filters ask of them, in numbers.

Titles that are alike in all of it are of one kind. A title takes 4 bytes, the number of
its kind; what the kinds are stands in a table, small beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kiosk.search.filters.selection import Ids
from kiosk.search.index_entries import BIB_ID

Numbers = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]

NO_YEAR = -32768
_NONE = 0  # the kind of an id that no title has


@dataclass(frozen=True, slots=True)
class TraitGroups:
    """Kinds of titles, one a row, and how many of the titles in question are of each.

    ``available`` is 1, 0 or -1 (not known), ``year`` NO_YEAR where there is none;
    ``language``, ``format`` and ``branches`` are numbers of the values in Traits.
    """

    language: Numbers
    format: Numbers
    year: Numbers
    available: Numbers
    branches: Numbers
    titles: Numbers

    def where(self, chosen: Mask | Numbers | None) -> "TraitGroups":
        """Those that are ``chosen``, by a mask or by their places; all by None."""
        if chosen is None:
            return self
        return TraitGroups(*(getattr(self, name)[chosen] for name in self.__slots__))

    def total(self) -> int:
        """How many titles there are of all these kinds."""
        return int(self.titles.sum())


@dataclass(frozen=True, slots=True)
class TitleTraits:
    """All titles as at one moment: the kind of each, by the id of its row in bib.

    ``keys`` are the kinds as ``pack_traits``, in ascending order; ``groups`` are the same.
    About half of the entries have an id below ``middle``.
    """

    group_of: Numbers
    keys: Numbers
    groups: TraitGroups
    middle: int

    def all_groups(self) -> TraitGroups:
        """The kinds of all titles."""
        return self._counted(self.group_of)

    def groups_of(self, found: Iterable[Ids]) -> TraitGroups:
        """The kinds of the titles whose id is in any of ``found``, each counted once."""
        there = np.zeros(len(self.group_of), np.bool_)
        for bib_ids in found:
            there[self._known(bib_ids)] = True
        return self._counted(self.group_of[there])

    def _counted(self, groups: Numbers) -> TraitGroups:
        counts = np.bincount(groups, minlength=len(self.keys))
        counts[_NONE] = 0
        met = np.flatnonzero(counts)
        return replace(self.groups.where(met), titles=counts[met])

    def sort_newest_first(self, bib_ids: Ids, chosen: Mask | None) -> Ids:
        """Those of ``bib_ids`` whose kind is ``chosen``, by year; else in their order."""
        bib_ids = self._known(bib_ids)
        if chosen is not None:
            bib_ids = bib_ids[chosen[self.group_of[bib_ids]]]
        years = self.groups.year[self.group_of[bib_ids]]
        return bib_ids[np.argsort(-years, kind="stable")]

    def with_changes(self, gone: Ids, written: Ids, keys: Numbers) -> "TitleTraits":
        """These without the entries ``gone``, and with ``written``, whose kinds are ``keys``."""
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

    def _known(self, bib_ids: Ids) -> Ids:
        # Mostly all are, and the copy is saved.
        within = bib_ids.max(initial=0) < len(self.group_of)
        return bib_ids if within else bib_ids[bib_ids < len(self.group_of)]


def pack_traits(
    language: Numbers, format_: Numbers, year: Numbers, available: Numbers, branches: Numbers
) -> Numbers:
    """Each kind as one number, above 0, of which 21, 16, 8, 16 and 2 bits are its parts."""
    keys = branches.astype(np.int64)
    keys = keys << 16 | language
    keys = keys << 8 | format_
    keys = keys << 16 | year.astype(np.int64) - NO_YEAR
    return keys << 2 | available.astype(np.int64) + 2


def _unpacked(keys: Numbers) -> TraitGroups:
    def part(shift: int, bits: int) -> Numbers:
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
