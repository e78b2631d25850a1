"""The server's clock. After a jump, no data expire until the new time is confirmed."""

import logging
from datetime import datetime

from sqlalchemy import Connection, func, select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, upsert_rows
from kiosk.domain.clock_trust import ClockState, clocks_agree, update_clock_state

_log = logging.getLogger(__name__)


def believed_clock(connection: Connection, now: datetime) -> ClockState:
    """Assess how far a clock that shows ``now`` (UTC) can be trusted."""
    kept = _saved_clock(connection)
    if kept is None:
        newest = _latest_recorded_time(connection) or now
        kept = ClockState(newest, newest)
    return update_clock_state(kept, now)


def _saved_clock(connection: Connection) -> ClockState | None:
    row = connection.execute(select(tables.clock)).one_or_none()
    return ClockState(row.believed, row.latest, row.jumped) if row else None


def save_clock(connection: Connection, state: ClockState) -> None:
    """Save the state of the clock for the next check."""
    values = {"believed": state.trusted_time, "latest": state.reading, "jumped": state.jumped_at}
    upsert_rows(connection, tables.clock, [{"id": 1, **values}], ["id"])


def check_clock(database: CentralDatabase, now: datetime) -> ClockState:
    """Check the clock, save its state, and log a jump."""
    with database.write() as connection:
        state = believed_clock(connection, now)
        save_clock(connection, state)
    if state.jumped_at == now:
        _log.error(
            "the clock jumped from %s to %s: nothing is deleted until a kiosk's clock agrees, "
            "or it has run on until %s",
            state.trusted_time,
            now,
            state.trusted_again_at,
        )
    return state


def trusted_now(database: CentralDatabase, now: datetime, kiosk_now: datetime | None) -> datetime:
    """Return ``now`` or, after a clock jump, the time extrapolated from before the jump (UTC).

    ``kiosk_now`` is the time of a kiosk's clock. If both clocks agree, the server's clock is
    trusted again.
    """
    with database.read() as connection:
        kept = _saved_clock(connection)
    state = update_clock_state(kept, now) if kept else None
    if state is None or state.jumped_at is None:
        return now
    if kiosk_now is None or not clocks_agree(now, kiosk_now):
        return state.trusted_time
    with database.write() as connection:
        save_clock(connection, ClockState(now, now))
    return now


def _latest_recorded_time(connection: Connection) -> datetime | None:
    """Return the latest time recorded in the database."""
    entity = tables.entity
    last = select(entity.c.changed).order_by(entity.c.seq.desc()).limit(1)
    times = [
        connection.scalar(last),
        connection.scalar(select(func.max(tables.kiosk.c.seen))),
        connection.scalar(select(func.max(tables.kiosk.c.paired))),
        connection.scalar(select(func.max(tables.taken_order.c.at))),
    ]
    return max((each for each in times if each), default=None)
