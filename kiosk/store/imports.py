"""Import runs and the entries that they rejected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, update
from uuid6 import uuid7

from kiosk.store.tables import import_run, reject

# The id of each source's newest run: UUIDv7 sorts by time.
_NEWEST = select(func.max(import_run.c.id)).group_by(import_run.c.source).scalar_subquery()


@dataclass(frozen=True, slots=True)
class RejectedEntry:
    """An entry that an import rejected, as shown to staff."""

    file: str
    place: str
    reason: str
    raw: bytes


def begin_run(
    connection: Connection, source: str, file: str, now: datetime, *, replaces: bool = False
) -> str:
    """Record the start of an import run and return its id.

    A run that never finishes was interrupted. If ``replaces`` is True, the run starts a new
    list: earlier files no longer belong to the source.
    """
    run = str(uuid7())
    row = {"id": run, "source": source, "file": file, "started": now, "replaced": int(replaces)}
    connection.execute(import_run.insert().values(row))
    return run


def update_run_counts(connection: Connection, run: str, counts: Mapping[str, int]) -> None:
    """Store the counts that a run has reached so far."""
    connection.execute(update(import_run).where(import_run.c.id == run).values(**counts))


def finish_run(connection: Connection, run: str, now: datetime) -> None:
    connection.execute(update(import_run).where(import_run.c.id == run).values(finished=now))


def save_rejects(
    connection: Connection, run: str, rejects: Iterable[tuple[str, str, bytes]]
) -> None:
    """Store the rejected entries of a run, each as a tuple (place, reason, raw)."""
    rows = [{"run": run, "place": p, "reason": r, "raw": raw} for p, r, raw in rejects]
    if rows:
        connection.execute(reject.insert(), rows)


def list_latest_rejects(connection: Connection) -> list[RejectedEntry]:
    """Return the rejected entries of each source's newest run, in the order of the source file."""
    rows = connection.execute(
        select(import_run.c.file, reject.c.place, reject.c.reason, reject.c.raw)
        .join(import_run, import_run.c.id == reject.c.run)
        .where(import_run.c.id.in_(_NEWEST))
        .order_by(reject.c.id)
    )
    return [RejectedEntry(row.file, row.place, row.reason, row.raw) for row in rows]


def last_import_time(connection: Connection) -> datetime | None:
    """Return the time at which an import last finished, or None if no import has finished."""
    return connection.execute(
        select(import_run.c.finished)
        .where(import_run.c.finished.is_not(None))
        .order_by(import_run.c.finished.desc())
        .limit(1)
    ).scalar_one_or_none()


def list_unfinished_files(connection: Connection) -> list[str]:
    """Return the files whose newest run was interrupted and must be imported again.

    Runs that were refused before they wrote anything are ignored.
    """
    refused = (import_run.c.read == 0) & (import_run.c.rejected > 0)
    rows = connection.execute(
        select(import_run.c.file).where(
            import_run.c.id.in_(_NEWEST), import_run.c.finished.is_(None), ~refused
        )
    )
    return list(rows.scalars())


def list_source_files(connection: Connection) -> list[tuple[str, Path]]:
    """Return (source, file) for the files that make up each source, in import order.

    Files that were imported before the source was last replaced are left out.
    """
    run = import_run.alias()
    whole = (
        select(func.max(run.c.id))
        .where(run.c.source == import_run.c.source, run.c.replaced == 1)
        .scalar_subquery()
    )
    newest = func.max(import_run.c.id)
    rows = connection.execute(
        select(import_run.c.source, import_run.c.file)
        .where(import_run.c.id >= func.coalesce(whole, ""))
        .group_by(import_run.c.source, import_run.c.file)
        .order_by(newest)
    )
    return [(row.source, Path(row.file)) for row in rows]


def delete_runs(connection: Connection, source: str) -> int:
    """Delete the import runs of a source with their rejects; return the number of runs."""
    return connection.execute(delete(import_run).where(import_run.c.source == source)).rowcount
