"""The kiosk's SQLite database, with many readers, one writer and atomic replacement."""

import contextlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from uuid6 import uuid7

from kiosk import atomic_write
from kiosk.errors import StoreError
from kiosk.store.migrate import upgrade_schema
from kiosk.store.sqlite_errors import as_store_errors
from kiosk.store.sync import machine

BUSY_SECONDS = 10.0
_FILE = "kiosk.sqlite3"
_CURRENT = "current"  # this file contains the name of the database in use if that is not _FILE


class Database:
    """The kiosk's SQLite file, in WAL mode.

    ``read()`` yields a pooled connection that sees one snapshot and never waits for the writer.
    ``write()`` yields a connection in a write transaction (``BEGIN IMMEDIATE``); only one such
    transaction can be open at a time. It is committed when the block ends, or rolled back when the
    block raises an exception. Committed data are on the disk when the block has ended
    (``synchronous=FULL``). Threads may share a Database, and processes may share the file: when one
    process replaces it, all others switch to the new file. On a disk that is mounted read-only,
    reads work and every write is refused.
    """

    def __init__(self, folder: Path, draft: str = "") -> None:
        """Open the database that is in use in ``folder``; create or migrate the file if necessary.

        If ``draft`` is the name of a file in ``folder`` that is not in use yet, that file is
        opened instead. Raises StoreError if the file cannot be opened, StoreDamaged if the file is
        damaged, StoreTooNew if a newer release wrote it.
        """
        self._draft = bool(draft)
        self._writing = threading.Lock()
        self._switching = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / (draft or _current(folder))
            self._open()
        except OSError as fault:
            raise StoreError(
                f"The folder {folder} cannot be written: {fault.strerror}.",
                "Choose another with --data-dir, or let this user write there.",
            ) from fault

    @property
    def read_only(self) -> bool:
        """Return True if the disk is mounted read-only, for example after a disk error."""
        return _is_read_only(self.path.parent)

    def _open(self) -> None:
        """Open and migrate the file at ``path``; if this fails, the old file stays in use."""
        if not self.read_only:
            atomic_write.restrict_to_owner(self.path, "-wal", "-shm")
        engine = _reading_engine(self.path) if self.read_only else _engine(self.path)
        try:
            with as_store_errors(self.path):
                upgrade_schema(engine)
                if not self._draft and not self.read_only and os.access(self.path, os.W_OK):
                    _claim(engine, self.path.parent)
        except BaseException:
            engine.dispose()
            raise
        self._engine = engine

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection for reading. Raises StoreError if the database cannot be read."""
        with contextlib.suppress(StoreError):  # the old file can still be read
            self._follow()
        with as_store_errors(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")  # all reads see the same snapshot
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection in the write transaction. Raises StoreError if writing fails."""
        with self._writing, as_store_errors(self.path), self._begin() as connection:
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def _begin(self) -> Connection:
        """Return a connection to the file in use, in a new write transaction."""
        while True:
            connection = self._engine.connect()
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                if not self._follow():
                    return connection
            except BaseException:
                connection.close()
                raise
            # Another process replaced the file while this process waited.
            connection.exec_driver_sql("ROLLBACK")
            connection.close()

    def _follow(self) -> bool:
        """Switch to the new file if another process has replaced the file; return True if so."""
        with self._switching:
            folder = self.path.parent
            if self._draft or self.path.name == (name := _current(folder)):
                return False
            before, left = self._engine, self.path
            self.path = folder / name
            try:
                self._open()
            except BaseException:
                self.path = left  # the next read or write tries again
                raise
        before.dispose()
        return True

    def close(self) -> None:
        self._engine.dispose()

    def copy_to(self, path: Path) -> None:
        """Copy the committed data to the new file ``path`` while others read and write.

        Raises StoreError if the copy cannot be written.
        """
        with self.read() as connection, contextlib.closing(sqlite3.connect(path)) as copy:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file without a write-ahead log
            except sqlite3.OperationalError as fault:
                advice = "Choose a disk that has room and may be written."
                raise StoreError(f"The copy {path} cannot be written: {fault}.", advice) from fault

    def duplicate(self, folder: Path) -> "Database":
        """Return a separate copy of this database in ``folder``, including the leases.

        Raises StoreError if the disk has no room for the copy.
        """
        self.copy_to(folder / _FILE)
        return Database(folder, draft=_FILE)

    def create_replacement(self, content: Path | None = None) -> "Database":
        """Return a new database for :meth:`replace_with`: empty, or a copy of ``content``."""
        with self.write():  # no other process can replace the file during the transaction
            for left in self.path.parent.glob("kiosk*.sqlite3*"):
                if not left.name.startswith(self.path.name):
                    left.unlink()  # an interrupted attempt left this file
        return _draft(self.path.parent, content)

    def replace_with(
        self, replacement: "Database", merge: Callable[[Connection, Connection], None]
    ) -> None:
        """Replace this database with ``replacement`` for every later read and write.

        ``merge(old, new)`` copies the data that only the old database contains, while all other
        writes wait. After a crash, either the complete old or the complete new database is in use.
        """
        with self.write() as old:
            with replacement.write() as new:
                merge(old, new)
            replacement._checkpoint()
            with self._switching:
                _point_to(replacement.path)
                before, self._engine = self._engine, replacement._engine
                left, self.path = self.path, replacement.path
        before.dispose()
        _remove(left)

    def delete_files(self) -> None:
        """Delete the files of this replacement, unless it is already in use."""
        self.close()
        if _current(self.path.parent) != self.path.name:
            _remove(self.path)

    def _checkpoint(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def replace_damaged(folder: Path, fill: Callable[[Path, Database], None]) -> Path:
    """Replace a damaged database with a new one; return the new path of the damaged file.

    ``fill(damaged, new)`` copies what can be recovered. After a crash, either the old or
    the new database is in use.
    """
    damaged = folder / _current(folder)
    new = _draft(folder)
    fill(damaged, new)
    new._checkpoint()
    new.close()
    _point_to(new.path)
    aside = folder / f"damaged-{uuid7()}.sqlite3"
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            damaged.with_name(damaged.name + end).rename(aside.with_name(aside.name + end))
    return aside


def _draft(folder: Path, content: Path | None = None) -> Database:
    """Create a database in ``folder`` that is empty or a copy of ``content`` and not yet in use."""
    path = folder / f"kiosk-{uuid7()}.sqlite3"
    try:
        if content:
            shutil.copyfile(content, path)
        return Database(folder, draft=path.name)
    except BaseException:
        _remove(path)
        raise


def _claim(engine: Engine, folder: Path) -> None:
    """Delete all leases if the database was copied from another machine."""
    here = machine.compute_machine_id(folder)
    with engine.connect() as connection:
        if machine.stored_machine_id(connection) == here:
            return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        machine.bind_to_machine(connection, here)
        connection.exec_driver_sql("COMMIT")


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):  # Windows cannot delete open files
            path.with_name(path.name + end).unlink(missing_ok=True)


def _current(folder: Path) -> str:
    pointer = folder / _CURRENT
    return pointer.read_text("utf-8").strip() if pointer.exists() else _FILE


def _point_to(path: Path) -> None:
    if not path.exists():
        raise StoreError(
            f"The new database {path} is gone: another program made one at the same time.",
            "Run one program at a time that fetches the data of the server.",
        )
    # The pointer file gets the same permissions as the database.
    atomic_write.write_file(path.parent / _CURRENT, path.name, path.stat().st_mode & 0o777)


def _is_read_only(folder: Path) -> bool:
    return os.name == "posix" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _engine(path: Path) -> Engine:
    # With AUTOCOMMIT, this class begins transactions itself: pysqlite would begin them too late.
    engine = create_engine(
        f"sqlite:///{path}",
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # logged errors must not show what a visitor typed
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _reading_engine(path: Path) -> Engine:
    # Without a write-ahead log the file is complete and nobody can write it, so SQLite need
    # not lock it. With a log SQLite reads both files, if the index (-shm) exists as well.
    logged = path.with_name(f"{path.name}-wal").exists()
    mode = "mode=ro" if logged else "mode=ro&immutable=1"
    engine = create_engine(
        f"sqlite:///file:{path}?{mode}&uri=true",
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # logged errors must not show what a visitor typed
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", lambda c, _record: c.execute("PRAGMA cache_size=-8000"))
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-8000"):
        connection.execute(f"PRAGMA {pragma}")
