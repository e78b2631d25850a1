"""Overwriting parts of a closed database with random bytes."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path


def overwrite(path: Path, start: float, length: float, seed: int = 0) -> None:
    """Overwrite part of a file with noise; ``start`` and ``length`` are fractions of its size."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(int(size * start))
        file.write(random.Random(seed).randbytes(int(size * length)))


def overwrite_table(path: Path, table: str) -> None:
    """Overwrite the first page of a table with random bytes."""
    with closing(sqlite3.connect(path)) as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        asked = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = raw.execute(asked, (table,)).fetchone()[0]
        raw.execute("PRAGMA journal_mode = DELETE")
    overwrite(path, (page - 1) / pages, 1 / pages)
