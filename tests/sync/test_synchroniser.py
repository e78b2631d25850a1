"""The process of the sync: it serves the kiosk, wakes, is replaced, and ends with it."""

import os
import queue
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central import feed
from kiosk.central.database import CentralDatabase
from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord
from kiosk.protocol.bodies import SourcedRecord
from kiosk.services.keep_reservations import KeepReservations
from kiosk.services.synchronise import Synchroniser
from kiosk.store.database import Database
from kiosk.sync.pair import pair
from kiosk.sync.runner import Pace, Standing
from tests.central.library import Library
from tests.central.processes import wait_for
from tests.central.web import served

_SELDOM = Pace(every=100_000, retry=0.1, longest=100_000)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    central = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    library = Library(central, tmp_path / "snapshots", lambda: datetime.now(UTC))
    records = [SourcedRecord("s", 0, BibliographicRecord(f"r{n}", f"Title {n}")) for n in range(50)]
    with central.write() as connection:
        feed.put(connection, records, datetime.now(UTC))
    yield library
    central.close()


@pytest.fixture
def kiosk(library: Library, tmp_path: Path) -> Iterator[Database]:
    """A kiosk that was paired and has no data yet; its server answers."""
    database = Database(tmp_path / "kiosk")
    with served(library.server) as url:
        pair(database, tmp_path / "kiosk", url, library.code(), "lobby")
        yield database
    database.close()


@pytest.fixture
def told() -> "queue.Queue[tuple[Standing, bool]]":
    return queue.Queue()


@pytest.fixture
def sync(kiosk: Database, told: "queue.Queue[tuple[Standing, bool]]") -> Iterator[Synchroniser]:
    synchroniser = Synchroniser(kiosk.path.parent, lambda *words: told.put(words), _SELDOM)
    synchroniser.start()
    yield synchroniser
    synchroniser.stop()


def test_the_data_come_beside_the_kiosk(kiosk: Database, sync: Synchroniser, told) -> None:
    assert told.get(timeout=120) == (Standing.IN_TOUCH, True)
    with kiosk.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM bib").scalar_one() == 50


def test_a_visitors_deed_is_told_the_server_at_once(
    kiosk: Database, sync: Synchroniser, told, library: Library
) -> None:
    told.get(timeout=120)
    now = datetime.now(UTC)
    start = now.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    made = KeepReservations(kiosk).reserve(
        "room1", Interval(start, start + timedelta(hours=1)), now
    )
    sync.wake()  # the next round by itself is a day away
    assert told.get(timeout=120) == (Standing.IN_TOUCH, True)
    assert library.decided(made.id).interval == made.interval


def test_a_process_that_dies_is_replaced(sync: Synchroniser, told) -> None:
    told.get(timeout=120)
    first = sync.process_id
    assert first
    os.kill(first, signal.SIGKILL)
    assert told.get(timeout=120) == (Standing.FAULTY, False)
    wait_for(lambda: sync.process_id not in (first, None))
    sync.wake()
    assert told.get(timeout=120)[0] is Standing.IN_TOUCH


def test_the_process_ends_with_the_kiosk(sync: Synchroniser, told) -> None:
    told.get(timeout=120)
    worker = sync.process_id
    assert worker
    sync.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
