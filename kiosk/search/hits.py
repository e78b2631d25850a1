"""Searching: the titles a query selects, a page at a time."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.domain.records import DIGITAL_FORMATS, Format
from kiosk.search.query import Query, Words, read
from kiosk.search.ranking import Candidate, ranked
from kiosk.search.selection import ANY, Selection, filters, select

# So many of the most popular titles with the words, and of those that begin with them,
# are put in the order of fit; all others follow by popularity.
CANDIDATES = 500
_BEGINNING = 200
_END = 2**63 - 1  # after every entry
_COLUMNS = "e.id, e.bib_id, e.title, e.authors, e.subjects, e.numbers, e.openings"


@dataclass(frozen=True, slots=True)
class Hit:
    """A title as a list shows it. ``id`` is that of its bib row.

    ``digital`` and ``available`` are as in BibliographicRecord; ``call_number`` is that
    of the first copy that has one, "" if none has.
    """

    id: int
    source_id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: str
    format: Format
    digital: bool
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
    everything = select(connection, query, words)
    if everything is None:
        return Results()
    chosen = filters(query).all()
    selection = everything.narrowed(chosen)
    if words:
        found = _by_fit(connection, selection, words, limit + 1, offset)
    else:
        found = _by_popularity(connection, selection, limit + 1, offset)
    return Results(
        hits=_hits(connection, found[:limit]),
        more=len(found) > limit,
        partial=selection.partial,
        hidden=not found and offset == 0 and chosen != ANY,
    )


def _by_popularity(
    connection: Connection, selection: Selection, limit: int, offset: int
) -> list[int]:
    sql = selection.sql("e.bib_id") + " LIMIT :limit OFFSET :offset"
    values = {**selection.values, "limit": limit, "offset": offset}
    return list(connection.exec_driver_sql(sql, values).scalars())


def _by_fit(
    connection: Connection, selection: Selection, words: Words, limit: int, offset: int
) -> list[int]:
    first = _candidates(connection, selection, CANDIDATES)
    last = first[-1].id if len(first) == CANDIDATES else _END
    rest = selection.narrowed(f"{selection.place} > :last", last=last)
    if last != _END and words.beginning():
        first += _candidates(connection, rest.narrowed(match=words.beginning()), _BEGINNING)
    ordered = [candidate.bib_id for candidate in ranked(first, words, partial=selection.partial)]
    page = ordered[offset : offset + limit]
    if len(page) == limit or last == _END:
        return page
    shown = json.dumps([candidate.id for candidate in first])
    unseen = rest.narrowed("e.id NOT IN (SELECT value FROM json_each(:shown))", shown=shown)
    skipped = max(0, offset - len(ordered))
    return page + _by_popularity(connection, unseen, limit - len(page), skipped)


def _candidates(connection: Connection, selection: Selection, most: int) -> list[Candidate]:
    rows = connection.exec_driver_sql(
        selection.sql(_COLUMNS) + " LIMIT :most", {**selection.values, "most": most}
    )
    return list(map(Candidate._make, rows.all()))


_SHOWN = """
SELECT b.id, b.source_id, b.title, b.authors, b.year, b.language, b.format, b.url <> '',
  e.available,
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
    linked: int,
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
        digital=bool(linked) and Format(format_) in DIGITAL_FORMATS,
        available=None if available is None else bool(available),
        call_number=call_number or "",
    )
