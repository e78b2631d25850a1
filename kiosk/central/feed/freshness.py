"""How old what the kiosks show is: as old as the source that was read longest ago."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from kiosk.central import tables


def oldest_data(connection: Connection) -> datetime | None:
    """When the stalest of the sources that the server reads was last read to its end.

    Where it reads none by itself, when something was last loaded by hand; None where
    nothing was.
    """
    source, run = tables.source, tables.source_run
    oldest: datetime | None = connection.scalar(select(func.min(source.c.read)))
    if oldest or connection.scalar(select(func.count()).select_from(source)):
        return oldest
    whole = (run.c.fault == "") & run.c.finished.is_not(None)
    loaded: datetime | None = connection.scalar(select(func.max(run.c.started)).where(whole))
    return loaded
