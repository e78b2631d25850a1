"""Forgetting who reserved what, once it is over."""

from datetime import datetime

from sqlalchemy import Connection

from kiosk.domain.reservations import KEPT_AFTER
from kiosk.store import feed_state, programs, registrations, reservations


def forget_over(connection: Connection, now: datetime) -> None:
    """Drop the reservations and registrations that were over KEPT_AFTER before ``now``.

    A kiosk that belongs to a server leaves that to the server, which tells it of each.
    """
    if feed_state.get(connection):
        return
    old = now - KEPT_AFTER
    reservations.remove_ended(connection, old)
    for key in registrations.programs(connection):
        program = programs.with_key(connection, key)
        if program and program.interval.end < old:
            registrations.remove_of(connection, key)
