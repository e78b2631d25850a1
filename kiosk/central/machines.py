"""The machines that use the key of a kiosk: one, unless a disk or a folder was copied."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from kiosk.central import tables
from kiosk.central.database import upsert_rows

_REMEMBERED = timedelta(days=7)  # that two were at work


def record_machine(connection: Connection, kiosk: str, mark: str, now: datetime) -> None:
    """The machine of that mark asks for ``kiosk``. The caller has the kiosk's row locked."""
    if not mark:
        return  # of a release that tells none
    table, kiosks = tables.machine, tables.kiosk
    last = connection.scalar(select(kiosks.c.machine).where(kiosks.c.id == kiosk))
    here = (table.c.kiosk == kiosk, table.c.mark == mark)
    known = connection.execute(select(table).where(*here)).one_or_none()
    # One that replaces another is new; one that comes back after another is a second.
    returned = now if known and last != mark else known.returned if known else None
    row = {"kiosk": kiosk, "mark": mark, "seen": now, "returned": returned}
    upsert_rows(connection, table, [row], ["kiosk", "mark"])
    connection.execute(update(kiosks).where(kiosks.c.id == kiosk).values(machine=mark))


def cloned_kiosks(connection: Connection, now: datetime) -> set[str]:
    """The kiosks whose key two machines have used in turns, in the last week."""
    table = tables.machine
    recent = table.c.returned > now - _REMEMBERED
    return set(connection.scalars(select(table.c.kiosk).where(recent).distinct()))
