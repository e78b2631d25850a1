"""The SQL condition for sources that are due and not being read by another process."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, and_, or_, type_coerce

from kiosk.central.tables import source


def is_due(now: datetime, run_limit: timedelta) -> ColumnElement[bool]:
    """Return the condition for sources that may be read at ``now``.

    ``run_limit`` is the longest time for which a process may hold a source. If a source is
    scheduled further ahead than its interval, the clock was wrong when the source was scheduled.
    Such a source is due as well.
    """
    day = timedelta(days=1)
    latest = int((now + day).timestamp()) + source.c.every_seconds
    due = or_(source.c.next_run <= now, type_coerce(source.c.next_run, BigInteger) > latest)
    busy = source.c.busy_until
    return and_(due, or_(busy.is_(None), busy < now, busy > now + run_limit + day))
