"""The search index, updated in the same transaction as the catalogue.

``search_entry`` has one row per title, with the folded text and the filter traits; the id of the
row is the title's popularity rank. Triggers keep the FTS5 table ``search_fts`` in sync with
``search_entry``, even when other code deletes a ``bib`` row. Rows of ``search_word`` and
``search_heading`` are not deleted before the next ``rebuild``. Code that reads these tables
therefore checks whether a word or heading still has a title.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.records import Item
from kiosk.search.index_entries import (
    availability_traits,
    build_entry,
    entry_words,
    record_headings,
)
from kiosk.store.copies import load_item
from kiosk.store.tables import bib, item, search_entry

_BATCH = 500  # titles written at once
_PAGES_MERGED = 500  # pages merged after each change, at most; this takes about 50 ms
_CHANGES_KEPT = 50_000  # a cache that is further behind is loaded again completely


def update(connection: Connection, bib_ids: Iterable[int]) -> None:
    """Update the index entries of ``bib_ids`` from the rows in ``bib`` and ``item``.

    Call this function after writing those rows, in the same transaction. When a ``bib`` row is
    deleted, a trigger deletes the entry. Each call also merges some segments of the index, so that
    searches stay fast.
    """
    remaining = iter(bib_ids)
    while batch := list(islice(remaining, _BATCH)):
        _write(connection, batch)
        _command(connection, "merge", _PAGES_MERGED)


def update_availability(connection: Connection, bib_ids: Iterable[int]) -> None:
    """Update only what the index says about the availability of ``bib_ids``.

    Call this function instead of ``update`` if only the statuses of copies have changed. The words
    of the titles are not indexed again.
    """
    remaining = iter(bib_ids)
    while batch := list(islice(remaining, _BATCH)):
        rows = connection.execute(
            select(bib.c.id, bib.c.format, bib.c.url).where(bib.c.id.in_(batch))
        )
        items = _items(connection, batch)
        traits = [
            {"bib": row.id, **availability_traits(row, tuple(items.get(row.id, ())))}
            for row in rows
        ]
        if traits:
            connection.exec_driver_sql(_SET_AVAILABILITY, traits)
            connection.exec_driver_sql(_FORGET_CHANGES, (_CHANGES_KEPT,))


def is_empty(connection: Connection) -> bool:
    """Return True if there are titles but no entries, as after a change of the index schema."""
    found = "SELECT EXISTS (SELECT 1 FROM bib) AND NOT EXISTS (SELECT 1 FROM search_entry)"
    return bool(connection.exec_driver_sql(found).scalar())


def rebuild(connection: Connection) -> None:
    """Rebuild the whole index from the catalogue, whatever state the index is in."""
    for table in ("search_word", "search_heading"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    was_empty = is_empty(connection)
    update(connection, connection.scalars(select(bib.c.id).order_by(bib.c.id)).all())
    if not was_empty:
        _command(connection, "rebuild")
    optimise(connection)


def optimise(connection: Connection) -> None:
    """Optimise the index for reading; this is worthwhile after a bulk load."""
    _command(connection, "optimize")
    connection.exec_driver_sql("ANALYZE")


def _command(connection: Connection, name: str, number: int | None = None) -> None:
    sql = "INSERT INTO search_fts(search_fts, rank) VALUES (?, ?)"
    connection.exec_driver_sql(sql, (name, number))


def _write(connection: Connection, bib_ids: list[int]) -> None:
    rows = connection.execute(select(bib).where(bib.c.id.in_(bib_ids))).all()
    items = _items(connection, bib_ids)
    entries = [build_entry(row, tuple(items.get(row.id, ()))) for row in rows]
    entries.sort(key=_id)  # FTS5 is fastest in this order
    if not entries:
        return
    statement = insert(search_entry)
    changed = {c.name: c for c in statement.excluded}
    connection.execute(statement.on_conflict_do_update(set_=changed), entries)
    if words := Counter(word for each in entries for word in entry_words(each)):
        connection.exec_driver_sql(_ADD_WORD, sorted(words.items()))
    if listed := {heading for row in rows for heading in record_headings(row)}:
        connection.exec_driver_sql(_ADD_HEADING, sorted(listed))
    connection.exec_driver_sql(_FORGET_CHANGES, (_CHANGES_KEPT,))


def _id(entry: dict[str, Any]) -> int:
    return int(entry["id"])


def _items(connection: Connection, bib_ids: list[int]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    held = select(item).where(item.c.bib_id.in_(bib_ids)).order_by(item.c.id)
    for row in connection.execute(held):
        found.setdefault(row.bib_id, []).append(load_item(row))
    return found


_ADD_WORD = """
INSERT INTO search_word(word, titles) VALUES (?, ?)
ON CONFLICT (word) DO UPDATE SET titles = titles + excluded.titles
"""
_SET_AVAILABILITY = """
UPDATE search_entry SET available = :available, branches = :branches
WHERE bib_id = :bib AND (available IS NOT :available OR branches IS NOT :branches)
"""
_ADD_HEADING = "INSERT OR IGNORE INTO search_heading(kind, filing, heading) VALUES (?, ?, ?)"
_FORGET_CHANGES = "DELETE FROM search_change WHERE id <= (SELECT max(id) FROM search_change) - ?"
