"""Making a damaged database anew: from itself, from the server, from the files it came from."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import StoreDamaged
from kiosk.search import index
from kiosk.services.bookings.space_availability import load_home_branch
from kiosk.store import imports
from kiosk.store.database import Database, replace_damaged
from kiosk.store.recovery.recover import recover_rows
from kiosk.store.sync import feed_state, leases
from kiosk.sync import credentials

_log = logging.getLogger(__name__)

_MARK = "damaged"  # a file that asks for a repair at the next start


@dataclass(frozen=True, slots=True)
class RepairResult:
    """``rows`` were saved out of the damaged file, which is kept at ``aside``."""

    rows: int
    aside: Path


def is_intact(database: Database) -> bool:
    """Look through the whole file. Raises StoreError when it cannot be read at all."""
    try:
        with database.read() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except StoreDamaged:
        return False


def request_repair(folder: Path) -> None:
    """The next :func:`open_or_repair_database` is to repair first."""
    (folder / _MARK).touch()


def open_or_repair(folder: Path) -> Database:
    """The database in ``folder``, made anew where it is damaged or a repair was asked for."""
    if not (folder / _MARK).exists():
        with suppress(StoreDamaged):
            return Database(folder)
    done = repair_database(folder)
    _log.error("the database was damaged: %s rows saved, the rest is %s", done.rows, done.aside)
    return Database(folder)


def repair_database(folder: Path) -> RepairResult:
    """Make the database in ``folder`` anew.

    What can be read is taken over, reservations and orders to the server among it. A
    kiosk of a server then has all the rest from there at its next sync; another one
    imports the files again that it was made of, where they still are. Raises
    StoreError when the disk refuses.
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
        leases.delete_leases(connection)  # nothing damaged may promise a time or a seat
        if credentials.load_credentials(new.path.parent):
            feed_state.start_feed(connection, "")
    return rows


def _import_again(database: Database) -> None:
    from kiosk.services.imports.import_files import import_paths  # with its readers: 30 MB

    (database.path.parent / "demo.stamp").unlink(missing_ok=True)  # the demo comes by itself
    with database.read() as connection:
        made_of = imports.list_source_files(connection)
    zone = load_home_branch(database, "")[0].zone
    for source, file in made_of:
        # How a CSV file was to be read is not kept.
        if file.is_file() and file.suffix.lower() != ".csv":
            import_paths(database, [file], source=source, zone=zone)
