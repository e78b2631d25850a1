"""The feed: no gaps with concurrent writers, tombstones, pages."""

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import kiosk.central.console.tables
import kiosk.central.server  # noqa: F401  (so are the tables of all features)
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.feed import CursorExpired, FeedCounts
from kiosk.central.tables import metadata
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.source_keys import split_key
from kiosk.protocol.bodies import SourcedRecord, key_of, load_body
from kiosk.protocol.messages import Change, FeedKind
from tests.central.concurrency import run_concurrently

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def record(number: int, title: str = "Title") -> SourcedRecord:
    return SourcedRecord("s", 0, BibliographicRecord(f"r{number}", f"{title} {number}"))


def publish_records(
    central: CentralDatabase, *things: SourcedRecord, now: datetime = NOW
) -> FeedCounts:
    with central.write() as connection:
        return feed.publish(connection, things, now)


def read_all(central: CentralDatabase, since: int = 0, limit: int = 7) -> list[Change]:
    found: list[Change] = []
    while True:
        with central.read() as connection:
            page = feed.changes_since(connection, since, limit, NOW)
        found += page.changes
        since = page.cursor
        if not page.more:
            return found


def steps_of_a_change(central: CentralDatabase) -> int:
    """Return the thousands of SQLite steps needed to write three changed records."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with central.write() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_progress_handler(step, 1000)
        feed.publish(connection, [record(n, "Edition") for n in range(3)], NOW)
        driver.set_progress_handler(None, 0)
    return steps


def test_writing_a_change_does_not_scan_the_feed(tmp_path: Path) -> None:
    central = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    publish_records(central, *map(record, range(5_000)))
    assert steps_of_a_change(central) < 5
    central.close()


def test_migrations_create_the_schema_of_the_tables(central: CentralDatabase) -> None:
    with central.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_each_entity_is_in_the_feed_once_under_its_newest_number(central: CentralDatabase) -> None:
    assert publish_records(central, record(1), record(2)) == FeedCounts(2, 0, 0)
    assert publish_records(central, record(1), record(2, "Other"), record(3)) == FeedCounts(1, 1, 1)
    assert [(c.seq, split_key(c.key)[1]) for c in read_all(central)] == [
        (1, "r1"),
        (3, "r2"),
        (4, "r3"),
    ]
    stored = load_body(FeedKind.RECORD, read_all(central)[1].body or "")
    assert stored == replace(record(2, "Other"), copies_apart=True)


def test_a_deletion_leaves_one_tombstone(central: CentralDatabase) -> None:
    publish_records(central, record(1), record(2))
    for count in (1, 0):
        with central.write() as connection:
            assert (
                feed.publish_deletions(
                    connection, FeedKind.RECORD, [key_of(record(1)), "none"], NOW
                )
                == count
            )
    assert [(c.seq, c.body is None) for c in read_all(central)] == [(2, False), (3, True)]
    assert publish_records(central, record(1)) == FeedCounts(1, 0, 0)
    assert [(c.seq, c.body is None) for c in read_all(central)] == [(2, False), (4, False)]


def test_a_cursor_before_deleted_tombstones_has_expired(central: CentralDatabase) -> None:
    publish_records(central, record(1), record(2))
    with central.write() as connection:
        feed.publish_deletions(connection, FeedKind.RECORD, [key_of(record(1))], NOW)
        assert feed.delete_old_tombstones(connection, NOW + timedelta(days=89)) == 0
        assert feed.delete_old_tombstones(connection, NOW + timedelta(days=91)) == 1
    with central.read() as connection:
        with pytest.raises(CursorExpired):
            feed.changes_since(connection, 2, 10, NOW)
        assert feed.changes_since(connection, 3, 10, NOW).changes == []


def test_a_transaction_that_fails_leaves_no_gap(central: CentralDatabase) -> None:
    publish_records(central, record(1))
    with pytest.raises(RuntimeError), central.write() as connection:
        feed.publish(connection, [record(2)], NOW)
        raise RuntimeError
    publish_records(central, record(3))
    assert [c.seq for c in read_all(central)] == [1, 2]


def test_a_reader_misses_nothing_while_writers_are_concurrent(
    central: CentralDatabase,
) -> None:
    """With a plain sequence, number 8 would be visible before number 7 is committed."""
    per_writer, writers = 60, 4
    done = threading.Event()

    def write(writer: int) -> None:
        for number in range(per_writer):
            publish_records(
                central, record(1000 * writer + number), record(1000 * writer + 500 + number)
            )

    seen: list[int] = []

    def follow() -> None:
        since = 0
        while True:
            last_round = done.is_set()
            with central.read() as connection:
                page = feed.changes_since(connection, since, 5, NOW)
            seen.extend(change.seq for change in page.changes)
            since = page.cursor
            if last_round and not page.more:
                return

    reader = threading.Thread(target=follow)
    reader.start()
    assert run_concurrently(writers, write) == []
    done.set()
    reader.join(120)
    assert seen == list(range(1, 2 * per_writer * writers + 1))
