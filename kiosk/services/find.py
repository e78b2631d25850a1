"""Find titles: by words and filters, and one by its id."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.search.facets import Choice, Facets, facets
from kiosk.search.hits import Hit, Results, search
from kiosk.search.query import Query
from kiosk.store.database import Database
from kiosk.store.tables import bib, item

__all__ = [
    "Choice",
    "Facets",
    "Find",
    "Hit",
    "Query",
    "Record",
    "Results",
    "SearchCancelled",
]


class SearchCancelled(Exception):
    """A search was cut short by Find.cancel: its result is no longer wanted."""


@dataclass(frozen=True, slots=True)
class Record:
    """A title in full. ``id`` is that of its bib row, ``source`` names its feed."""

    id: int
    source: str
    record: BibliographicRecord


class Find:
    """Searches the local catalogue. Safe to share by threads.

    Every method raises StoreError when the database cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._running: set[sqlite3.Connection] = set()
        self._changing = threading.Lock()

    def search(self, query: Query, limit: int = 20, offset: int = 0) -> Results:
        """The titles of ``query`` from the ``offset``-th on, ``limit`` at most.

        Raises SearchCancelled when ``cancel`` is called meanwhile.
        """
        with self._cancellable() as connection:
            return search(connection, query, limit, offset)

    def facets(self, query: Query) -> Facets:
        """The choices that ``query`` leaves. Raises SearchCancelled like ``search``."""
        with self._cancellable() as connection:
            return facets(connection, query)

    def record(self, bib_id: int) -> Record | None:
        """The title with its copies; None when it is no longer there."""
        with self._cancellable() as connection:
            row = connection.execute(select(bib).where(bib.c.id == bib_id)).one_or_none()
            copies = select(item).where(item.c.bib_id == bib_id).order_by(item.c.id)
            return _record(row, connection.execute(copies).all()) if row else None

    def cancel(self) -> None:
        """Cut short the searches and facets now running in other threads."""
        with self._changing:
            for connection in self._running:
                connection.interrupt()

    @contextlib.contextmanager
    def _cancellable(self) -> Iterator[Connection]:
        with self._database.read() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with self._changing:
                self._running.add(driver)
            try:
                yield connection
            except OperationalError as fault:
                if str(fault.orig) == "interrupted":
                    raise SearchCancelled from fault
                raise
            finally:
                with self._changing:
                    self._running.discard(driver)


def _record(row: Any, copies: Sequence[Any]) -> Record:
    items = tuple(
        Item(c.branch, c.shelf, c.call_number, ItemStatus(c.status), c.barcode) for c in copies
    )
    record = BibliographicRecord(
        source_id=row.source_id,
        title=row.title,
        authors=row.authors,
        year=row.year,
        language=row.language,
        format=Format(row.format),
        subjects=row.subjects,
        isbns=row.isbns,
        publisher=row.publisher,
        summary=row.summary,
        series=row.series,
        other_titles=row.other_titles,
        url=row.url,
        items=items,
    )
    return Record(row.id, row.source, record)
