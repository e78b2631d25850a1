"""Queries for rows that belong to titles, with only the columns that the account may read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PAGE = 250  # titles with successive ids are compared, and read again, together

ANY = "NULL"

Columns = Mapping[str, frozenset[str]]  # by table


@dataclass(frozen=True, slots=True)
class Join:
    """A table that is joined if the columns ``needed`` (alias.column) exist.

    If ``inner`` is True, rows without a row in this table are left out.
    """

    alias: str
    table: str
    on: str
    needed: tuple[str, ...]
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query for rows that belong to titles.

    ``base`` is the first table and its alias, and ``title`` the id of the title, or ANY if the rows
    belong to all titles. ``columns`` maps the name in the result to an expression, which is
    alias.column or a subquery in parentheses. ``required`` columns (alias.column or table.column)
    must exist; the others are NULL if they do not.
    """

    base: tuple[str, str]
    title: str
    columns: Mapping[str, str]
    required: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    where: str = ""
    order: str = ""


class TitleQuery:
    """A query as SQL for one database, whose ``columns`` are given by table.

    The sum of the checksums of the rows of a page of titles (its mark) shows whether any row was
    added, changed or deleted.
    """

    def __init__(self, name: str, query: Query, columns: Columns) -> None:
        self._query = query
        self._tables = {query.base[1]: query.base[0]}
        self._tables.update((join.alias, join.table) for join in query.joins)
        self._columns = columns
        self._joins = [join for join in query.joins if all(map(self._exists, join.needed))]
        joined = {query.base[1], *(join.alias for join in self._joins)}
        self._shown = {
            each: expression if self._can_read(expression, joined) else "NULL"
            for each, expression in query.columns.items()
        }
        cells = "".join(f", COALESCE({cell}, '')" for cell in self._shown.values())
        self._mark = f"CRC32(CONCAT_WS('|', '{name}', COALESCE({query.title}, ''){cells}))"

    @property
    def lacking(self) -> list[str]:
        """The required columns that do not exist or may not be read, as table.column."""
        return [self._full(name) for name in self._query.required if not self._exists(name)]

    @property
    def left_out(self) -> list[str]:
        """The other columns that do not exist or may not be read, as table.column."""
        shown = self._shown.items()
        return [self._full(self._query.columns[name]) for name, cell in shown if cell == "NULL"]

    def marks(self, which: str = "") -> str:
        """Return SQL for the ``mark`` of each ``page`` of PAGE titles; see ``rows``.

        The page is NULL for rows that belong to all titles, whatever ``which`` is.
        """
        title = self._query.title
        page = "NULL" if title == ANY else f"{title} DIV {PAGE}"
        chosen = self._from("" if title == ANY else which.format(title=title))
        return f"SELECT {page} AS page, SUM({self._mark}) AS mark {chosen} GROUP BY page"

    def rows(self, which: str) -> str:
        """Return SQL for the rows of ``which`` titles, a condition that contains {title}."""
        title = self._query.title
        cells = "".join(f", {cell} AS {name}" for name, cell in self._shown.items())
        order = ", ".join(filter(None, (title, self._query.order)))
        return (
            f"SELECT {title} AS id{cells} {self._from(which.format(title=title))} ORDER BY {order}"
        )

    def _from(self, *conditions: str) -> str:
        table, alias = self._query.base
        joins = "".join(
            f" {'JOIN' if join.inner else 'LEFT JOIN'} {join.table} AS {join.alias} ON {join.on}"
            for join in self._joins
        )
        found = " AND ".join(filter(None, (self._query.where, *conditions)))
        return f"FROM {table} AS {alias}{joins}" + (f" WHERE {found}" if found else "")

    def _can_read(self, expression: str, joined: set[str]) -> bool:
        if expression.startswith("("):  # its columns are required
            return True
        return expression.partition(".")[0] in joined and self._exists(expression)

    def _exists(self, name: str) -> bool:
        table, _, column = self._full(name).partition(".")
        return column in self._columns.get(table, ())

    def _full(self, name: str) -> str:
        alias, _, column = name.partition(".")
        return f"{self._tables.get(alias, alias)}.{column}"


def page_range(page: int) -> tuple[int, int]:
    """Return the first and the last id of the titles of ``page``."""
    return page * PAGE, page * PAGE + PAGE - 1


def page_ids(page: int, bits: int) -> Iterator[int]:
    """Yield the ids whose bits are set in ``bits``; bit 0 is the first id of ``page``."""
    return (page * PAGE + at for at in range(PAGE) if bits >> at & 1)
