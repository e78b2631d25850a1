"""Vectors of titles come from the server to its kiosks, and follow the titles."""

import gzip
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed, snapshots
from kiosk.central.feed.title_vectors import outdated_vectors, publish_vectors
from kiosk.central.vector_maker import VectorMaker
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.title_vectors import DIMENSIONS, MODEL
from kiosk.protocol.bodies import SourcedRecord, SourcedVector, dump_body, load_body
from kiosk.protocol.messages import Change, FeedKind
from kiosk.search import index
from kiosk.search.vectors.encoder import is_installed, is_supported
from kiosk.store import title_vectors
from kiosk.store.database import Database
from kiosk.sync.apply import apply_changes

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
ONE, OTHER = b"\x01" * DIMENSIONS, b"\x02" * DIMENSIONS


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CentralDatabase]:
    database = CentralDatabase(f"sqlite:///{tmp_path}/central.sqlite3")
    yield database
    database.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "kiosk")
    yield database
    database.close()


def publish(server: CentralDatabase, *titles: str) -> None:
    """Publish titles whose ids are their first words."""
    records = [BibliographicRecord(title.split()[0], title) for title in titles]
    with server.write() as connection:
        feed.publish(connection, [SourcedRecord("s", 0, record) for record in records], NOW)


def make(server: CentralDatabase, vector: bytes) -> list[str]:
    """Give ``vector`` to every title that needs one, and return the texts of these titles."""
    with server.write() as connection:
        titles = outdated_vectors(connection, 0, 100)
        publish_vectors(connection, dict.fromkeys(titles, vector), NOW)
    return [title.text for title in titles]


def pull(server: CentralDatabase, kiosk: Database, since: int = 0) -> int:
    with server.read() as connection:
        page = feed.changes_since(connection, since, 1_000, NOW)
    with kiosk.write() as connection:
        apply_changes(connection, page.changes, index)
    return page.cursor


def held(kiosk: Database) -> dict[int, bytes]:
    with kiosk.read() as connection:
        return title_vectors.load_vectors(connection, range(1, 20))


def test_a_kiosk_gets_the_vectors_and_makes_none_itself(
    server: CentralDatabase, kiosk: Database
) -> None:
    publish(server, "soup for all", "stars")
    assert make(server, ONE) == ["soup for all", "stars"]
    pull(server, kiosk)
    assert held(kiosk) == {1: ONE, 2: ONE}
    assert make(server, OTHER) == [], "they are made once"


def test_a_vector_follows_the_text_of_its_title(server: CentralDatabase, kiosk: Database) -> None:
    publish(server, "soup for all", "stars")
    make(server, ONE)
    since = pull(server, kiosk)
    publish(server, "soup for nobody", "stars")
    since = pull(server, kiosk, since)
    assert held(kiosk) == {2: ONE}, "no title is found by its old text"
    assert make(server, OTHER) == ["soup for nobody"]
    pull(server, kiosk, since)
    assert held(kiosk) == {1: OTHER, 2: ONE}


def test_a_deleted_title_loses_its_vector(server: CentralDatabase, kiosk: Database) -> None:
    publish(server, "soup", "stars")
    make(server, ONE)
    since = pull(server, kiosk)
    with server.write() as connection:
        (key,) = feed.live_keys(connection, FeedKind.RECORD, "") - {
            key for key in feed.live_keys(connection, FeedKind.RECORD, "") if "stars" in key
        }
        feed.publish_deletions(connection, FeedKind.RECORD, [key], NOW)
    since = pull(server, kiosk, since)
    assert held(kiosk) == {2: ONE}
    with server.read() as connection:
        assert len(feed.live_keys(connection, FeedKind.TITLE_VECTOR, "")) == 1
    publish(server, "soup", "stars")
    since = pull(server, kiosk, since)
    assert held(kiosk) == {2: ONE}
    assert len(make(server, OTHER)) == 1, "a title that comes back gets a vector again"
    pull(server, kiosk, since)
    assert sorted(held(kiosk).values()) == [ONE, OTHER]


def test_a_snapshot_has_each_title_before_its_vector(
    server: CentralDatabase, kiosk: Database, tmp_path: Path
) -> None:
    publish(server, "soup")
    make(server, ONE)
    publish(server, "soup again")  # its number is now higher than that of the old vector
    snapshot = snapshots.create_snapshot(server, tmp_path / "snapshots", NOW)
    assert snapshot.count == 2
    file = tmp_path / "snapshots" / snapshots.snapshot_file_name(snapshot.hash)
    kinds = [json.loads(line)["kind"] for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert kinds == [FeedKind.RECORD, FeedKind.TITLE_VECTOR]


def test_a_vector_of_another_model_or_of_an_unknown_title_is_left_out(kiosk: Database) -> None:
    record = SourcedRecord("s", 0, BibliographicRecord("1", "soup"))
    other_model = SourcedVector("s", "1", 0, "another", "00", b"\x03" * 10)
    unknown = SourcedVector("s", "2", 0, MODEL, "00", ONE)
    kinds = [FeedKind.RECORD, FeedKind.TITLE_VECTOR, FeedKind.TITLE_VECTOR]
    changes = [
        Change(seq=seq, kind=kind, key=str(seq), body=dump_body(thing))
        for seq, (kind, thing) in enumerate(
            zip(kinds, (record, other_model, unknown), strict=True), 1
        )
    ]
    with kiosk.write() as connection:
        apply_changes(connection, changes, index)
    assert held(kiosk) == {}


@pytest.mark.parametrize("vector", ['"AAAA"', '"no base64!"', "7"])
def test_a_damaged_vector_is_refused(vector: str) -> None:
    sound = dump_body(SourcedVector("s", "1", 0, MODEL, "00", ONE))
    assert load_body(FeedKind.TITLE_VECTOR, sound).vector == ONE  # type: ignore[union-attr]
    head = sound[: sound.index('"vector"')]
    with pytest.raises(ValueError):
        load_body(FeedKind.TITLE_VECTOR, f'{head}"vector":{vector}}}')


@pytest.mark.skipif(
    not (is_installed() and is_supported()),
    reason="needs the extra “meaning” and a processor with AVX2",
)
def test_the_server_makes_vectors_with_the_model(server: CentralDatabase, kiosk: Database) -> None:
    publish(server, "masakan rumahan", "a night sky")
    maker = VectorMaker(server, lambda: NOW)
    maker.make_all(threading.Event())
    pull(server, kiosk)
    vectors = held(kiosk)
    assert sorted(vectors) == [1, 2] and vectors[1] != vectors[2]
    with server.read() as connection:
        assert outdated_vectors(connection, 0, 10) == []
