"""A small catalogue in a real database for the search tests."""

from pathlib import Path

from sqlalchemy import Connection, delete

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.store import catalogue
from kiosk.store.database import Database
from kiosk.store.tables import bib


class SearchLibrary:
    """A database in which records are saved as an import saves them."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder)
        self.find = CatalogueSearch(self.database)

    def close(self) -> None:
        self.database.close()

    def hold(self, *records: BibliographicRecord) -> None:
        """Save ``records``; a record with the same ``source_id`` is replaced."""
        with self.database.write() as connection:
            index.update(connection, write(connection, *records))

    def drop(self, source_id: str) -> None:
        """Delete only the bib row of a record."""
        with self.database.write() as connection:
            connection.execute(delete(bib).where(bib.c.source_id == source_id))

    def empty(self) -> None:
        with self.database.write() as connection:
            connection.execute(delete(bib))

    def found(self, words: str, limit: int = 20, **filters: object) -> list[str]:
        """Return the source ids of the titles that a search for ``words`` finds, in order."""
        hits = self.find.search(Query(words, **filters), limit).hits  # type: ignore[arg-type]
        return [hit.source_id for hit in hits]


def write(connection: Connection, *records: BibliographicRecord) -> tuple[int, ...]:
    """Save the rows of ``records`` without index entries, and return the bib ids."""
    batch = [(catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in records]
    return catalogue.save_records(connection, "test", batch).ids
