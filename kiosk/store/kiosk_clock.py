"""The clock of a kiosk that stands alone: nothing is forgotten on its word alone."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from kiosk.domain.clock import Believed, looked_at
from kiosk.store import imports
from kiosk.store.sync import feed_state
from kiosk.store.tables import clock, registration, reservation


def look(connection: Connection, now: datetime) -> Believed:
    """What to believe of a clock that shows ``now``; all, before the first :func:`tick`."""
    kept = _kept(connection)
    return looked_at(kept, now) if kept else Believed(now, now)


def tick(connection: Connection, now: datetime) -> Believed:
    """Look at the clock, and remember. At first it is compared with what the data tell."""
    newest = _newest(connection) or now
    state = looked_at(_kept(connection) or Believed(newest, newest), now)
    connection.execute(delete(clock))
    values = {"believed": state.moment, "latest": state.latest, "jumped": state.jumped}
    connection.execute(clock.insert().values(id=1, **values))
    return state


def _kept(connection: Connection) -> Believed | None:
    row = connection.execute(select(clock)).one_or_none()
    return Believed(row.believed, row.latest, row.jumped) if row else None


def _newest(connection: Connection) -> datetime | None:
    """The newest time that the database holds of anything that happened."""
    state = feed_state.get(connection)
    times = [
        imports.last_finished(connection),
        state.contact if state else None,
        connection.scalar(select(func.max(reservation.c.created))),
        connection.scalar(select(func.max(registration.c.created))),
    ]
    return max((each for each in times if each), default=None)
