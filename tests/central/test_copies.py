"""Copies apart from their titles in the feed, and joined for older kiosks."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.feed import FeedCounts
from kiosk.central.feed.snapshots import newest_snapshot
from kiosk.central.fleet import pairing
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.ingest import ingest
from kiosk.central.housekeeping import clean_up
from kiosk.central.server import Server
from kiosk.domain.branches import Branch
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.protocol import bodies
from kiosk.protocol.bodies import SourcedCopies, SourcedRecord, SourceReading
from kiosk.protocol.messages import COPIES_SINCE, Change, FeedKind, PairRequest, Snapshot
from kiosk.store import migrate
from tests.central.library import HOURS

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HERE = Item("main", "Shelf 1", "899 HIR", ItemStatus.AVAILABLE, "B1")
LENT = replace(HERE, status=ItemStatus.ON_LOAN, due=date(2026, 12, 20))
OLD, NEW = COPIES_SINCE - 1, COPIES_SINCE


def title(*items: Item, words: str = "Laskar Pelangi", number: int = 1) -> SourcedRecord:
    return SourcedRecord("s", 0, BibliographicRecord(f"r{number}", words, items=items))


def put(central: CentralDatabase, *things: bodies.FeedObject) -> FeedCounts:
    with central.write() as connection:
        return feed.publish(connection, things, NOW)


@pytest.fixture
def server(central: CentralDatabase, tmp_path: Path) -> Server:
    return Server(central, tmp_path / "snapshots", lambda: NOW)


def changes(server: Server, since: int = 0, version: int = NEW, limit: int = 100) -> list[Change]:
    found: list[Change] = []
    while True:
        page = server.changes(since, limit, version)
        found += page.changes
        since = page.cursor
        if not page.more:
            return found


def kinds(found: list[Change]) -> list[tuple[str, bool]]:
    return [(each.kind, each.body is not None) for each in found]


def items(change: Change) -> tuple[Item, ...]:
    thing = bodies.load_body(FeedKind(change.kind), change.body or "")
    if isinstance(thing, SourcedCopies):
        return thing.copies.items
    assert isinstance(thing, SourcedRecord)
    return thing.record.items


def test_a_loan_sends_the_copies_and_not_the_title(server: Server) -> None:
    assert put(server.database, title(HERE)) == FeedCounts(1, 0, 0)
    record, copies = changes(server)
    assert (record.kind, copies.kind) == (FeedKind.RECORD, FeedKind.COPIES)
    assert record.key == copies.key
    assert items(record) == ()
    assert put(server.database, title(LENT)) == FeedCounts(0, 1, 0)
    [loan] = changes(server, copies.seq)
    assert (loan.kind, items(loan)) == (FeedKind.COPIES, (LENT,))
    assert put(server.database, title(LENT)) == FeedCounts(0, 0, 1)


def test_the_order_of_copies_is_no_change(server: Server) -> None:
    other = replace(HERE, barcode="B2")
    put(server.database, title(HERE, other))
    assert put(server.database, title(other, HERE)) == FeedCounts(0, 0, 1)


def test_a_title_without_copies_has_no_second_row(server: Server) -> None:
    put(server.database, title())
    assert kinds(changes(server)) == [("record", True)]


def test_a_title_that_loses_its_copies_leaves_a_tombstone_of_them(server: Server) -> None:
    put(server.database, title(HERE))
    assert put(server.database, title()) == FeedCounts(0, 1, 0)
    assert kinds(changes(server, 1)) == [("copies", False)]
    assert put(server.database, title()) == FeedCounts(0, 0, 1)


def test_copies_go_with_their_title(server: Server) -> None:
    put(server.database, title(HERE), title(HERE, number=2))
    with server.database.write() as connection:
        gone = feed.publish_deletions(connection, FeedKind.RECORD, [bodies.key_of(title())], NOW)
    assert gone == 1
    assert kinds(changes(server, 4)) == [("record", False), ("copies", False)]


def test_a_title_from_a_system_leaves_its_copies_as_they_are(server: Server) -> None:
    put(server.database, title(HERE))
    put(server.database, replace(title(words="Bumi Manusia"), copies_apart=True))
    record, copies = changes(server, 2)
    assert "Bumi Manusia" in (record.body or "")
    assert items(copies) == (HERE,), "copies follow their title, so that kiosks know the title"


def test_copies_read_alone_change_and_go(server: Server) -> None:
    put(server.database, title(HERE))
    put(server.database, SourcedCopies("s", 0, TitleCopies("r1", (LENT,))))
    assert [items(each) for each in changes(server, 2)] == [(LENT,)]
    put(server.database, SourcedCopies("s", 0, TitleCopies("r1", ())))
    assert kinds(changes(server, 3)) == [("copies", False)]


def test_an_older_kiosk_gets_titles_with_their_copies(server: Server) -> None:
    put(server.database, title(HERE), title(number=2))
    first, second = changes(server, version=OLD)
    assert (items(first), items(second)) == ((HERE,), ())
    put(server.database, SourcedCopies("s", 0, TitleCopies("r1", (LENT,))))
    [loan] = changes(server, 3, OLD)
    assert (loan.kind, loan.seq, items(loan)) == (FeedKind.RECORD, 4, (LENT,))
    assert not json.loads(loan.body or "")["copies_apart"]
    with server.database.write() as connection:
        feed.publish_deletions(connection, FeedKind.RECORD, [loan.key], NOW)
    assert kinds(changes(server, 4, OLD)) == [("record", False)]


def test_an_older_kiosk_asks_the_staff_where_a_state_is_new_to_it(server: Server) -> None:
    """It would reject a title with a state that it does not know."""
    put(server.database, title(replace(HERE, status=ItemStatus.HOLD_SHELF)))
    [change] = changes(server, version=OLD)
    assert items(change)[0].status is ItemStatus.UNKNOWN


STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["title", "copies", "gone"]),
        st.sampled_from([(), (HERE,), (LENT,), (HERE, LENT)]),
        st.booleans(),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(steps=STEPS, limit=st.integers(1, 4), every=st.integers(1, 4))
def test_both_kinds_of_kiosks_arrive_at_the_same_catalogue(
    steps: list[tuple[int, str, tuple[Item, ...], bool]], limit: int, every: int
) -> None:
    server = Server(CentralDatabase("sqlite://"), Path(), lambda: NOW)
    old, new = ReadingKiosk(OLD), ReadingKiosk(NEW)
    for count, (number, step, copies, other) in enumerate(steps):
        words = "Bumi" if other else "Laskar"
        known = {f"r{n}" for n in range(4) if f"r{n}" in new.reference(server)}
        if step == "title":
            put(server.database, title(*copies, words=words, number=number))
        elif step == "copies" and f"r{number}" in known:
            put(server.database, SourcedCopies("s", 0, TitleCopies(f"r{number}", copies)))
        elif step == "gone":
            key = bodies.key_of(title(number=number))
            with server.database.write() as connection:
                feed.publish_deletions(connection, FeedKind.RECORD, [key], NOW)
        if count % every == 0:
            old.pull(server, limit)
            new.pull(server, limit)
    old.pull(server, limit)
    new.pull(server, limit)
    expected = new.reference(server)
    server.database.close()
    assert old.titles() == expected
    assert new.titles() == expected


class ReadingKiosk:
    """The titles and copies that a kiosk of one version knows from the changes it has read."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.cursor = 0
        self.records: dict[str, SourcedRecord] = {}
        self.items: dict[str, tuple[Item, ...]] = {}

    def pull(self, server: Server, limit: int) -> None:
        while True:
            page = server.changes(self.cursor, limit, self.version)
            keys = [(each.kind, each.key) for each in page.changes]
            assert len(set(keys)) == len(keys)
            for change in page.changes:
                self.take(change)
            self.cursor = page.cursor
            if not page.more:
                return

    def take(self, change: Change) -> None:
        assert self.version >= COPIES_SINCE or change.kind == FeedKind.RECORD
        if change.body is None:
            self.items.pop(change.key, None)
            if change.kind == FeedKind.RECORD:
                self.records.pop(change.key, None)
            return
        thing = bodies.load_body(FeedKind(change.kind), change.body)
        if isinstance(thing, SourcedCopies):
            assert change.key in self.records, "copies came before their title"
            self.items[change.key] = thing.copies.items
            return
        assert isinstance(thing, SourcedRecord)
        self.records[change.key] = thing
        if not thing.copies_apart:
            self.items[change.key] = thing.record.items

    def titles(self) -> dict[str, tuple[str, tuple[Item, ...]]]:
        return {
            each.record.source_id: (each.record.title, self.items.get(key, ()))
            for key, each in self.records.items()
        }

    def reference(self, server: Server) -> dict[str, tuple[str, tuple[Item, ...]]]:
        with server.database.read() as connection:
            records = feed.load_entities(connection, FeedKind.RECORD)
            copies = feed.load_entities(connection, FeedKind.COPIES)
        held = {each.copies.source_id: each.copies.items for each in copies}  # type: ignore[union-attr]
        return {
            each.record.source_id: (each.record.title, held.get(each.record.source_id, ()))
            for each in records
            if isinstance(each, SourcedRecord)
        }


def read(server: Server, snapshot: Snapshot) -> list[Change]:
    path = server.snapshot_path(snapshot.hash)
    assert path
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    assert len(lines) == snapshot.count
    return [Change.model_validate_json(line) for line in lines]


def test_each_version_gets_its_own_snapshot(server: Server) -> None:
    put(server.database, title(HERE), title(number=2))
    new, old = server.snapshot(NEW), server.snapshot(OLD)
    assert kinds(read(server, new)) == [("record", True), ("record", True), ("copies", True)]
    assert [items(each) for each in read(server, old)] == [(HERE,), ()]
    assert (server.snapshot(NEW), server.snapshot(OLD)) == (new, old)


def test_the_two_snapshots_of_an_empty_feed_do_not_replace_each_other(server: Server) -> None:
    new, old = server.snapshot(NEW), server.snapshot(OLD)
    assert (server.snapshot(NEW), server.snapshot(OLD)) == (new, old)


def test_snapshots_are_kept_fresh_for_the_versions_of_the_kiosks(server: Server) -> None:
    """A kiosk that must load a snapshot need not wait until one is made."""
    put(server.database, Branch("main", "Main", "UTC", hours=HOURS))
    with server.database.write() as connection:
        code = pairing.create_pairing_code(connection, "main", NOW)
        wish = PairRequest(code=code, name="old", key="k" * 44, version=OLD)
        pairing.pair_kiosk(connection, wish, NOW)
    clean_up(server)
    assert newest_snapshot(server.database, server.folder, copies_apart=False)


def test_a_run_tells_kiosks_when_the_copies_were_read(server: Server) -> None:
    def run(source: str, *entries: BibliographicRecord) -> None:
        ingest(server.database, source, iter(entries), lambda: NOW, every=timedelta(minutes=30))

    run("koha", title(HERE).record)
    run("repository", title().record)
    with server.database.read() as connection:
        found = feed.load_entities(connection, FeedKind.SOURCE_READING)
    assert found == [SourceReading("koha", NOW, 1800)], "only if the source has copies"
    upstream.delete_source(server.database, "koha", NOW)
    assert kinds(changes(server, 4)) == [
        ("record", False),
        ("copies", False),
        ("source_reading", False),
    ]


def test_the_migration_separates_the_copies_of_stored_titles(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        config = migrate.alembic_config("kiosk.central")
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
        stored = [title(HERE), title(number=2), title(LENT, HERE, number=3)]
        for seq, thing in enumerate(stored, 1):
            body = json.loads(bodies.dump_body(thing))
            del body["copies_apart"]  # as the older release wrote it
            values = {"key": bodies.key_of(thing), "seq": seq, "body": json.dumps(body)}
            connection.execute(_INSERT, values)
        connection.execute(_INSERT, {"key": "s\x1fbad\x1f0", "seq": 4, "body": "{}"})
        connection.execute(text("UPDATE feed SET head = 4"))
    engine.dispose()
    server = Server(CentralDatabase(empty_url), Path(), lambda: NOW)
    assert [items(each) for each in changes(server, version=OLD)[:3]] == [
        each.record.items for each in stored
    ]
    assert changes(server, 4, OLD) == [], "kiosks need not read everything again"
    assert put(server.database, *stored) == FeedCounts(0, 0, 3)
    server.database.close()


_INSERT = text(
    "INSERT INTO entity (kind, key, seq, digest, body, changed)"
    " VALUES ('record', :key, :seq, '', :body, 0)"
)
