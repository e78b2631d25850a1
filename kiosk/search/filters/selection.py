"""Which titles a query selects, as SQL on ``search_entry e``: its words and its filters."""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from kiosk.domain.records import ItemStatus
from kiosk.search.index_entries import BIB_ID
from kiosk.search.query import Query

ALWAYS_TRUE = "1"  # the condition that everything meets
_HERE = f"i.status IN ('{ItemStatus.AVAILABLE}', '{ItemStatus.REFERENCE}')"

_MATCH = "search_fts MATCH :match"
_INDEX = "search_fts f"
_JOINED = f"{_INDEX} CROSS JOIN search_entry e ON e.id = f.rowid"
# The rows of bib of what meets an expression, in no order: all of them, or those on each side
# of an id of an entry.
_BIB_IDS = f"SELECT group_concat(f.rowid & {BIB_ID}) FROM {_INDEX} WHERE {_MATCH}"  # noqa: S608
_SIDES = f"{_BIB_IDS} AND f.rowid < :middle", f"{_BIB_IDS} AND f.rowid >= :middle"

NO_FILTERS = Query()

Values = dict[str, str | int | None]
Ids = npt.NDArray[np.int64]


def join_conditions(*conditions: str) -> str:
    """One condition that holds when all ``conditions`` do."""
    return " AND ".join(c for c in conditions if c != ALWAYS_TRUE) or ALWAYS_TRUE


@dataclass(frozen=True, slots=True)
class Selection:
    """Titles; the filters come apart.

    ``source`` is what follows FROM, ``place`` the column of their order by
    popularity, ``where`` the condition, ``values`` the named parameters. All is our
    own SQL; what a visitor gives is among the parameters.
    """

    source: str
    place: str
    where: str
    values: Values

    def narrowed(self, condition: str = ALWAYS_TRUE, **values: str | int) -> "Selection":
        """The same with one more condition, and parameters set anew."""
        return replace(
            self, where=join_conditions(self.where, condition), values={**self.values, **values}
        )

    def sql(self, columns: str) -> str:
        """A SELECT in the order of popularity, to which LIMIT may be added."""
        return f"SELECT {columns} FROM {self.source} WHERE {self.where} ORDER BY {self.place}"  # noqa: S608

    def ids(self, connection: Connection, most: int = -1) -> Ids:
        """The ids of its entries, ascending: the ``most`` most popular, or all."""
        # Without filters nothing of the entries has to be read.
        source = _INDEX if self.where == _MATCH else self.source
        rows = replace(self, source=source).sql(f"{self.place} AS id")
        sql = f"SELECT group_concat(id) FROM ({rows} LIMIT :most)"  # noqa: S608
        return _numbers(connection, sql, {**self.values, "most": most})


@dataclass(frozen=True, slots=True)
class FilterConditions:
    """One SQL condition a dimension, ``ANY`` where it lets everything through.

    ``copy`` is what an ``item i`` must be to count for a branch; ``here`` holds for
    what can be had now (at the branches asked for), whether that is asked for or not.
    """

    language: str
    format: str
    branch: str
    years: str
    available: str
    copy: str
    here: str

    def all(self) -> str:
        """All dimensions as one condition."""
        return join_conditions(self.language, self.format, self.branch, self.years, self.available)


def select_all(query: Query) -> Selection:
    """All titles, whatever their words; ``query`` gives the parameters of the filters."""
    return Selection("search_entry e", "e.id", ALWAYS_TRUE, _values(query))


def select_matching(match: str, query: Query = NO_FILTERS) -> Selection:
    """The titles that meet the FTS5 expression ``match``."""
    return Selection(_JOINED, "f.rowid", _MATCH, {**_values(query), "match": match})


def list_bib_ids(
    connections: Sequence[Connection], matches: Iterable[str], middle: int
) -> list[Ids]:
    """The ids of the rows of bib that meet ``matches``, in parts; one may be in several.

    By two ``connections`` they are found in half the time, if both see the same: SQLite
    works beside other threads. Each looks on one side of ``middle``, an id of an entry.
    """
    parts = _SIDES if len(connections) > 1 else (_BIB_IDS,)
    values: list[Values] = [{"match": match, "middle": middle} for match in matches]

    def of_part(connection: Connection, sql: str) -> list[Ids]:
        return [_numbers(connection, sql, each) for each in values]

    with ThreadPoolExecutor(len(parts), "counting") as pool:
        return [ids for several in pool.map(of_part, connections, parts) for ids in several]


def _numbers(connection: Connection, sql: str, values: Values) -> Ids:
    # As one text, which SQLite makes and numpy reads some times faster than rows.
    text = connection.exec_driver_sql(sql, values).scalar_one()
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def count_matches(connection: Connection, match: str, most: int) -> int:
    """How many titles meet the FTS5 expression ``match``, counted up to ``most``."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH ? LIMIT ?)"
    count: int = connection.exec_driver_sql(sql, (match, most)).scalar_one()
    return count


def has_match(connection: Connection, match: str) -> bool:
    """Whether any title meets the FTS5 expression ``match``."""
    return count_matches(connection, match, 1) > 0


def filter_conditions(query: Query) -> FilterConditions:
    """The conditions of ``query``; their parameters are in Selection.values."""
    copy = _HERE if query.available_only else ALWAYS_TRUE
    return FilterConditions(
        language=f"e.language IN {_among('languages')}" if query.languages else ALWAYS_TRUE,
        format=f"e.format IN {_among('formats')}" if query.formats else ALWAYS_TRUE,
        branch=_at_branches(copy) if query.branches else ALWAYS_TRUE,
        years=_years(*query.years),
        available="e.available" if query.available_only else ALWAYS_TRUE,
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
    }


def _among(name: str) -> str:
    return f"(SELECT value FROM json_each(:{name}))"  # noqa: S608


def _years(first: int | None, last: int | None) -> str:
    ends = ("e.year >= :first_year", first), ("e.year <= :last_year", last)
    return " AND ".join(part for part, end in ends if end is not None) or ALWAYS_TRUE
