"""Deleting titles and programmes that a list no longer contains, or a whole source."""

from collections.abc import Container, Iterable
from datetime import datetime

from sqlalchemy import Connection

from kiosk.domain.removal import RemovalSize, upcoming_series
from kiosk.errors import KioskError
from kiosk.services.bookings.registration_service import fill_free_seats
from kiosk.sources.contents_preview import ContentsPreview
from kiosk.store import catalogue, imports, programs, readings, sources
from kiosk.store.catalogue import RecordKey
from kiosk.store.database import Database

_BATCH = 500  # rows in one transaction: a visitor's reservation waits for at most one transaction

Name = tuple[str, str]  # the key of a programme in its source: UID and occurrence


def measure_removal(
    connection: Connection, source: str, contents: ContentsPreview, now: datetime
) -> RemovalSize:
    """Return how many entries of ``source`` an import of ``contents`` would delete."""
    before = catalogue.list_keys_not_in(connection, source, ()) if contents.title_ids else []
    names = programs.list_program_ids(connection, source) if contents.program_uids else set()
    coming = upcoming_series(names, now)
    return RemovalSize(
        titles=sum(key.source_id not in contents.title_ids for key in before),
        all_titles=len(before),
        programs=len(coming - contents.program_uids),
        all_programs=len(coming),
    )


def delete_absent(
    database: Database,
    source: str,
    records: Container[RecordKey] | None,
    seen: Container[Name] | None,
    now: datetime,
) -> int:
    """Delete the records and programmes of ``source`` that are not listed; return their number.

    If ``records`` is None, no records are deleted. If ``seen`` (the listed programmes) is None, no
    programmes are deleted.
    """
    with database.read() as connection:
        keys = [] if records is None else catalogue.list_keys_not_in(connection, source, records)
        names = (
            []
            if seen is None
            else [
                name for name in programs.list_program_ids(connection, source) if name not in seen
            ]
        )
    for first in range(0, len(keys), _BATCH):
        with database.write() as connection:
            catalogue.delete_records(connection, source, keys[first : first + _BATCH])
    for first in range(0, len(names), _BATCH):
        with database.write() as connection:
            withdraw_programs(connection, source, names[first : first + _BATCH], now)
    return len(keys) + len(names)


def withdraw_programs(
    connection: Connection, source: str, names: Iterable[Name], now: datetime
) -> None:
    """Delete programmes; a programme with registrations is kept and marked as cancelled."""
    for key in programs.withdraw_programs(connection, source, names, now):
        fill_free_seats(connection, key, now)


def delete_source(database: Database, source: str, now: datetime) -> int:
    """Delete everything from ``source`` and the history of its imports.

    Branches and spaces are kept. Return the number of deleted titles and programme dates. Raises
    KioskError if the source is unknown.
    """
    with database.read() as connection:
        if source not in sources.list_source_names(connection):
            raise KioskError(f"There is no source “{source}”.", "List them: kiosk sources.")
    count = delete_absent(database, source, (), (), now)
    with database.write() as connection:
        imports.delete_runs(connection, source)
        readings.delete_reading(connection, source)
    return count
