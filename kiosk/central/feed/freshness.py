"""The age of the kiosks' data, which is the age of the source that was read longest ago."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from kiosk.central import tables


def oldest_data(connection: Connection) -> datetime | None:
    """Return the time (UTC) at which the stalest source was last read completely.

    If the server reads no sources, return the time of the last manual load, or None if nothing
    has been loaded.
    """
    source, run = tables.source, tables.source_run
    oldest: datetime | None = connection.scalar(select(func.min(source.c.read)))
    if oldest or connection.scalar(select(func.count()).select_from(source)):
        return oldest
    whole = (run.c.fault == "") & run.c.finished.is_not(None)
    loaded: datetime | None = connection.scalar(select(func.max(run.c.started)).where(whole))
    return loaded
