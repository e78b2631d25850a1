"""The trusted time of a kiosk. A wrong clock must not cause the early deletion of bookings."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from kiosk.domain.clock_trust import ClockState, update_clock_state
from kiosk.store import imports
from kiosk.store.sync import feed_state
from kiosk.store.tables import clock, registration, reservation


def assess_clock(connection: Connection, now: datetime) -> ClockState:
    """Assess how far a clock that shows ``now`` can be trusted, without recording the result.

    Before the first :func:`update_clock` the clock is trusted fully.
    """
    kept = _kept(connection)
    return update_clock_state(kept, now) if kept else ClockState(now, now)


def update_clock(connection: Connection, now: datetime) -> ClockState:
    """Assess a clock that shows ``now`` and record the result.

    The first call compares the clock with the newest time in the data.
    """
    newest = _newest(connection) or now
    state = update_clock_state(_kept(connection) or ClockState(newest, newest), now)
    connection.execute(delete(clock))
    values = {"believed": state.trusted_time, "latest": state.reading, "jumped": state.jumped_at}
    connection.execute(clock.insert().values(id=1, **values))
    return state


def _kept(connection: Connection) -> ClockState | None:
    row = connection.execute(select(clock)).one_or_none()
    return ClockState(row.believed, row.latest, row.jumped) if row else None


def _newest(connection: Connection) -> datetime | None:
    """Return the latest recorded time in the database, or None if there is no data."""
    state = feed_state.load_feed_state(connection)
    times = [
        imports.last_import_time(connection),
        state.contact if state else None,
        connection.scalar(select(func.max(reservation.c.created))),
        connection.scalar(select(func.max(registration.c.created))),
    ]
    return max((each for each in times if each), default=None)
