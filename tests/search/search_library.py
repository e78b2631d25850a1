"""A small catalogue on a real database."""

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.services.find import Find, Query
from kiosk.store.database import Database
from kiosk.store.tables import bib, item


class Library:
    """A database to which records are written as an import writes them."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder)
        self.find = Find(self.database)

    def close(self) -> None:
        self.database.close()

    def hold(self, *records: BibliographicRecord) -> None:
        """Write ``records``; one of the same source_id is replaced."""
        with self.database.write() as connection:
            index.update(connection, [write(connection, record) for record in records])

    def drop(self, source_id: str) -> None:
        """Delete the row of a record, and nothing else."""
        with self.database.write() as connection:
            connection.execute(delete(bib).where(bib.c.source_id == source_id))

    def empty(self) -> None:
        with self.database.write() as connection:
            connection.execute(delete(bib))

    def found(self, words: str, limit: int = 20, **filters: object) -> list[str]:
        """The source ids of what ``words`` find, in order."""
        hits = self.find.search(Query(words, **filters), limit).hits  # type: ignore[arg-type]
        return [hit.source_id for hit in hits]


def write(connection: Connection, record: BibliographicRecord) -> int:
    """Write the rows of ``record`` without its index entry; its id."""
    columns = {name: getattr(record, name) for name in record.__slots__ if name != "items"}
    columns |= {"format": record.format.value, "source": "test", "digest": b""}
    same = select(bib.c.id).where(bib.c.source_id == record.source_id)
    bib_id = connection.scalar(same)
    if bib_id is None:
        connection.execute(insert(bib).values(columns))
        bib_id = connection.scalar(same)
    else:
        connection.execute(bib.update().where(bib.c.id == bib_id).values(columns))
        connection.execute(delete(item).where(item.c.bib_id == bib_id))
    for copy in record.items:
        values = {name: getattr(copy, name) for name in copy.__slots__}
        connection.execute(insert(item).values(bib_id=bib_id, **values))
    assert bib_id is not None
    return int(bib_id)
