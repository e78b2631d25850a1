"""The keys of bibliographic records, and the rows that they belong to."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from kiosk.store.tables import bib


class RecordKey(NamedTuple):
    """The key of a record within its source (see the ``bib`` table)."""

    source_id: str
    occurrence: int


def find_records(
    connection: Connection, source: str, keys: Iterable[RecordKey]
) -> dict[RecordKey, Any]:
    """Return the rows (id, digest, copies_apart) of records, among others those with ``keys``."""
    rows = connection.execute(
        select(bib.c.id, bib.c.source_id, bib.c.occurrence, bib.c.digest, bib.c.copies_apart).where(
            bib.c.source == source, bib.c.source_id.in_({key.source_id for key in keys})
        )
    )
    return {RecordKey(row.source_id, row.occurrence): row for row in rows}
