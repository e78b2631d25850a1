"""A cache of the filter traits of all titles, from which facets are counted without reading rows.

The change log of the index is used to keep the cache up to date.
"""

import json
import threading
from collections.abc import Iterable

import numpy as np
from sqlalchemy import Connection

from kiosk.search.filters.selection import IdArray
from kiosk.search.filters.trait_groups import (
    NO_TITLES,
    NO_YEAR,
    BoolArray,
    IntArray,
    TitleTraits,
    TraitGroups,
    pack_traits,
)
from kiosk.search.query import Query

_BATCH = 5000  # groups loaded at once
_KIND = "language, format, year, available, branches"
_GROUPED = f"SELECT {_KIND}, count(*), group_concat(id) FROM search_entry"  # noqa: S608
_ALL = f"{_GROUPED} INDEXED BY ix_search_entry_traits GROUP BY {_KIND}"
_SOME = f"{_GROUPED} WHERE id IN (SELECT value FROM json_each(?)) GROUP BY {_KIND}"  # noqa: S608
_LAST_CHANGE = "SELECT coalesce(max(id), 0) FROM search_change"
_FIRST_CHANGE = "SELECT coalesce(min(id), 1) FROM search_change"
_CHANGES = "SELECT DISTINCT entry FROM search_change WHERE id > ?"


def last_index_change(connection: Connection) -> int:
    """Return the number of the last index change that ``connection`` can see."""
    return int(connection.exec_driver_sql(_LAST_CHANGE).scalar_one())


def filter_masks(
    groups: TraitGroups, query: Query, traits: "TraitsCache"
) -> list[BoolArray | None]:
    """Return masks of the groups that pass each filter: language, format, branch and years.

    The mask of a filter is None if the query does not use the filter.
    """
    masks: list[BoolArray | None] = [None, None, None, None]
    if query.languages:
        masks[0] = np.isin(groups.language, _known(traits.languages, query.languages))
    if query.formats:
        masks[1] = np.isin(groups.format, _known(traits.formats, query.formats))
    if query.branches:
        sets_with = traits.branches.sets_with(query.branches, query.available_only)
        masks[2] = sets_with[groups.branches]
    first, last = query.years
    if first is not None or last is not None:
        earliest = NO_YEAR + 1 if first is None else max(first, NO_YEAR + 1)
        latest = -NO_YEAR if last is None else last
        masks[3] = (groups.year >= earliest) & (groups.year <= latest)
    return masks


def combine_masks(masks: Iterable[BoolArray | None]) -> BoolArray | None:
    """Combine ``masks`` with "and", ignoring None; return None if all masks are None."""
    present = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(present) if present else None


def _known(codes: dict[str, int], values: Iterable[str]) -> list[int]:
    return [codes[value] for value in values if value in codes]


class _Codes(dict[str, int]):
    """Assigns numbers to values, in the order in which the values first appear."""

    def __missing__(self, value: str) -> int:
        self[value] = number = len(self)
        return number


class BranchSets:
    """The sets of branches that have copies of a title; each different set has a number.

    A set is written as in ``search_entry``: as a JSON object whose keys are branch codes. The value
    is true if a copy is available at the branch now.
    """

    def __init__(self) -> None:
        self.codes = _Codes()
        self._sets = _Codes()
        self._held: list[tuple[int, int, bool]] = []  # (set, branch, is available there)
        self._table = np.empty((0, 3), np.int32)

    def set_numbers(self, sets: Iterable[str]) -> IntArray:
        return np.array([self._number(each) for each in sets], np.uint32)

    def _number(self, held: str) -> int:
        known = len(self._sets)
        number = self._sets[held]
        if number == known and held:
            self._held += [(number, self.codes[c], here) for c, here in json.loads(held).items()]
        return number

    def pairs(self, here: bool) -> tuple[IntArray, IntArray]:
        """Return parallel arrays of sets and branches; if ``here``, only for available copies."""
        if len(self._table) < len(self._held):
            self._table = np.array(self._held, np.int32)
        table = self._table[self._table[:, 2] == 1] if here else self._table
        return table[:, 0], table[:, 1]

    def sets_with(self, codes: Iterable[str], here: bool) -> BoolArray:
        """Return a mask of the sets that contain any of the branch ``codes``."""
        sets, branches = self.pairs(here)
        wanted = [self.codes[code] for code in codes if code in self.codes]
        found = np.zeros(len(self._sets), np.bool_)
        found[sets[np.isin(branches, wanted)]] = True
        return found

    def count_titles(self, groups: TraitGroups, here: bool) -> dict[str, int]:
        """Return the number of titles in ``groups`` that each branch has, by branch code."""
        numbers, branches = self.pairs(here)
        each = np.bincount(groups.branches, groups.titles, len(self._sets))[numbers]
        counts = np.bincount(branches, each, len(self.codes)).astype(np.int64).tolist()
        return {code: counts[number] for code, number in self.codes.items() if counts[number]}


class TraitsCache:
    """The traits of the titles in one database, loaded on first use. Threads may share a cache."""

    def __init__(self) -> None:
        self.languages = _Codes()
        self.formats = _Codes()
        self.branches = BranchSets()
        self._titles: TitleTraits | None = None
        self._seen = 0
        self._following = threading.Lock()

    def current(self, connection: Connection) -> TitleTraits:
        """Return the traits of the titles as ``connection`` sees the database."""
        with self._following:
            last = last_index_change(connection)
            first = connection.exec_driver_sql(_FIRST_CHANGE).scalar_one()
            if self._titles is None or first > self._seen + 1 or last < self._seen:
                self._titles = NO_TITLES.with_changes(_NOBODY, *self._read(connection, _ALL))
            elif last > self._seen:
                changes = connection.exec_driver_sql(_CHANGES, (self._seen,))
                self._titles = self._follow(connection, self._titles, changes.scalars())
            self._seen = last
            return self._titles

    def _follow(
        self, connection: Connection, before: TitleTraits, entries: Iterable[int]
    ) -> TitleTraits:
        ids = np.array(sorted(entries), dtype=np.int64)
        written = self._read(connection, _SOME, json.dumps(ids.tolist()))
        return before.with_changes(ids, *written)

    def _read(self, connection: Connection, sql: str, *values: str) -> tuple[IdArray, IntArray]:
        """Return the ids of entries, and the packed group of each entry."""
        read = [(_NOBODY, _NOBODY)]
        for rows in connection.exec_driver_sql(sql, values).partitions(_BATCH):
            language, format_, year, available, branches, titles, held = zip(*rows, strict=True)
            groups = pack_traits(
                np.array([self.languages[each] for each in language], np.uint16),
                np.array([self.formats[each] for each in format_], np.uint8),
                np.array([NO_YEAR if each is None else each for each in year], np.int16),
                np.array([-1 if each is None else each for each in available], np.int8),
                self.branches.set_numbers(branches),
            )
            ids = np.fromstring(",".join(held), np.int64, sep=",")
            read.append((ids, np.repeat(groups, titles)))
        entries, keys = zip(*read, strict=True)
        return np.concatenate(entries), np.concatenate(keys)


_NOBODY: IdArray = np.empty(0, np.int64)
