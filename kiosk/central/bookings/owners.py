"""Spaces that another system owns: what the server may decide, and what it may lend."""

from datetime import datetime

from sqlalchemy import Connection

from kiosk.central.feed.readings import is_freshly_read
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.space_owners import is_lent
from kiosk.domain.spaces import Space


def may_decide(
    connection: Connection, space: Space, branch: Branch, wanted: Interval, now: datetime
) -> bool:
    """Return True if the server may give ``wanted`` to a visitor.

    In a space that another system owns, the server gives times that this system has lent. It gives
    other times only if the system's calendar was read recently: an old reading promises nothing.
    """
    if space.owner is None or is_lent(space, branch, wanted):
        return True
    return is_freshly_read(connection, space.owner.source, now)
