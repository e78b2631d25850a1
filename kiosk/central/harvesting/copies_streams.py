"""The schedules of the copies of library systems, and the results of their last readings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, select, update

from kiosk.central.database import upsert_rows
from kiosk.central.tables import copies_stream as _table

SHORTEST = timedelta(seconds=30)  # between two readings
USUAL = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class CopiesStream:
    """The stream of the copies of the source ``name``, read at the interval ``every``.

    ``due`` and ``read``, the start of the last successful reading, are in UTC. ``titles`` is the
    number of titles in that reading, ``changed`` the number of those whose copies had changed.
    ``fault`` is the reason why the last reading failed, or "". ``held`` is the number of titles
    that lost their copies, if staff must confirm that; ``allowed`` means that they did.
    """

    name: str
    every: timedelta
    due: datetime
    read: datetime | None
    state: str
    titles: int
    changed: int
    fault: str
    held: int
    allowed: bool
    notes: Sequence[str]


def save_stream(connection: Connection, name: str, every: timedelta, due: datetime) -> None:
    """Add or change a stream; its next reading, at ``due`` at the latest, is complete."""
    known = find_stream(connection, name)
    row = {
        "name": name,
        "every_seconds": int(every.total_seconds()),
        "next_run": min(due, known.due) if known else due,
        "busy_until": None,
        "state": "",
    }
    upsert_rows(connection, _table, [row], ["name"])


def read_completely(connection: Connection, names: Sequence[str], now: datetime) -> None:
    """Read the complete copies of these streams at once, because titles were added."""
    connection.execute(
        update(_table).where(_table.c.name.in_(names)).values(state="", next_run=now)
    )


def read_soon(connection: Connection, name: str, now: datetime) -> None:
    """Make the stream of a source due at once, if it has one."""
    connection.execute(update(_table).where(_table.c.name == name).values(next_run=now))


def allow_removal(connection: Connection, name: str) -> None:
    """Let the next reading of a stream remove the copies of any number of titles."""
    connection.execute(update(_table).where(_table.c.name == name).values(allowed=1, state=""))


def find_stream(connection: Connection, name: str) -> CopiesStream | None:
    """Return the stream of a source, or None if its copies are not read apart."""
    row = connection.execute(select(_table).where(_table.c.name == name)).one_or_none()
    return stream_from_row(row._mapping) if row else None


def stream_from_row(row: RowMapping) -> CopiesStream:
    return CopiesStream(
        name=row["name"],
        every=timedelta(seconds=row["every_seconds"]),
        due=row["next_run"],
        read=row["read"],
        state=row["state"],
        titles=row["titles"],
        changed=row["changed"],
        fault=row["fault"],
        held=row["held"],
        allowed=bool(row["allowed"]),
        notes=tuple(json.loads(row["notes"])),
    )
