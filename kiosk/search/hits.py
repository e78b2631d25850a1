"""Searching: the titles a query selects, a page at a time."""

import json
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kiosk.domain.records import Format
from kiosk.search.query import Query, Words, read
from kiosk.search.ranking import Candidate, ranked
from kiosk.search.selection import ANY, Selection, filters, select

# So many of the most popular titles with the words are put in the order of fit;
# those after them follow by popularity.
CANDIDATES = 500
_COLUMNS = "e.id, e.bib_id, e.title, e.authors, e.subjects, e.numbers"


@dataclass(frozen=True, slots=True)
class Hit:
    """A title as a list shows it. ``id`` is that of its bib row.

    ``available`` is as in BibliographicRecord; ``call_number`` is that of the first
    copy that has one, "" if none has.
    """

    id: int
    source_id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: str
    format: Format
    available: bool | None
    call_number: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the best first.

    ``more``: others follow them. ``partial``: no title has every word, these have
    the most. ``hidden``: there are none, only because the filters hide them.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    partial: bool = False
    hidden: bool = False


def search(connection: Connection, query: Query, limit: int = 20, offset: int = 0) -> Results:
    """The titles of ``query`` from the ``offset``-th on, ``limit`` at most."""
    words = read(query.words)
    selection = select(connection, query, words)
    if selection is None:
        return Results()
    where = filters(query).all()
    find = _by_fit if words else _by_popularity
    found = find(connection, selection, where, words, limit + 1, offset)
    return Results(
        hits=_hits(connection, found[:limit]),
        more=len(found) > limit,
        partial=selection.partial,
        hidden=not found and offset == 0 and where != ANY,
    )


def _by_popularity(
    connection: Connection, selection: Selection, where: str, _words: Words, limit: int, offset: int
) -> list[int]:
    sql = selection.sql("e.bib_id", where) + " LIMIT :limit OFFSET :offset"
    values = {**selection.values, "limit": limit, "offset": offset}
    return list(connection.exec_driver_sql(sql, values).scalars())


def _by_fit(
    connection: Connection, selection: Selection, where: str, words: Words, limit: int, offset: int
) -> list[int]:
    first = _candidates(connection, selection, where)
    ordered = ranked(first, words, partial=selection.partial)
    page = [candidate.bib_id for candidate in ordered[offset : offset + limit]]
    if len(page) == limit or len(first) < CANDIDATES:
        return page
    after = replace(selection, values={**selection.values, "after": first[-1].id})
    rest = f"{where} AND {selection.place} > :after"
    offset = max(0, offset - len(first))
    return page + _by_popularity(connection, after, rest, words, limit - len(page), offset)


def _candidates(connection: Connection, selection: Selection, where: str) -> list[Candidate]:
    sql = selection.sql(_COLUMNS, where) + f" LIMIT {CANDIDATES}"
    rows = connection.exec_driver_sql(sql, selection.values)
    return [Candidate._make(row) for row in rows]


_SHOWN = """
SELECT b.id, b.source_id, b.title, b.authors, b.year, b.language, b.format, e.available,
  (SELECT call_number FROM item i
   WHERE i.bib_id = b.id AND call_number <> '' ORDER BY i.id LIMIT 1)
FROM bib b JOIN search_entry e ON e.bib_id = b.id
WHERE b.id IN (SELECT value FROM json_each(?))
"""


def _hits(connection: Connection, bib_ids: list[int]) -> tuple[Hit, ...]:
    rows = connection.exec_driver_sql(_SHOWN, (json.dumps(bib_ids),))
    hits = {row[0]: _hit(*row) for row in rows}
    return tuple(hits[bib_id] for bib_id in bib_ids)


def _hit(
    bib_id: int,
    source_id: str,
    title: str,
    authors: str,
    year: int | None,
    language: str,
    format_: str,
    available: int | None,
    call_number: str | None,
) -> Hit:
    return Hit(
        id=bib_id,
        source_id=source_id,
        title=title,
        authors=tuple(json.loads(authors)),
        year=year,
        language=language,
        format=Format(format_),
        available=None if available is None else bool(available),
        call_number=call_number or "",
    )
