"""Recovery of the readable rows of a damaged database."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from kiosk.store.tables import metadata

_INDEX = "search_"  # prefix of the tables that are rebuilt from the data
_UNREADABLE = (sqlite3.DatabaseError, OverflowError)


def recover_rows(damaged: Path, into: Path) -> int:
    """Copy every readable row of ``damaged`` into the empty tables of ``into``.

    Each table is read forwards from its start and backwards from its end, up to the damage. Rows
    that refer to a lost row are dropped. Return the number of recovered rows.
    """
    uri = f"file:{damaged}?mode=rw"  # SQLite also reads the write-ahead log
    with (
        contextlib.closing(sqlite3.connect(uri, uri=True)) as old,
        contextlib.closing(sqlite3.connect(into, isolation_level=None)) as new,
    ):
        new.execute("BEGIN")
        for table in metadata.sorted_tables:
            if not table.name.startswith(_INDEX):
                _copy(old, new, table)
        count = sum(_drop_orphans(new, table) for table in metadata.sorted_tables)
        new.execute("COMMIT")
    return count


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: Table) -> None:
    names = _columns(old, table)
    if not names:
        return
    marks = ", ".join("?" * len(names))
    put = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    for order in ("ASC", "DESC"):
        new.executemany(put, _rows(old, table.name, names, order))


def _columns(old: sqlite3.Connection, table: Table) -> list[str]:
    """Return the columns of ``table`` that also exist in the damaged file."""
    try:
        there = {row[1] for row in old.execute(f"PRAGMA table_info({table.name})")}
    except _UNREADABLE:
        return []
    return [column.name for column in table.columns if column.name in there]


def _rows(old: sqlite3.Connection, table: str, names: list[str], order: str) -> Iterator[Any]:
    asked = f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid {order}"  # noqa: S608
    with contextlib.suppress(*_UNREADABLE):
        yield from old.execute(asked)


def _drop_orphans(new: sqlite3.Connection, table: Table) -> int:
    """Delete the rows whose parent is lost; return the number of remaining rows."""
    for key in table.foreign_keys:
        here, parent = key.parent.name, key.column
        new.execute(
            f"DELETE FROM {table.name} WHERE {here} IS NOT NULL "  # noqa: S608
            f"AND {here} NOT IN (SELECT {parent.name} FROM {parent.table.name})"
        )
    return int(new.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])  # noqa: S608
