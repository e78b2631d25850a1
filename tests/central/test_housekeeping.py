"""Housekeeping: expired data is deleted, and a fresh snapshot is ready."""

import errno
import threading
from pathlib import Path

import pytest

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed, snapshots
from kiosk.central.housekeeping import clean_up
from kiosk.central.server import SnapshotNotReady
from kiosk.domain.records import BibliographicRecord
from kiosk.protocol.bodies import SourcedRecord
from kiosk.protocol.messages import FeedKind
from tests.central.library import Library
from tests.clocks import ManualClock


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


def count(library: Library, name: str) -> int:
    with library.database.read() as connection:
        return len(connection.execute(tables.metadata.tables[name].select()).all())


def put_records(library: Library, records: int, title: str = "Title") -> None:
    with library.database.write() as connection:
        things = [SourcedRecord("s", 0, BibliographicRecord(f"{n}", title)) for n in range(records)]
        feed.publish(connection, things, library.server.clock())


def test_a_reservation_is_deleted_two_days_after_its_end(
    library: Library, clock: ManualClock
) -> None:
    kiosk = library.pair()
    past = library.reserve(kiosk, 10, 11)
    clock.advance(days=2)
    later = library.reserve(kiosk, 10, 11)
    clean_up(library.server)
    assert library.status(past) == "confirmed", "it ended less than two days ago"
    clock.advance(hours=3)
    clean_up(library.server)
    with library.database.read() as connection:
        assert feed.load_entity(connection, FeedKind.RESERVATION, past) is None
        assert feed.load_entity(connection, FeedKind.RESERVATION, later)
    assert count(library, "reservation") == 1


def test_past_leases_without_reservations_are_deleted(library: Library, clock: ManualClock) -> None:
    library.grant(library.pair())
    assert count(library, "claim") > 0
    library.advance_while_closed(days=10)
    clean_up(library.server)
    assert count(library, "claim") == 0


def test_a_stale_snapshot_is_replaced_and_later_deleted(
    library: Library, clock: ManualClock
) -> None:
    put_records(library, 10)
    first = library.server.snapshot()
    put_records(library, 1_200, "Other")
    assert library.server.snapshot() == first, "nobody waits: the feed continues from it"
    clean_up(library.server)
    second = library.server.snapshot()
    assert second.cursor > first.cursor
    assert library.server.snapshot_path(first.hash), "kiosks may be downloading it"
    clock.advance(days=3)
    clean_up(library.server)
    assert library.server.snapshot_path(first.hash) is None
    assert library.server.snapshot_path(second.hash)


def test_concurrent_requests_create_one_snapshot(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a million records, the first request takes long; the other requests must be repeated."""
    making, others = threading.Event(), threading.Event()
    make = snapshots.create_snapshot

    def slowly(*given, **named):  # type: ignore[no-untyped-def]
        making.set()
        assert others.wait(30)
        return make(*given, **named)

    monkeypatch.setattr(snapshots, "create_snapshot", slowly)
    created = []
    first = threading.Thread(target=lambda: created.append(library.server.snapshot()))
    first.start()
    assert making.wait(30)
    with pytest.raises(SnapshotNotReady):
        library.server.snapshot()
    others.set()
    first.join(30)
    assert [library.server.snapshot()] == created


def test_a_failed_snapshot_leaves_no_file(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk is full, an attempt follows every minute; leftovers would use all free space."""

    def full(*_given):  # type: ignore[no-untyped-def]
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(snapshots.Change, "model_dump_json", full)
    put_records(library, 1)
    with pytest.raises(OSError, match="No space"):
        library.server.snapshot()
    assert list(library.server.folder.iterdir()) == []
