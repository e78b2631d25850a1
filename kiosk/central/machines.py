"""The machines that use a kiosk's key. If two use the same key, a disk or folder was copied."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from kiosk.central import tables
from kiosk.central.database import upsert_rows

_REMEMBERED = timedelta(days=7)  # the time for which a second machine is reported


def record_machine(connection: Connection, kiosk: str, mark: str, now: datetime) -> None:
    """Record that the machine with the id ``mark`` used the key of ``kiosk``.

    The caller holds the lock on the kiosk's row.
    """
    if not mark:
        return  # an older release sends no machine id
    table, kiosks = tables.machine, tables.kiosk
    last = connection.scalar(select(kiosks.c.machine).where(kiosks.c.id == kiosk))
    here = (table.c.kiosk == kiosk, table.c.mark == mark)
    known = connection.execute(select(table).where(*here)).one_or_none()
    # A new machine may be a replacement. If the earlier machine returns, both are in use.
    returned = now if known and last != mark else known.returned if known else None
    row = {"kiosk": kiosk, "mark": mark, "seen": now, "returned": returned}
    upsert_rows(connection, table, [row], ["kiosk", "mark"])
    connection.execute(update(kiosks).where(kiosks.c.id == kiosk).values(machine=mark))


def cloned_kiosks(connection: Connection, now: datetime) -> set[str]:
    """Return the ids of kiosks whose key two machines used alternately in the last week."""
    table = tables.machine
    recent = table.c.returned > now - _REMEMBERED
    return set(connection.scalars(select(table.c.kiosk).where(recent).distinct()))
