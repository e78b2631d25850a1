"""Rebuilding a damaged database from readable rows, the server or the imported files."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import StoreDamaged
from kiosk.search import index
from kiosk.store import imports
from kiosk.store.database import Database, replace_damaged
from kiosk.store.recovery.recover import recover_rows
from kiosk.store.sync import feed_state, leases
from kiosk.sync import credentials

_log = logging.getLogger(__name__)

_MARK = "damaged"  # a file that requests a repair at the next start


@dataclass(frozen=True, slots=True)
class RepairResult:
    """The result of a repair.

    ``rows`` is the number of recovered rows. ``aside`` is the path at which the damaged file is
    kept.
    """

    rows: int
    aside: Path


def is_intact(database: Database) -> bool:
    """Check the whole database file; return False if the file is damaged.

    Raises StoreError if the file cannot be read.
    """
    try:
        with database.read() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except StoreDamaged:
        return False


def request_repair(folder: Path) -> None:
    """Make the next call of :func:`open_or_repair` repair the database first."""
    (folder / _MARK).touch()


def open_or_repair(folder: Path) -> Database:
    """Open the database in ``folder`` and return it.

    If the database is damaged or a repair was requested, the database is repaired first.
    """
    if not (folder / _MARK).exists():
        with suppress(StoreDamaged):
            return Database(folder)
    done = repair_database(folder)
    _log.error("the database was damaged: %s rows saved, the rest is %s", done.rows, done.aside)
    return Database(folder)


def repair_database(folder: Path) -> RepairResult:
    """Rebuild the database in ``folder``.

    Every readable row is recovered, including reservations and orders to the server. A kiosk
    with a server receives the other rows at its next sync. A kiosk without a server imports its
    files again, if the files still exist. Raises StoreError if the disk cannot be written.
    """
    rows = 0

    def fill(damaged: Path, new: Database) -> None:
        nonlocal rows
        with suppress(OSError):
            rows = _salvage(damaged, new)

    aside = replace_damaged(folder, fill)
    database = Database(folder)
    if credentials.load_credentials(folder) is None:
        _import_again(database)
    database.close()
    (folder / _MARK).unlink(missing_ok=True)
    return RepairResult(rows, aside)


def _salvage(damaged: Path, new: Database) -> int:
    try:
        rows = recover_rows(damaged, new.path)
    except StoreDamaged:
        rows = 0
    with new.write() as connection:
        index.rebuild(connection)
        leases.delete_leases(connection)  # leases from a damaged file must not be used
        if credentials.load_credentials(new.path.parent):
            feed_state.start_feed(connection, "")
    return rows


def _import_again(database: Database) -> None:
    from kiosk.services.imports.import_files import import_paths  # late: takes 30 MB

    # Deleting the stamp makes the next start import the demo library again.
    (database.path.parent / "demo.stamp").unlink(missing_ok=True)
    with database.read() as connection:
        source_files = imports.list_source_files(connection)
    for source, file in source_files:
        # The column mapping of a CSV file is not stored, so the file cannot be imported again.
        if file.is_file() and file.suffix.lower() != ".csv":
            import_paths(database, [file], source=source)
