"""Fixtures: a server over HTTP on loopback, and a newly paired kiosk without data."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.domain.records import BibliographicRecord
from kiosk.protocol.bodies import SourcedRecord
from kiosk.store.database import Database
from kiosk.sync.pair import pair_with_server
from tests.central.http_server import running_server
from tests.central.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Yield a library on the server with the titles r0 to r49."""
    central = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    library = Library(central, tmp_path / "snapshots", lambda: datetime.now(UTC))
    records = [SourcedRecord("s", 0, BibliographicRecord(f"r{n}", f"Title {n}")) for n in range(50)]
    with central.write() as connection:
        feed.publish(connection, records, datetime.now(UTC))
    yield library
    central.close()


@pytest.fixture
def kiosk(library: Library, tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "kiosk")
    with running_server(library.server) as url:
        pair_with_server(database, tmp_path / "kiosk", url, library.pairing_code(), "lobby")
        yield database
    database.close()
