"""When a source is read: when it is due and nobody is at it, whatever the clock showed before."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, and_, or_, type_coerce

from kiosk.central.tables import source


def is_due(now: datetime, at_it: timedelta) -> ColumnElement[bool]:
    """Of the sources that may be read at ``now``; a process is ``at_it`` for no longer.

    What was put off for longer than any source is was put off by a clock that was ahead.
    """
    day = timedelta(days=1)
    latest = int((now + day).timestamp()) + source.c.every_seconds
    due = or_(source.c.next_run <= now, type_coerce(source.c.next_run, BigInteger) > latest)
    busy = source.c.busy_until
    return and_(due, or_(busy.is_(None), busy < now, busy > now + at_it + day))
