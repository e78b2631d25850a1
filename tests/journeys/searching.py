"""Searching the catalogue by touch, and adding titles to it."""

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.store import catalogue
from kiosk.store.database import Database
from kiosk.testing.visitor import Visitor


def hold(database: Database, *records: BibliographicRecord) -> None:
    batch = [(catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in records]
    with database.write() as connection:
        index.update(connection, catalogue.save_records(connection, "test", batch).ids)


def titles(visitor: Visitor) -> list[str]:
    return [row.title for row in visitor.kiosk.find.rows.shown_rows()]


def search(visitor: Visitor, words: str) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type(words)
