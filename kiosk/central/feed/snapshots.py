"""Snapshots of the whole feed, in files that never change and are named after their hash.

A snapshot has titles and their copies apart; for older kiosks there is one with both together.
"""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, case, select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, upsert_rows
from kiosk.central.feed.copies import join_copies
from kiosk.protocol.messages import Change, FeedKind, Snapshot

_STALE = 0.1  # share of changed entities at which a snapshot is stale
_FEW = 1_000  # with so few changes, reading them is faster than a new snapshot
_AT_ONCE = 2_000  # rows fetched at once
# A space and a plan need their branch; copies, covers and vectors need their title. In this order
# kiosks can load line by line.
_ORDER = case(
    {"branch": 0, "space": 1, "house_plan": 1, "copies": 3, "cover": 3, "title_vector": 3},
    value=tables.entity.c.kind,
    else_=2,
)


def newest_snapshot(
    database: CentralDatabase, folder: Path, *, copies_apart: bool = True
) -> tuple[Snapshot, int] | None:
    """Return the newest usable snapshot in ``folder`` and the number of changes since then.

    ``copies_apart`` chooses between the two kinds of snapshots. Return None if there is no
    snapshot, or if the feed no longer contains all changes since the snapshot.
    """
    with database.read() as connection:
        feed = connection.execute(select(tables.feed)).one()
        table = tables.snapshot
        row = connection.execute(
            select(table)
            .where(table.c.copies_apart == int(copies_apart))
            .order_by(table.c.cursor.desc())
            .limit(1)
        ).first()
    if (
        row is None
        or row.cursor < feed.floor
        or not (folder / snapshot_file_name(row.hash)).exists()
    ):
        return None
    snapshot = Snapshot(
        feed=feed.name, hash=row.hash, size=row.size, count=row.things, cursor=row.cursor
    )
    return snapshot, feed.head - row.cursor


def is_stale(snapshot: Snapshot, behind: int) -> bool:
    """Return True if ``snapshot`` should be replaced after ``behind`` further changes."""
    return behind > max(_FEW, _STALE * snapshot.count)


def create_snapshot(
    database: CentralDatabase, folder: Path, now: datetime, *, copies_apart: bool = True
) -> Snapshot:
    """Write the current feed to a snapshot file in ``folder``, atomically."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="draft-")
    draft = Path(name)
    try:
        snapshot = _write_draft(database, handle, draft, copies_apart)
        draft.replace(folder / snapshot_file_name(snapshot.hash))
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    row = {
        "hash": snapshot.hash,
        "size": snapshot.size,
        "things": snapshot.count,
        "cursor": snapshot.cursor,
        "made": now,
        "copies_apart": int(copies_apart),
    }
    with database.write() as connection:
        upsert_rows(connection, tables.snapshot, [row], ["hash"])
    return snapshot


def _write_draft(
    database: CentralDatabase, handle: int, draft: Path, copies_apart: bool
) -> Snapshot:
    """Write the feed to the open file ``draft`` and return the snapshot's description."""
    with os.fdopen(handle, "wb") as file, database.read() as connection:
        feed = connection.execute(select(tables.feed)).one()
        # Without a name and the current time in the header, the same feed always produces the same
        # file. The two kinds of snapshots always differ, because a row describes only one of them.
        mtime = 0 if copies_apart else 1
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=mtime) as packed:
            changes = _all_changes(connection) if copies_apart else _all_joined(connection)
            count = 0
            for count, change in enumerate(changes, 1):  # noqa: B007  (the last one is the count)
                packed.write(change.model_dump_json().encode() + b"\n")
    with draft.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    size = draft.stat().st_size
    return Snapshot(feed=feed.name, hash=digest, size=size, count=count, cursor=feed.head)


def snapshot_file_name(digest: str) -> str:
    """Return the file name of the snapshot with this SHA-256 hash (hexadecimal)."""
    return f"{digest}.ndjson.gz"


def _all_changes(connection: Connection) -> Iterator[Change]:
    entity = tables.entity
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(
        select(entity.c.seq, entity.c.kind, entity.c.key, entity.c.body)
        .where(entity.c.body.is_not(None))
        .order_by(_ORDER, entity.c.seq)
    ):
        yield Change(seq=row.seq, kind=row.kind, key=row.key, body=row.body)


def _all_joined(connection: Connection) -> Iterator[Change]:
    """Yield all entities, with titles and their copies joined."""
    entity, copies = tables.entity, tables.entity.alias()
    of_title = (
        (entity.c.kind == FeedKind.RECORD)
        & (copies.c.kind == FeedKind.COPIES)
        & (copies.c.key == entity.c.key)
    )
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(
        select(
            entity.c.seq, entity.c.kind, entity.c.key, entity.c.body, copies.c.body.label("copies")
        )
        .outerjoin(copies, of_title)
        .where(entity.c.body.is_not(None), entity.c.kind != FeedKind.COPIES)
        .order_by(_ORDER, entity.c.seq)
    ):
        whole = row.kind == FeedKind.RECORD
        body = join_copies(row.body, row.copies) if whole else row.body
        yield Change(seq=row.seq, kind=row.kind, key=row.key, body=body)
