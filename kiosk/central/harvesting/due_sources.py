"""The condition for sources that are due and that no other process is reading."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, and_, or_, type_coerce

from kiosk.central.tables import source


def is_due(now: datetime, run_limit: timedelta) -> ColumnElement[bool]:
    """Return the condition for sources that may be read at ``now``.

    ``run_limit`` is the longest time for which a process may hold a source. A source scheduled
    further ahead than its own interval was scheduled by a fast clock, and is due as well.
    """
    day = timedelta(days=1)
    latest = int((now + day).timestamp()) + source.c.every_seconds
    due = or_(source.c.next_run <= now, type_coerce(source.c.next_run, BigInteger) > latest)
    busy = source.c.busy_until
    return and_(due, or_(busy.is_(None), busy < now, busy > now + run_limit + day))
