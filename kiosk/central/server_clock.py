"""The server's clock: nothing is forgotten, and no visitor sent away, on its word alone."""

import logging
from datetime import datetime

from sqlalchemy import Connection, func, select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, upsert_rows
from kiosk.domain.clock_trust import ClockState, clocks_agree, update_clock_state

_log = logging.getLogger(__name__)


def believed_clock(connection: Connection, now: datetime) -> ClockState:
    """What to believe of a clock that shows ``now``."""
    kept = _kept(connection)
    if kept is None:
        newest = _newest(connection) or now
        kept = ClockState(newest, newest)
    return update_clock_state(kept, now)


def _kept(connection: Connection) -> ClockState | None:
    row = connection.execute(select(tables.clock)).one_or_none()
    return ClockState(row.believed, row.latest, row.jumped) if row else None


def save_clock(connection: Connection, state: ClockState) -> None:
    """Remember it for the next look."""
    values = {"believed": state.moment, "latest": state.latest, "jumped": state.jumped}
    upsert_rows(connection, tables.clock, [{"id": 1, **values}], ["id"])


def check_clock(database: CentralDatabase, now: datetime) -> ClockState:
    """Look at the clock, and remember; a jump is written to the log."""
    with database.write() as connection:
        state = believed_clock(connection, now)
        save_clock(connection, state)
    if state.jumped == now:
        _log.error(
            "the clock jumped from %s to %s: nothing is forgotten until a kiosk's shows the "
            "same, or it has gone on so until %s",
            state.moment,
            now,
            state.trusted_from,
        )
    return state


def trusted_now(database: CentralDatabase, now: datetime, kiosk_now: datetime | None) -> datetime:
    """``now``, where it is believed; else what is reckoned from before the clock jumped.

    ``kiosk_now`` is by the clock of a kiosk: where both agree the clock is believed from then on.
    """
    with database.read() as connection:
        kept = _kept(connection)
    state = update_clock_state(kept, now) if kept else None
    if state is None or state.jumped is None:
        return now
    if kiosk_now is None or not clocks_agree(now, kiosk_now):
        return state.moment
    with database.write() as connection:
        save_clock(connection, ClockState(now, now))
    return now


def _newest(connection: Connection) -> datetime | None:
    """The newest time that the database holds of anything that happened."""
    entity = tables.entity
    last = select(entity.c.changed).order_by(entity.c.seq.desc()).limit(1)
    times = [
        connection.scalar(last),
        connection.scalar(select(func.max(tables.kiosk.c.seen))),
        connection.scalar(select(func.max(tables.kiosk.c.paired))),
        connection.scalar(select(func.max(tables.taken_order.c.at))),
    ]
    return max((each for each in times if each), default=None)
