"""This module builds a new database from the server's snapshot and swaps it in atomically."""

import gzip
import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from kiosk.errors import StoreError
from kiosk.protocol.messages import VERSION, Change, Snapshot
from kiosk.store import tables
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.apply import SearchIndex, apply_changes
from kiosk.sync.link import NoAnswer, ServerLink
from kiosk.sync.resend import queue_lost_bookings

_log = logging.getLogger(__name__)

_BATCH = 2_000  # changes in one transaction; nobody uses the new database yet
_CHANGE = TypeAdapter(Change)
# Tables with data that only this kiosk has. Leases are not among them: if a reservation made from a
# lease is newer than the snapshot, its time could be promised twice.
_OWN = (
    tables.outbox,
    tables.refused_order,
    tables.sent_order,
    tables.spare_code,
    tables.import_run,
    tables.reject,
    tables.tally,
    tables.cover_use,
    tables.unfound,
    tables.unfound_key,
    tables.wrong_try,
)


async def bootstrap(
    database: Database, link: ServerLink, index: SearchIndex, clock: Callable[[], datetime]
) -> int:
    """Download and check the snapshot, and replace the database with its contents.

    An interrupted download resumes where it stopped. Return the number of objects in the
    snapshot. Until the swap, and after a failure, the screens use the old data. Raises NoAnswer
    if the file cannot be downloaded completely, StoreError if the database cannot be written.
    """
    snapshot = await link.snapshot()
    file = await download_snapshot(link, snapshot, database.path.parent)
    replace_database(database, snapshot, file, index, clock())
    file.unlink(missing_ok=True)
    return snapshot.count


async def download_snapshot(link: ServerLink, snapshot: Snapshot, folder: Path) -> Path:
    """Download the file of ``snapshot`` to ``folder``, check the hash and return the path."""
    file = folder / f"snapshot-{snapshot.hash}.part"
    for other in folder.glob("snapshot-*.part"):
        if other != file:
            other.unlink()
    try:
        have = file.stat().st_size if file.exists() else 0
        if have < snapshot.size:
            with file.open("ab") as out:
                async for piece in link.download(snapshot, have):
                    out.write(piece)
        with file.open("rb") as whole:
            found = hashlib.file_digest(whole, "sha256").hexdigest()
    except OSError as fault:
        raise StoreError(
            f"The snapshot cannot be kept in {folder}: {fault.strerror}.",
            "Free some disk space, then try again.",
        ) from fault
    if found != snapshot.hash:
        if file.stat().st_size >= snapshot.size:
            file.unlink()  # damaged: the next attempt starts from the beginning
            if snapshot.url:
                return await download_snapshot(
                    link, snapshot.model_copy(update={"url": ""}), folder
                )
        raise NoAnswer("the snapshot did not arrive completely")
    return file


def replace_database(
    database: Database, snapshot: Snapshot, file: Path, index: SearchIndex, now: datetime
) -> None:
    """Build a database from the snapshot, merge the kiosk's own data and start to use it."""
    replacement = database.create_replacement()
    changes = _changes(file)
    while batch := list(islice(changes, _BATCH)):
        with replacement.write() as connection:
            apply_changes(connection, batch, _NoIndex())
    _index_all_titles(replacement, index)

    def carry(old: Connection, new: Connection) -> None:
        _carry_rows(old, new)
        state = feed_state.load_feed_state(old)
        # The epoch counts the grants of one server; another server starts at 0.
        same = state is not None and state.feed in {"", snapshot.feed}
        epoch = state.epoch if state and same else 0
        feed_state.start_feed(new, snapshot.feed, snapshot.cursor, epoch, VERSION)
        if not same:
            new.execute(tables.spare_code.delete())
        if state and (not same or snapshot.cursor < state.cursor):
            queue_lost_bookings(old, new, now)

    database.replace_with(replacement, carry)


class _NoIndex:
    """An index that is not kept up, because every title is indexed in the end."""

    def update(self, connection: Connection, bib_ids: Iterable[int], /) -> None:
        pass

    def update_availability(self, connection: Connection, bib_ids: Iterable[int], /) -> None:
        pass

    def optimise(self, connection: Connection, /) -> None:
        pass


def _index_all_titles(database: Database, index: SearchIndex) -> None:
    """Index every title once, when it has its copies."""
    listed = select(tables.bib.c.id).order_by(tables.bib.c.id).limit(_BATCH)
    indexed = 0
    while True:
        with database.write() as connection:
            ids = connection.scalars(listed.where(tables.bib.c.id > indexed)).all()
            if not ids:
                index.optimise(connection)
                return
            index.update(connection, ids)
            indexed = ids[-1]


def _carry_rows(old: Connection, new: Connection) -> None:
    for table in _OWN:
        rows = [dict(row._mapping) for row in old.execute(select(table))]
        if rows:
            new.execute(table.insert(), rows)
    waiting = select(tables.outbox.c.subject)
    for table in (tables.reservation, tables.registration):
        kept = old.execute(select(table).where(table.c.id.in_(waiting)))
        for row in [dict(row._mapping) for row in kept]:
            new.execute(table.delete().where(table.c.id == row["id"]))
            new.execute(table.insert().values(row))


def _changes(file: Path) -> Iterator[Change]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _CHANGE.validate_python(json.loads(line))
