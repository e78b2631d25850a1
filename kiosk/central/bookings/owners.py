"""Spaces that another system owns: what the server may decide, and what it may lend."""

from datetime import datetime

from sqlalchemy import Connection

from kiosk.central.bookings import owner_bookings
from kiosk.central.feed.readings import is_freshly_read
from kiosk.domain.branches import Branch
from kiosk.domain.reservations import Reservation
from kiosk.domain.space_owners import is_lent
from kiosk.domain.spaces import Space


def may_decide(
    connection: Connection, space: Space, branch: Branch, wanted: Reservation, now: datetime
) -> bool:
    """Return True if the server may give the time of ``wanted`` to a visitor.

    In a space that another system owns, the server gives times that this system has lent. It gives
    other times if that system agreed, when it was asked; if it cannot be asked, only if its
    calendar was read recently: an old reading promises nothing.
    """
    if space.owner is None or is_lent(space, branch, wanted.interval):
        return True
    source = space.owner.source
    if owner_bookings.is_asked(connection, source, space.code):
        return owner_bookings.is_agreed(connection, source, wanted, now)
    return is_freshly_read(connection, source, now)
