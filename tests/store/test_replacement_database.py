"""Replacing the database atomically, without losing a write."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from kiosk.domain.branches import Branch
from kiosk.errors import StoreError
from kiosk.store import places
from kiosk.store.database import Database


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return [branch.code for branch in places.list_branches(connection)]


def add(database: Database, code: str) -> None:
    with database.write() as connection:
        places.save_branch(connection, Branch(code, code))


def merge(old: Connection, new: Connection) -> None:
    for branch in places.list_branches(old):
        places.save_branch(new, branch)


def test_readers_and_writers_switch_to_the_replacement(tmp_path: Path) -> None:
    database = Database(tmp_path)
    add(database, "old")
    replacement = database.create_replacement()
    add(replacement, "new")
    with database.read() as before:
        database.replace_with(replacement, lambda _old, _new: None)
        assert before.execute(text("SELECT code FROM branch")).scalar_one() == "old"
    assert names(database) == ["new"]
    add(database, "later")
    database.close()
    again = Database(tmp_path)
    assert names(again) == ["new", "later"]
    again.close()
    assert len(list(tmp_path.glob("*.sqlite3"))) == 1


def test_writes_during_the_replacement_are_merged(tmp_path: Path) -> None:
    database = Database(tmp_path)
    stop = threading.Event()
    written: list[str] = []

    def visitors() -> None:
        while not stop.is_set():
            code = f"v{len(written)}"
            add(database, code)
            written.append(code)

    visitor = threading.Thread(target=visitors)
    visitor.start()
    for _ in range(3):
        replacement = database.create_replacement()
        database.replace_with(replacement, merge)
    stop.set()
    visitor.join(30)
    assert sorted(names(database)) == sorted(written)
    database.close()


def test_a_failed_merge_keeps_the_old_database(tmp_path: Path) -> None:
    database = Database(tmp_path)
    add(database, "old")
    replacement = database.create_replacement()

    def fail(_old: Connection, _new: Connection) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.replace_with(replacement, fail)
    assert names(database) == ["old"]
    replacement.close()
    left = database.create_replacement()  # clears what the failed one left
    assert len(list(tmp_path.glob("kiosk-*.sqlite3"))) == 1
    left.close()
    database.close()


def test_another_process_switches_as_well(tmp_path: Path) -> None:
    """Staff may run “kiosk sync” beside the kiosk without losing a visitor's reservation."""
    one, other = Database(tmp_path), Database(tmp_path)
    add(other, "before")
    one.replace_with(one.create_replacement(), merge)
    add(other, "after")
    assert names(one) == names(other) == ["before", "after"]
    one.close()
    other.close()


def test_a_waiting_writer_writes_into_the_replacement(tmp_path: Path) -> None:
    one, other = Database(tmp_path), Database(tmp_path)
    carrying = threading.Event()
    writer = threading.Thread(target=lambda: (carrying.wait(30), add(other, "waited")))
    writer.start()

    def merge_slowly(old: Connection, new: Connection) -> None:
        merge(old, new)
        carrying.set()
        writer.join(0.3)  # it cannot end: it waits for this transaction

    one.replace_with(one.create_replacement(), merge_slowly)
    writer.join(30)
    assert names(one) == ["waited"]
    one.close()
    other.close()


def test_a_deleted_replacement_is_not_used(tmp_path: Path) -> None:
    one, other = Database(tmp_path), Database(tmp_path)
    add(one, "old")
    first = one.create_replacement()
    second = other.create_replacement()
    with pytest.raises(StoreError, match="another program"):
        one.replace_with(first, merge)
    other.replace_with(second, merge)
    assert names(one) == names(other) == ["old"]
    for database in (first, one, other):
        database.close()


def test_a_replacement_that_cannot_be_opened_is_retried(tmp_path: Path) -> None:
    database = Database(tmp_path)
    add(database, "old")
    new = tmp_path / "new.sqlite3"
    new.write_text("no database", "utf-8")
    (tmp_path / "current").write_text(new.name, "utf-8")
    for _ in range(2):
        assert names(database) == ["old"], "what was in use can still be read"
        with pytest.raises(StoreError, match="not a database"):
            add(database, "lost")
    new.unlink()
    assert names(database) == []
    database.close()
