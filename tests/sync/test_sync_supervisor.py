"""The sync process runs beside the kiosk, can be woken and replaced, and ends with the kiosk."""

import os
import queue
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central.feed import cover_links
from kiosk.central.feed.cover_links import CoverLink, CoverOrigin
from kiosk.central.feed.covers import publish_covers
from kiosk.central.harvesting.questions import Questions
from kiosk.domain.intervals import Interval
from kiosk.domain.source_keys import join_key
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.sync.first_titles import CoverOptions
from kiosk.services.sync.sync_supervisor import SyncSupervisor
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database
from kiosk.sync.runner import ServerStatus, SyncIntervals
from tests.central import fake_system
from tests.central.fake_system import HERE, LENT, FakeSystem
from tests.central.library import Library
from tests.central.processes import wait_for
from tests.central.system_server import SystemServer

_SELDOM = SyncIntervals(every=100_000, retry=0.1, longest=100_000)


@pytest.fixture
def statuses() -> "queue.Queue[tuple[ServerStatus, bool]]":
    return queue.Queue()


@pytest.fixture
def sync(
    kiosk: Database, statuses: "queue.Queue[tuple[ServerStatus, bool]]"
) -> Iterator[SyncSupervisor]:
    synchroniser = SyncSupervisor(kiosk.path.parent, lambda *words: statuses.put(words), _SELDOM)
    synchroniser.start()
    yield synchroniser
    synchroniser.stop()


def test_the_first_sync_runs_beside_the_kiosk(
    kiosk: Database, sync: SyncSupervisor, statuses
) -> None:
    assert statuses.get(timeout=120) == (ServerStatus.IN_TOUCH, True)
    with kiosk.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM bib").scalar_one() == 50


def test_a_visitors_order_is_sent_at_once(
    kiosk: Database, sync: SyncSupervisor, statuses, library: Library
) -> None:
    statuses.get(timeout=120)
    now = datetime.now(UTC)
    start = now.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    made = ReservationService(kiosk).reserve(
        "room1", Interval(start, start + timedelta(hours=1)), now
    )
    sync.wake()  # the next round by itself is a day away
    assert statuses.get(timeout=120) == (ServerStatus.IN_TOUCH, True)
    assert library.decided_reservation(made.id).interval == made.interval


def test_a_process_that_dies_is_replaced(sync: SyncSupervisor, statuses) -> None:
    statuses.get(timeout=120)
    first = sync.process_id
    assert first
    os.kill(first, signal.SIGKILL)
    assert statuses.get(timeout=120) == (ServerStatus.FAULTY, False)
    wait_for(lambda: sync.process_id not in (first, None))
    sync.wake()
    assert statuses.get(timeout=120)[0] is ServerStatus.IN_TOUCH


def test_the_process_ends_with_the_kiosk(sync: SyncSupervisor, statuses) -> None:
    statuses.get(timeout=120)
    worker = sync.process_id
    assert worker
    sync.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_loan_of_a_title_on_the_screen_arrives_before_the_next_round(
    kiosk: Database, library: Library, statuses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kiosk asks the server, which asks the system; the next round would be a day away."""
    fake_system.register(monkeypatch)
    system = FakeSystem(tmp_path / "system.json", {"1": "Laskar Pelangi"}, {"1": [HERE]})
    system.save()
    server = SystemServer(library.database, lambda: datetime.now(UTC))
    server.add_system(system)
    server.harvester.harvest_due()
    server.harvester.read_due_copies()
    library.server.answer_questions(
        Questions(library.database, library.server.clock, server.fetcher)
    )
    sync = SyncSupervisor(kiosk.path.parent, lambda *words: statuses.put(words), _SELDOM)
    sync.start()
    try:
        assert statuses.get(timeout=120) == (ServerStatus.IN_TOUCH, True)
        assert _states(kiosk) == ["available"]
        system.copies["1"] = [LENT]
        system.save()
        sync.ask_copies([join_key("slims", "1", "0")])
        wait_for(lambda: _states(kiosk) == ["on_loan"])
        assert statuses.get(timeout=120) == (ServerStatus.IN_TOUCH, True), "the screen is told"
    finally:
        sync.stop()
        server.fetcher.close()


def test_covers_come_only_while_nobody_is_there(
    kiosk: Database, library: Library, statuses
) -> None:
    picture = b"RIFF" + bytes(4_000)
    digest = cover_links.picture_digest(picture)
    key, now = join_key("s", "r7", "0"), datetime.now(UTC)
    link = CoverLink(key, "s", CoverOrigin.FOLDER, "9780.jpg", "", "", now, digest)
    with library.database.write() as connection:
        cover_links.save_links(connection, [link], [picture])
        publish_covers(connection, [key], now)
    sync = SyncSupervisor(
        kiosk.path.parent,
        lambda *words: statuses.put(words),
        _SELDOM,
        covers=CoverOptions(1_000_000, "", ("en", "id")),
    )
    sync.notice_visitor(True)
    sync.start()
    try:
        assert statuses.get(timeout=120) == (ServerStatus.IN_TOUCH, True)
        files = CoverFiles(kiosk.path.parent)
        assert files.sizes() == {}
        sync.notice_visitor(False)
        assert statuses.get(timeout=120) == (ServerStatus.IN_TOUCH, True), "the screen is told"
        assert files.read(digest) == picture
    finally:
        sync.stop()
    [hit] = CatalogueSearch(kiosk).search(Query("title 7")).hits
    assert hit.cover == digest


def _states(kiosk: Database) -> list[str]:
    with kiosk.read() as connection:
        return list(connection.exec_driver_sql("SELECT status FROM item").scalars())
