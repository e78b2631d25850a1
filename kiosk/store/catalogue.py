"""Functions that save, find and delete bibliographic records and their items in bulk."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select

from kiosk.domain.canonical_form import canonical_form
from kiosk.domain.records import BibliographicRecord, HostItem
from kiosk.store.copies import item_row
from kiosk.store.tables import bib, item

_NO_HOST = HostItem("")


class RecordKey(NamedTuple):
    """The key of a record within its source (see the ``bib`` table)."""

    source_id: str
    occurrence: int


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
    batch: Sequence[tuple[RecordKey, bytes, BibliographicRecord]],
) -> WriteSummary:
    """Save records with their keys and digests; skip records whose digest is unchanged.

    Each key may appear only once in the batch. The caller updates the search index.
    """
    known = _known(connection, source, {key.source_id for key, _, _ in batch})
    last = connection.scalar(select(func.max(bib.c.id))) or 0
    new: dict[int, tuple[RecordKey, bytes, BibliographicRecord]] = {}
    other: dict[int, tuple[RecordKey, bytes, BibliographicRecord]] = {}
    for entry in batch:
        row = known.get(entry[0])
        if row is None:
            last += 1
            new[last] = entry
        elif row.digest != entry[1]:
            other[row.id] = entry
    _replace(connection, source, new, other)
    unchanged = len(batch) - len(new) - len(other)
    return WriteSummary(len(new), len(other), unchanged, (*new, *other))


def delete_records(connection: Connection, source: str, keys: Iterable[RecordKey]) -> None:
    """Delete the records with these ``keys``, their items and their index entries."""
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


def _known(connection: Connection, source: str, source_ids: set[str]) -> dict[RecordKey, Any]:
    rows = connection.execute(
        select(bib.c.id, bib.c.source_id, bib.c.occurrence, bib.c.digest).where(
            bib.c.source == source, bib.c.source_id.in_(source_ids)
        )
    )
    return {RecordKey(row.source_id, row.occurrence): row for row in rows}


def _replace(
    connection: Connection,
    source: str,
    new: dict[int, tuple[RecordKey, bytes, BibliographicRecord]],
    other: dict[int, tuple[RecordKey, bytes, BibliographicRecord]],
) -> None:
    if new:
        connection.execute(bib.insert(), [_row(source, id_, *entry) for id_, entry in new.items()])
    if other:
        connection.execute(delete(item).where(item.c.bib_id.in_(other)))
        for id_, entry in other.items():
            row = _row(source, id_, *entry)
            connection.execute(bib.update().where(bib.c.id == id_).values(row))
    items = [
        item_row(id_, copy)
        for id_, (_, _, record) in (new | other).items()
        for copy in record.items
    ]
    if items:
        connection.execute(item.insert(), items)


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
