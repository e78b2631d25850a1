"""Importing the demo library that is part of the software."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from kiosk.resources import assets
from kiosk.services.imports.import_files import FileSummary, Progress, import_paths
from kiosk.store.database import Database
from kiosk.store.readings import save_reading

LIBRARY_NAME = "Perpustakaan Kota Tirtasari"
BRANCH = "pusat"
CATALOGUE = "catalogue.xml"
_TRUE_FOR = timedelta(days=365)
_FILES = ("library.toml", CATALOGUE, "programs.ics")


def load_demo(database: Database, progress: Progress | None = None) -> list[FileSummary]:
    """Import the demo library, and return the summaries of the imported files.

    If the current version of the demo library is already in the database, nothing is imported. Its
    copies count as read for a year from now, because nobody borrows them.
    """
    summaries = _import_if_new(database, progress)
    with database.write() as connection:
        save_reading(connection, CATALOGUE, datetime.now(UTC) + _TRUE_FOR)
    return summaries


def _import_if_new(database: Database, progress: Progress | None) -> list[FileSummary]:
    paths = [assets() / "demo" / name for name in _FILES]
    stamp = database.path.with_name("demo.stamp")
    wanted = _fingerprint(paths)
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return []
    summaries = import_paths(database, paths, zone="Asia/Jakarta", progress=progress)
    stamp.write_text(wanted, "ascii")
    return summaries


def _fingerprint(paths: list[Path]) -> str:
    digest = blake2b(digest_size=16)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
