"""The index of the catalogue, kept beside the data in the same transaction.

``search_entry`` holds one row a title: its text folded, what the filters ask for,
and as id its place in the order of popularity. The FTS5 table ``search_fts``
follows it by triggers, so that nothing, not even the deletion of a bib row by
another hand, makes the two differ.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.search.normalise import LINE, compact_number, isbn13, lines, opening
from kiosk.search.titles import names
from kiosk.store.tables import bib, item, search_entry

# "QA76" may be typed as "QA 76".
_LETTERS_AND_DIGITS = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_BEFORE_QUALIFIER = re.compile(r"[(:;,]")
_BATCH = 500  # titles written at once

# The parts of an id, from the highest: fewer copies, older, later added.
_MOST_COPIES = 1023
_LAST_YEAR = 4095
_YEAR_BITS = 12
_BIB_BITS = 40


def update(connection: Connection, bib_ids: Iterable[int]) -> None:
    """Bring the entries of ``bib_ids`` up to their rows in ``bib`` and ``item``.

    To be called after writing those rows, in the same transaction. A bib row that
    is deleted takes its entry along without a call.
    """
    remaining = iter(bib_ids)
    while batch := list(islice(remaining, _BATCH)):
        _write(connection, batch)


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the data, whatever state it was in."""
    update(connection, connection.scalars(select(bib.c.id).order_by(bib.c.id)).all())
    _command(connection, "rebuild")
    optimise(connection)


def optimise(connection: Connection) -> None:
    """Put the index in the best order for reading; worth it after a bulk load."""
    _command(connection, "optimize")
    connection.exec_driver_sql("ANALYZE")


def _command(connection: Connection, name: str) -> None:
    connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES (?)", (name,))


def _write(connection: Connection, bib_ids: list[int]) -> None:
    entries = sorted(_entries(connection, bib_ids), key=_id)  # FTS5 is fastest in this order
    if entries:
        statement = insert(search_entry)
        changed = {c.name: c for c in statement.excluded}
        connection.execute(statement.on_conflict_do_update(set_=changed), entries)


def _id(entry: dict[str, Any]) -> int:
    return int(entry["id"])


def _entries(connection: Connection, bib_ids: list[int]) -> Iterator[dict[str, Any]]:
    items: dict[int, list[Item]] = {}
    held = select(item).where(item.c.bib_id.in_(bib_ids)).order_by(item.c.id)
    for row in connection.execute(held):
        copy = Item(row.branch, "", row.call_number, ItemStatus(row.status))
        items.setdefault(row.bib_id, []).append(copy)
    for row in connection.execute(select(bib).where(bib.c.id.in_(bib_ids))):
        yield _entry(row, tuple(items.get(row.id, ())))


def _entry(row: Any, items: tuple[Item, ...]) -> dict[str, Any]:
    record = BibliographicRecord("", "", format=Format(row.format), url=row.url, items=items)
    titles = [
        *names(row.title, row.language),
        *(name for title in row.other_titles for name in names(title)),
    ]
    return {
        "id": rank(_copies(record), row.year, row.id),
        "bib_id": row.id,
        "language": row.language,
        "format": row.format,
        "year": row.year,
        "available": record.available,
        "title": lines([*titles, row.series]),
        "authors": lines(row.authors),
        "subjects": lines([*row.subjects, row.publisher]),
        "numbers": lines(_numbers(row, items)),
        "openings": LINE.join(dict.fromkeys(filter(None, map(opening, titles)))),
    }


def _copies(record: BibliographicRecord) -> int:
    # The items of a serial are its volumes: they say nothing of how wanted it is.
    serial = record.format is Format.SERIAL
    return len({i.branch for i in record.items}) if serial else len(record.items)


def rank(copies: int, year: int | None, bib_id: int) -> int:
    """The id of a title's entry: the smaller, the more popular.

    More copies come first, then newer titles, then the one that was added first.
    Being worked out from the title alone, it never needs a renumbering of others.
    """
    fewer = _MOST_COPIES - min(copies, _MOST_COPIES)
    older = _LAST_YEAR - min(max(year or 0, 0), _LAST_YEAR)
    return (fewer << _YEAR_BITS | older) << _BIB_BITS | bib_id


def _numbers(row: Any, items: tuple[Item, ...]) -> Iterator[str]:
    yield "" if row.year is None else str(row.year)
    for isbn in row.isbns:
        number = compact_number(_BEFORE_QUALIFIER.split(isbn, maxsplit=1)[0])
        yield from dict.fromkeys((number, isbn13(number))) if number else (isbn,)
    for call_number in dict.fromkeys(i.call_number for i in items):
        yield call_number
        yield _LETTERS_AND_DIGITS.sub(" ", call_number)
