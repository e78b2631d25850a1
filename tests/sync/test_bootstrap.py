"""Bootstrapping a kiosk: the download resumes and is verified, and the kiosk stays usable."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.snapshots import snapshot_file_name
from kiosk.central.server import Server
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourcedRecord
from kiosk.protocol.messages import Change, Snapshot
from kiosk.search import index
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox
from kiosk.sync import bootstrap as module
from kiosk.sync.bootstrap import bootstrap
from kiosk.sync.link import NoAnswer
from tests.central.library import HOURS

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PIECE = 1_000  # bytes that come at a time


class SnapshotLink:
    """A link that only provides the snapshot.

    After ``breaks_after`` bytes, the link is cut once. The byte at ``damaged`` is wrong when it is
    first sent.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self.breaks_after: int | None = None
        self.damaged: int | None = None
        self.offsets: list[int] = []  # from where the file was asked for

    async def snapshot(self) -> Snapshot:
        return self.server.snapshot()

    async def download(self, snapshot: Snapshot, offset: int) -> AsyncIterator[bytes]:
        self.offsets.append(offset)
        data = bytearray((self.server.folder / snapshot_file_name(snapshot.hash)).read_bytes())
        if self.damaged is not None:
            data[self.damaged] ^= 1
            self.damaged = None
        end, self.breaks_after = self.breaks_after, None
        for first in range(offset, len(data), PIECE):
            if end is not None and first - offset >= end:
                raise NoAnswer("cut")
            yield bytes(data[first : first + PIECE])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    central = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    with central.write() as connection:
        branch = Branch("main", "Main", "UTC", hours=HOURS)
        feed.publish(connection, [branch, Space("room", "main", "Room")], NOW)
    yield Server(central, tmp_path / "snapshots", lambda: NOW)
    central.close()


@pytest.fixture
def line(server: Server) -> SnapshotLink:
    put(server, "Title")
    return SnapshotLink(server)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "kiosk")
    with database.write() as connection:
        feed_state.start_feed(connection, "")
    yield database
    database.close()


def put(server: Server, title: str, count: int = 1_500) -> None:
    records = [
        SourcedRecord("s", 0, BibliographicRecord(f"r{n}", f"{title} {n * 7919 % 10_007}"))
        for n in range(count)
    ]
    with server.database.write() as connection:
        feed.publish(connection, records, NOW)


def copy(kiosk: Database, line: SnapshotLink) -> None:
    asyncio.run(bootstrap(kiosk, line, index, lambda: NOW))


def titles(kiosk: Database) -> list[str]:
    with kiosk.read() as connection:
        return [t for (t,) in connection.exec_driver_sql("SELECT title FROM bib ORDER BY id")]


def parts(kiosk: Database) -> list[Path]:
    return list(kiosk.path.parent.glob("snapshot-*"))


def test_a_bootstrap_is_complete_and_leaves_no_file(kiosk: Database, line: SnapshotLink) -> None:
    copy(kiosk, line)
    assert len(titles(kiosk)) == 1_500
    assert parts(kiosk) == []
    with kiosk.read() as connection:
        state = feed_state.load_feed_state(connection)
        assert state is not None
        assert state.cursor == line.server.snapshot().cursor
        found = connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar_one()
        assert found == 1_500


def test_a_bootstrap_optimises_the_index(kiosk: Database, line: SnapshotLink) -> None:
    copy(kiosk, line)
    with kiosk.read() as connection:
        pieces = "SELECT count(DISTINCT segid) FROM search_fts_idx"
        assert connection.exec_driver_sql(pieces).scalar_one() == 1
        known = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'search_entry'"  # by ANALYZE
        assert connection.exec_driver_sql(known).scalar_one() > 0


def test_an_interrupted_download_resumes(kiosk: Database, line: SnapshotLink) -> None:
    line.breaks_after = 3 * PIECE
    with pytest.raises(NoAnswer):
        copy(kiosk, line)
    assert titles(kiosk) == []
    assert parts(kiosk)[0].stat().st_size == 3 * PIECE
    copy(kiosk, line)
    assert line.offsets == [0, 3 * PIECE]
    assert len(titles(kiosk)) == 1_500


@pytest.mark.parametrize("where", [0, 2_500, -1])
def test_a_corrupt_download_is_detected_and_repeated(
    kiosk: Database, line: SnapshotLink, where: int
) -> None:
    line.damaged = where
    with pytest.raises(NoAnswer, match="did not arrive completely"):
        copy(kiosk, line)
    assert titles(kiosk) == []
    assert parts(kiosk) == []
    copy(kiosk, line)
    assert line.offsets == [0, 0]
    assert len(titles(kiosk)) == 1_500


def test_a_newer_snapshot_restarts_the_download(kiosk: Database, line: SnapshotLink) -> None:
    line.breaks_after = 3 * PIECE
    with pytest.raises(NoAnswer):
        copy(kiosk, line)
    put(line.server, "Edition", 1_600)
    line.server.refresh_snapshots()  # more than a tenth is new: another is made
    copy(kiosk, line)
    assert line.offsets == [0, 0]
    assert len(titles(kiosk)) == 1_600
    assert all(title.startswith("Edition") for title in titles(kiosk))
    assert parts(kiosk) == []


def test_a_visitor_reserves_while_the_copy_is_built(
    kiosk: Database, line: SnapshotLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(kiosk, line)
    old = titles(kiosk)
    put(line.server, "Edition")
    line.server.refresh_snapshots()
    made = []
    applying = module.apply_changes

    def visited(connection, changes: list[Change], index) -> None:  # type: ignore[no-untyped-def]
        """Reserve between two batches, while the old data is in use; the booking must be kept."""
        assert titles(kiosk) == old
        start = NOW + timedelta(hours=len(made) + 1)
        wanted = Interval(start, start + timedelta(hours=1))
        made.append(ReservationService(kiosk).reserve("room", wanted, NOW))
        applying(connection, changes, index)

    monkeypatch.setattr(module, "apply_changes", visited)
    monkeypatch.setattr(module, "_BATCH", 500)
    copy(kiosk, line)
    assert len(made) > 2
    assert titles(kiosk) != old
    keeper = ReservationService(kiosk)
    assert [keeper.find(each.code, NOW)[0] for each in made] == made
    with kiosk.read() as connection:
        assert outbox.list_subjects(connection) == {each.id for each in made}


def test_leases_of_another_server_are_dropped(kiosk: Database, line: SnapshotLink) -> None:
    hour = Interval(NOW, NOW + timedelta(hours=1))
    for name, kept in (("", True), ("another history", False)):
        with kiosk.write() as connection:
            feed_state.start_feed(connection, name, epoch=7)
            leases.replace_leases(connection, [("room", hour)])
            leases.add_spare_codes(connection, ["123456"])
        copy(kiosk, line)
        with kiosk.read() as connection:
            state = feed_state.load_feed_state(connection)
            assert state is not None
            assert (state.epoch == 7) is kept
            assert not leases.is_leased(connection, "room", hour), (
                "the next grant says what is lent"
            )
            assert bool(leases.count_spare_codes(connection)) is kept
