"""What the filters ask of every title, in columns of numbers in memory.

22 bytes a title. The columns follow the database by its log of changes, so that
counting over all that matches needs no reading of rows.
"""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from kiosk.search.entries import BIB_ID
from kiosk.search.query import Query
from kiosk.search.selection import Ids

Numbers = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]

NO_YEAR = -32768
_BATCH = 2000  # rows that are turned into numbers at once
_COLUMNS = "id, language, format, year, available, branches"
_ALL = f"SELECT {_COLUMNS} FROM search_entry INDEXED BY ix_search_entry_traits"  # noqa: S608
_SOME = f"SELECT {_COLUMNS} FROM search_entry WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
_LAST_CHANGE = "SELECT coalesce(max(id), 0), coalesce(min(id), 1) FROM search_change"
_CHANGES = "SELECT DISTINCT entry FROM search_change WHERE id > ?"


@dataclass(frozen=True, slots=True)
class Columns:
    """The traits of all entries, in ascending order of ``ids``, as at one moment.

    ``available`` is 1, 0 or -1 (not known), ``year`` NO_YEAR where there is none;
    the others are numbers of the values in ``names``.
    """

    ids: Ids
    language: Numbers
    format: Numbers
    year: Numbers
    available: Numbers
    branches: Numbers

    def where(self, chosen: "Mask | Numbers | None") -> "Columns":
        """Those that are ``chosen``, by a mask or by their places; all by None."""
        if chosen is None:
            return self
        return Columns(*(getattr(self, name)[chosen] for name in self.__slots__))

    def changed(self, gone: Ids, written: "Columns") -> "Columns":
        """These without the entries ``gone``, and with ``written``."""
        places = np.searchsorted(self.ids, gone)
        places = places[places < len(self.ids)]
        places = places[np.isin(self.ids[places], gone)]
        kept = np.delete(self.ids, places)
        at = np.searchsorted(kept, written.ids)
        return Columns(
            *(
                np.insert(np.delete(getattr(self, name), places), at, getattr(written, name))
                for name in self.__slots__
            )
        )


def passing(columns: Columns, query: Query, traits: "Traits") -> list[Mask | None]:
    """Which of ``columns`` pass the filters of ``query``: by language, format, branch and
    years; None where all do."""
    masks: list[Mask | None] = [None, None, None, None]
    if query.languages:
        masks[0] = np.isin(columns.language, _known(traits.languages, query.languages))
    if query.formats:
        masks[1] = np.isin(columns.format, _known(traits.formats, query.formats))
    if query.branches:
        having = traits.branches.having(query.branches, query.available_only)
        masks[2] = having[columns.branches]
    first, last = query.years
    if first is not None or last is not None:
        earliest = NO_YEAR + 1 if first is None else max(first, NO_YEAR + 1)
        latest = -NO_YEAR if last is None else last
        masks[3] = (columns.year >= earliest) & (columns.year <= latest)
    return masks


def every_mask(masks: Iterable[Mask | None]) -> Mask | None:
    """What passes all ``masks``; None where that is everything."""
    given = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(given) if given else None


def _known(codes: dict[str, int], values: Iterable[str]) -> list[int]:
    return [codes[value] for value in values if value in codes]


class _Codes(dict[str, int]):
    """A small number for each value met."""

    def __missing__(self, value: str) -> int:
        self[value] = number = len(self)
        return number


class Branches:
    """The sets of branches that titles are at, by number, and what is in each.

    A set is told as search_entry has it: JSON of branch codes, each with whether a copy
    can be had there now.
    """

    def __init__(self) -> None:
        self.codes = _Codes()
        self._sets = _Codes()
        self._held: list[tuple[int, int, bool]] = []  # set, branch, whether it is here
        self._table = np.empty((0, 3), np.int32)

    def numbers(self, sets: Iterable[str]) -> Numbers:
        return np.array([self._number(each) for each in sets], np.uint32)

    def _number(self, held: str) -> int:
        known = len(self._sets)
        number = self._sets[held]
        if number == known and held:
            self._held += [(number, self.codes[c], here) for c, here in json.loads(held).items()]
        return number

    def pairs(self, here: bool) -> tuple[Numbers, Numbers]:
        """Each set with each of its branches; with ``here``, where a copy can be had now."""
        if len(self._table) < len(self._held):
            self._table = np.array(self._held, np.int32)
        table = self._table[self._table[:, 2] == 1] if here else self._table
        return table[:, 0], table[:, 1]

    def having(self, codes: Iterable[str], here: bool) -> Mask:
        """For each set, whether one of ``codes`` is in it."""
        sets, branches = self.pairs(here)
        wanted = [self.codes[code] for code in codes if code in self.codes]
        found = np.zeros(len(self._sets), np.bool_)
        found[sets[np.isin(branches, wanted)]] = True
        return found

    def counted(self, sets: Numbers, here: bool) -> dict[str, int]:
        """How many of the titles at ``sets`` (one a title) each branch has."""
        numbers, branches = self.pairs(here)
        each = np.bincount(sets, minlength=len(self._sets))[numbers]
        counts = np.bincount(branches, each, len(self.codes)).astype(np.int64).tolist()
        return {code: counts[number] for code, number in self.codes.items() if counts[number]}


class Traits:
    """The columns of one database, read at the first use. Safe to share by threads."""

    def __init__(self) -> None:
        self.languages = _Codes()
        self.formats = _Codes()
        self.branches = Branches()
        self._columns: Columns | None = None
        self._rows: Numbers = np.empty(0, np.int32)  # of the columns, by the id of the bib
        self._seen = 0
        self._following = threading.Lock()

    def now(self, connection: Connection) -> Columns:
        """The columns as ``connection`` sees the database."""
        with self._following:
            last, first = connection.exec_driver_sql(_LAST_CHANGE).one()
            if self._columns is None or first > self._seen + 1 or last < self._seen:
                self._columns = self._read(connection.exec_driver_sql(_ALL))
            elif last > self._seen:
                changes = connection.exec_driver_sql(_CHANGES, (self._seen,))
                self._columns = self._follow(connection, self._columns, changes.scalars())
            if last != self._seen or not len(self._rows):
                self._rows = _rows(self._columns)
            self._seen = last
            return self._columns

    def of(self, columns: Columns, bib_ids: Ids) -> Columns:
        """Of ``columns``, which are those of now, the titles ``bib_ids``."""
        rows = self._rows[bib_ids[bib_ids < len(self._rows)]]
        return columns.where(rows[rows >= 0])

    def _follow(self, connection: Connection, before: Columns, entries: Iterable[int]) -> Columns:
        ids = np.array(sorted(entries), dtype=np.int64)
        rows = connection.exec_driver_sql(_SOME, (json.dumps(ids.tolist()),))
        return before.changed(ids, self._read(rows))

    def _read(self, rows: Iterable[Any]) -> Columns:
        batches = [_NOTHING]
        remaining = iter(rows)
        while batch := list(islice(remaining, _BATCH)):
            ids, languages, formats, years, available, branches = zip(*batch, strict=True)
            batches.append(
                (
                    np.array(ids, np.int64),
                    np.array([self.languages[each] for each in languages], np.uint16),
                    np.array([self.formats[each] for each in formats], np.uint8),
                    np.array([NO_YEAR if year is None else year for year in years], np.int16),
                    np.array([-1 if each is None else each for each in available], np.int8),
                    self.branches.numbers(branches),
                )
            )
        columns = [np.concatenate(column) for column in zip(*batches, strict=True)]
        order = np.argsort(columns[0])
        return Columns(*(column[order] for column in columns))


def _rows(columns: Columns) -> Numbers:
    bib_ids = columns.ids & BIB_ID
    rows = np.full(int(bib_ids.max(initial=0)) + 1, -1, np.int32)
    rows[bib_ids] = np.arange(len(bib_ids), dtype=np.int32)
    return rows


_TYPES = (np.int64, np.uint16, np.uint8, np.int16, np.int8, np.uint32)
_NOTHING = tuple(np.empty(0, each) for each in _TYPES)
