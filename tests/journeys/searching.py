"""Searching the catalogue by touch, and adding titles to it."""

from datetime import datetime, timedelta

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.store import catalogue, readings
from kiosk.store.database import Database
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import NOW

EVERY = timedelta(minutes=5)


def read_copies(database: Database, as_of: datetime = NOW, source: str = "test") -> None:
    """Note that all copies of ``source`` were read at ``as_of``, as they are every 5 minutes."""
    with database.write() as connection:
        readings.save_reading(connection, source, as_of, EVERY)


def hold(database: Database, *records: BibliographicRecord) -> None:
    """Add titles to the catalogue, with copies that have just been read."""
    read_copies(database)
    batch = [(catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in records]
    with database.write() as connection:
        index.update(connection, catalogue.save_records(connection, "test", batch).ids)


def titles(visitor: Visitor) -> list[str]:
    return [row.title for row in visitor.kiosk.find.rows.shown_rows()]


def search(visitor: Visitor, words: str) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type(words)
