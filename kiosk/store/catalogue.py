"""Functions that save, find and delete bibliographic records and their items in bulk."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, delete, func, select

from kiosk.domain.canonical_form import canonical_form
from kiosk.domain.records import BibliographicRecord, HostItem
from kiosk.store import copies
from kiosk.store.record_keys import RecordKey as RecordKey
from kiosk.store.record_keys import find_records
from kiosk.store.tables import bib, item

_NO_HOST = HostItem("")

_Entry = tuple[RecordKey, bytes, BibliographicRecord]


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """The result of saving a batch. ``ids`` lists the bib ids of added and changed records."""

    added: int
    changed: int
    unchanged: int
    ids: tuple[int, ...]


def content_digest(thing: object) -> bytes:
    """Return a 16-byte hash (BLAKE2b) of ``thing``, a plain dataclass."""
    return blake2b(repr(canonical_form(thing)).encode(), digest_size=16).digest()


def save_records(
    connection: Connection,
    source: str,
    batch: Sequence[_Entry],
    *,
    copies_apart: bool = False,
) -> WriteSummary:
    """Save records with their keys and digests; skip records whose digest is unchanged.

    Each key may appear only once in the batch. If ``copies_apart`` is True, the records have no
    items, and the items that were saved apart stay. The caller updates the search index.
    """
    known = find_records(connection, source, (key for key, _, _ in batch))
    last = connection.scalar(select(func.max(bib.c.id))) or 0
    new: dict[int, _Entry] = {}
    other: dict[int, _Entry] = {}
    for entry in batch:
        row = known.get(entry[0])
        if row is None:
            last += 1
            new[last] = entry
        elif row.digest != entry[1] or (row.copies_apart and not copies_apart):
            other[row.id] = entry
    _write(connection, source, new, other, copies_apart=copies_apart)
    saved_apart = {row.id for row in known.values() if row.copies_apart}
    stale = other.keys() - (saved_apart if copies_apart else ())
    connection.execute(delete(item).where(item.c.bib_id.in_(stale)))
    items = {id_: record.items for id_, (_, _, record) in (new | other).items()}
    early = copies.take_early_copies(connection, source, [entry[0] for entry in new.values()])
    if copies_apart:
        items = {id_: early.get(key, ()) for id_, (key, _, _) in new.items()}
    copies.insert_items(connection, items)
    unchanged = len(batch) - len(new) - len(other)
    return WriteSummary(len(new), len(other), unchanged, (*new, *other))


def delete_records(connection: Connection, source: str, keys: Iterable[RecordKey]) -> None:
    """Delete the records with these ``keys``, their items and their index entries."""
    keys = list(keys)
    copies.take_early_copies(connection, source, keys)
    for key in keys:
        connection.execute(
            delete(bib).where(
                bib.c.source == source,
                bib.c.source_id == key.source_id,
                bib.c.occurrence == key.occurrence,
            )
        )


def list_keys_not_in(
    connection: Connection, source: str, seen: Container[RecordKey]
) -> list[RecordKey]:
    """Return the keys of a source's records that are not in ``seen``."""
    rows = connection.execute(
        select(bib.c.source_id, bib.c.occurrence).where(bib.c.source == source)
    )
    return [key for row in rows if (key := RecordKey(row.source_id, row.occurrence)) not in seen]


def find_known_titles(connection: Connection, source: str, titles: set[str]) -> set[str]:
    """Return the strings in ``titles`` that are titles of records from ``source``."""
    rows = connection.scalars(
        select(bib.c.title).where(bib.c.source == source, bib.c.title.in_(titles))
    )
    return set(rows)


def list_titles_by_source_id(
    connection: Connection, source: str, source_ids: set[str]
) -> dict[str, set[str]]:
    """Return the titles of the source's records with these ``source_ids``, by id."""
    rows = connection.execute(
        select(bib.c.source_id, bib.c.title).where(
            bib.c.source == source, bib.c.source_id.in_(source_ids)
        )
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.source_id, set()).add(row.title)
    return found


def _write(
    connection: Connection,
    source: str,
    new: dict[int, _Entry],
    other: dict[int, _Entry],
    *,
    copies_apart: bool,
) -> None:
    apart = {"copies_apart": copies_apart}
    if new:
        rows = [_row(source, id_, *entry) | apart for id_, entry in new.items()]
        connection.execute(bib.insert(), rows)
    for id_, entry in other.items():
        row = _row(source, id_, *entry) | apart
        connection.execute(bib.update().where(bib.c.id == id_).values(row))


def _row(
    source: str, id_: int, key: RecordKey, digested: bytes, record: BibliographicRecord
) -> dict[str, Any]:
    host = record.host or _NO_HOST
    return {
        "id": id_,
        "source": source,
        "source_id": key.source_id,
        "occurrence": key.occurrence,
        "digest": digested,
        "title": record.title,
        "authors": record.authors,
        "year": record.year,
        "language": record.language,
        "format": record.format.value,
        "subjects": record.subjects,
        "isbns": record.isbns,
        "publisher": record.publisher,
        "summary": record.summary,
        "series": record.series,
        "other_titles": record.other_titles,
        "url": record.url,
        "statement": record.statement,
        "contents": record.contents,
        "host": host.title,
        "host_part": host.part,
        "host_number": host.number,
        "host_id": host.source_id,
        "found_by": record.found_by,
        "call_number": record.call_number,
    }
