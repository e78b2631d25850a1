"""SQL on ``search_entry e`` that selects the titles of a query by words and filters."""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from kiosk.domain.records import ItemStatus
from kiosk.search.index_entries import BIB_ID
from kiosk.search.marks import match_marks
from kiosk.search.query import Query

ALWAYS_TRUE = "1"  # an SQL condition
_HERE = f"i.status IN ('{ItemStatus.AVAILABLE}', '{ItemStatus.REFERENCE}')"

_MATCH = "search_fts MATCH :match"
_INDEX = "search_fts f"
_MARKED = "e.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH :marks)"
_JOINED = f"{_INDEX} CROSS JOIN search_entry e ON e.id = f.rowid"
# The bib ids of the titles that match an expression, unordered. There is one statement for all
# entry ids, one for the ids below ``middle``, and one for the other ids.
_BIB_IDS = f"SELECT group_concat(f.rowid & {BIB_ID}) FROM {_INDEX} WHERE {_MATCH}"  # noqa: S608
_SIDES = f"{_BIB_IDS} AND f.rowid < :middle", f"{_BIB_IDS} AND f.rowid >= :middle"

NO_FILTERS = Query()

Values = dict[str, str | int | None]
IdArray = npt.NDArray[np.int64]


def join_conditions(*conditions: str) -> str:
    """Return one SQL condition that is true if all ``conditions`` are true."""
    return " AND ".join(c for c in conditions if c != ALWAYS_TRUE) or ALWAYS_TRUE


@dataclass(frozen=True, slots=True)
class Selection:
    """An SQL query for titles, ordered by popularity.

    ``source`` is the FROM clause, ``where`` is the condition, ``place`` is the column of the
    popularity rank, and ``values`` are the named parameters. Text typed by visitors appears only in
    the parameters.
    """

    source: str
    place: str
    where: str
    values: Values

    def narrow(self, condition: str = ALWAYS_TRUE, **values: str | int) -> "Selection":
        """Return this selection with one more condition; ``values`` replace or add parameters."""
        return replace(
            self, where=join_conditions(self.where, condition), values={**self.values, **values}
        )

    def sql(self, columns: str) -> str:
        """Return a SELECT statement ordered by popularity; the caller may append a LIMIT clause."""
        return f"SELECT {columns} FROM {self.source} WHERE {self.where} ORDER BY {self.place}"  # noqa: S608

    def ids(self, connection: Connection, most: int = -1) -> IdArray:
        """Return the entry ids in ascending order.

        If ``most`` is negative, all ids are returned; otherwise, only the ids of the ``most`` most
        popular titles.
        """
        # If there are no filters, the table search_entry is not needed.
        source = _INDEX if self.where == _MATCH else self.source
        rows = replace(self, source=source).sql(f"{self.place} AS id")
        sql = f"SELECT group_concat(id) FROM ({rows} LIMIT :most)"  # noqa: S608
        return _numbers(connection, sql, {**self.values, "most": most})


@dataclass(frozen=True, slots=True)
class FilterConditions:
    """One SQL condition per facet; the condition of a facet without a filter is ``ALWAYS_TRUE``.

    An ``item i`` counts for a branch if it meets the condition ``copy``. ``here`` is true for
    titles that are available now (at the selected branches), even if the query does not require
    availability.
    """

    language: str
    format: str
    branch: str
    years: str
    available: str
    marks: str
    copy: str
    here: str

    def all(self) -> str:
        """Return all conditions joined into one."""
        return join_conditions(
            self.language, self.format, self.branch, self.years, self.available, self.marks
        )


def select_all(query: Query) -> Selection:
    """Return a selection of all titles, which already has the filter parameters of ``query``."""
    return Selection("search_entry e", "e.id", ALWAYS_TRUE, _values(query))


def select_matching(match: str, query: Query = NO_FILTERS) -> Selection:
    """Return a selection of the titles that match the FTS5 expression ``match``."""
    return Selection(_JOINED, "f.rowid", _MATCH, {**_values(query), "match": match})


def list_bib_ids(
    connections: Sequence[Connection], matches: Iterable[str], middle: int
) -> list[IdArray]:
    """Return the bib ids that match any of ``matches``, in several arrays that may share ids.

    With two ``connections`` that see the same snapshot, the search takes half the time: one thread
    searches the entry ids below ``middle``, and another thread searches the other ids.
    """
    parts = _SIDES if len(connections) > 1 else (_BIB_IDS,)
    values: list[Values] = [{"match": match, "middle": middle} for match in matches]

    def of_part(connection: Connection, sql: str) -> list[IdArray]:
        return [_numbers(connection, sql, each) for each in values]

    with ThreadPoolExecutor(len(parts), "counting") as pool:
        return [ids for several in pool.map(of_part, connections, parts) for ids in several]


def _numbers(connection: Connection, sql: str, values: Values) -> IdArray:
    # In SQLite and in numpy, one long string is several times faster than many rows.
    text = connection.exec_driver_sql(sql, values).scalar_one()
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def count_matches(connection: Connection, match: str, most: int) -> int:
    """Return the number of titles that match the FTS5 expression, or ``most`` if there are more."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH ? LIMIT ?)"
    count: int = connection.exec_driver_sql(sql, (match, most)).scalar_one()
    return count


def has_match(connection: Connection, match: str) -> bool:
    """Return True if any title matches the FTS5 expression ``match``."""
    return count_matches(connection, match, 1) > 0


def filter_conditions(query: Query) -> FilterConditions:
    """Return the filter conditions of ``query``; the parameters are in ``Selection.values``."""
    copy = _HERE if query.available_only else ALWAYS_TRUE
    return FilterConditions(
        language=f"e.language IN {_among('languages')}" if query.languages else ALWAYS_TRUE,
        format=f"e.format IN {_among('formats')}" if query.formats else ALWAYS_TRUE,
        branch=_at_branches(copy) if query.branches else ALWAYS_TRUE,
        years=_years(*query.years),
        available="e.available" if query.available_only else ALWAYS_TRUE,
        marks=_MARKED if match_marks(query) else ALWAYS_TRUE,
        copy=copy,
        here=_at_branches(_HERE) if query.branches else "e.available",
    )


def _at_branches(copy: str) -> str:
    found = join_conditions("i.bib_id = e.bib_id", copy, f"i.branch IN {_among('branches')}")
    return f"EXISTS (SELECT 1 FROM item i WHERE {found})"  # noqa: S608


def _values(query: Query) -> Values:
    return {
        "languages": json.dumps(sorted(query.languages)),
        "formats": json.dumps(sorted(query.formats)),
        "branches": json.dumps(sorted(query.branches)),
        "first_year": query.years[0],
        "last_year": query.years[1],
        "marks": match_marks(query),
    }


def _among(name: str) -> str:
    return f"(SELECT value FROM json_each(:{name}))"  # noqa: S608


def _years(first: int | None, last: int | None) -> str:
    ends = ("e.year >= :first_year", first), ("e.year <= :last_year", last)
    return " AND ".join(part for part, end in ends if end is not None) or ALWAYS_TRUE
