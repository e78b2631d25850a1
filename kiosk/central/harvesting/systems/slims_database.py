"""Reading SLiMS from its MariaDB."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from pymarc import Record
from sqlalchemy import RowMapping

from kiosk.central.harvesting.systems import slims_queries as queries
from kiosk.central.harvesting.systems.driver import ANSWER_SECONDS, SystemConnection
from kiosk.central.harvesting.systems.mariadb import SystemDatabase
from kiosk.central.harvesting.systems.slims_copies import SlimsCopy
from kiosk.central.harvesting.systems.slims_marc import hidden_record, title_record
from kiosk.central.harvesting.systems.slims_pages import CHANGING, CopyPage, Marks, TitlePage
from kiosk.central.harvesting.systems.title_queries import Columns, Query, TitleQuery, page_range
from kiosk.errors import SourceError

_QUESTION_SECONDS = ANSWER_SECONDS / 3  # to connect, and for each query
_ON_PAGE = "{title} BETWEEN :first AND :last"
_TITLES = {
    "titles": queries.TITLES, "hidden": queries.HIDDEN, "authors": queries.AUTHORS,
    "topics": queries.TOPICS, "files": queries.FILES,
}  # fmt: skip
_COPY_MARKS = {
    "items": queries.OWN_CELLS, "loans": queries.LOANS, "visible": queries.VISIBLE_TITLES,
    "locations": queries.LOCATIONS, "collections": queries.COLLECTIONS,
    "statuses": queries.STATUSES,
}  # fmt: skip
_NEEDED = ("titles", "hidden", "items", "loans", "visible")


class SlimsDatabase:
    """The tables of SLiMS, read with an account that may only read them."""

    def __init__(self, connection: SystemConnection) -> None:
        self._database = SystemDatabase(connection)
        self._for_questions = SystemDatabase(connection, _QUESTION_SECONDS)
        self._columns: Columns = {}

    def title_marks(self) -> Marks:
        """Return the marks of the titles, by page."""
        return self._marks(self._queries(_TITLES))

    def read_titles(self, page: int) -> TitlePage:
        """Return the titles of a page."""
        parts = self._queries(_TITLES)
        mark = self._page_mark(parts, page)
        rows = {name: self._rows(query, page) for name, query in parts.items()}
        lists = {name: _by_title(rows.get(name, ())) for name in ("authors", "topics", "files")}
        records: list[Record] = [hidden_record(row["id"]) for row in rows["hidden"]]
        for row in rows["titles"]:
            own = (lists[name].get(row["id"], ()) for name in ("authors", "topics", "files"))
            records.append(title_record(row, *own))
        return TitlePage(records, self._confirmed(mark, parts, page))

    def copy_marks(self) -> Marks:
        """Return the marks of the copies and their loans, by page."""
        return self._marks(self._queries(_COPY_MARKS))

    def read_copies(self, page: int) -> CopyPage:
        """Return the visible titles of a page and their copies."""
        parts = self._queries(_COPY_MARKS)
        mark = self._page_mark(parts, page)
        rows = self._rows(self._copies(self._database), page)
        titles = self._rows(parts["visible"], page)
        mark = self._confirmed(mark, parts, page)
        return CopyPage(_ids(titles), list(map(_copy, rows)), mark)

    def ask(self, titles: Sequence[int]) -> CopyPage:
        """Return those of ``titles`` that are visible, and their copies, as they are now."""
        database = self._for_questions
        values: dict[str, Any] = {f"t{at}": title for at, title in enumerate(titles)}
        these = f"{{title}} IN ({', '.join(f':{name}' for name in values)})"
        rows = database.rows(self._copies(database).rows(these), **values)
        visible = database.rows(self._visible(database).rows(these), **values)
        return CopyPage(_ids(visible), list(map(_copy, rows)), 0)

    def images(self) -> Iterator[tuple[int, str]]:
        """Yield the ids of visible titles with the name of the file of their cover."""
        rows = self._database.rows(
            self._visible(self._database).rows("COALESCE(b.image, '') <> ''")
        )
        yield from ((row["id"], row["image"]) for row in rows)

    def notes(self) -> list[str]:
        """Return sentences for staff about tables and columns that could not be read."""
        columns = self._known(self._database)
        parts = [TitleQuery(name, query, columns) for name, query in _TITLES.items()]
        parts.append(self._copies(self._database))
        missing = {name for part in parts for name in (*part.lacking, *part.left_out)}
        if not missing:
            return []
        listed = ", ".join(sorted(missing))
        return [f"These columns of SLiMS do not exist here, or its account may not read them: "
                f"{listed}."]  # fmt: skip

    def close(self) -> None:
        """Close the connections."""
        self._database.close()
        self._for_questions.close()

    def _known(self, database: SystemDatabase) -> Columns:
        self._columns = self._columns or database.columns()
        return self._columns

    def _queries(self, parts: Mapping[str, Query]) -> dict[str, TitleQuery]:
        """Return those of ``parts`` that can be read."""
        columns = self._known(self._database)
        found = {name: TitleQuery(name, query, columns) for name, query in parts.items()}
        for name in _NEEDED:
            if name in found:
                _require(found[name])
        return {name: query for name, query in found.items() if not query.lacking}

    def _copies(self, database: SystemDatabase) -> TitleQuery:
        return _require(TitleQuery("copies", queries.COPIES, self._known(database)))

    def _visible(self, database: SystemDatabase) -> TitleQuery:
        return _require(TitleQuery("visible", queries.VISIBLE_TITLES, self._known(database)))

    def _marks(self, parts: Mapping[str, TitleQuery], which: str = "", **values: int) -> Marks:
        """Return the mark of each page; what belongs to all titles is part of every mark."""
        sql = " UNION ALL ".join(query.marks(which) for query in parts.values())
        marks: dict[int | None, int] = defaultdict(int)
        for row in self._database.rows(sql, **values):
            marks[row["page"]] += int(row["mark"])
        common = marks.pop(None, 0)
        return {page: mark + common for page, mark in marks.items() if page is not None}

    def _page_mark(self, parts: Mapping[str, TitleQuery], page: int) -> int:
        first, last = page_range(page)
        return self._marks(parts, _ON_PAGE, first=first, last=last).get(page, CHANGING)

    def _confirmed(self, mark: int, parts: Mapping[str, TitleQuery], page: int) -> int:
        """Return ``mark`` if nothing has changed since it was read, or else CHANGING."""
        return mark if mark == self._page_mark(parts, page) else CHANGING

    def _rows(self, query: TitleQuery, page: int) -> Sequence[RowMapping]:
        first, last = page_range(page)
        return self._database.rows(query.rows(_ON_PAGE), first=first, last=last)


def _require(query: TitleQuery) -> TitleQuery:
    if query.lacking:
        listed = ", ".join(query.lacking)
        advice = "Check the address, and the rights of the account: see docs/systems.md."
        raise SourceError(f"SLiMS does not show what is needed: {listed}.", advice)
    return query


def _by_title(rows: Sequence[RowMapping]) -> dict[int, list[RowMapping]]:
    return {title: list(own) for title, own in groupby(rows, lambda row: row["id"])}


def _ids(rows: Sequence[RowMapping]) -> list[int]:
    return [row["id"] for row in rows]


def _copy(row: RowMapping) -> SlimsCopy:
    def text(name: str, *others: str) -> str:
        values = (str(row[each]).strip() for each in (name, *others) if row[each] is not None)
        return next(filter(None, values), "")

    return SlimsCopy(
        title=row["id"],
        barcode=text("barcode"),
        branch=text("location_name", "location"),
        shelf=text("site", "collection"),
        call_number=text("call_number", "title_call_number"),
        status=text("status"),
        status_name=text("status_name"),
        not_lent=bool(row["not_lent"]),
        lent=row["due"] is not None,
        due=row["due"] if isinstance(row["due"], date) else None,  # a text: 0000-00-00
    )
