"""Reservations whose time a programme or a closing took later, on a kiosk without a server."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.space_blocks import covering_block, widest_search
from kiosk.domain.spaces import Space
from kiosk.services.bookings.occupied_times import OccupiedTimes
from kiosk.store import places
from kiosk.store.database import Database

_GIVEN = (BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN)


def covered_reservations(
    database: Database, now: datetime
) -> Iterator[tuple[Branch, Space, Reservation]]:
    """Yield the given reservations that are covered and have not ended, by space.

    They stay valid: staff decide what happens to them. Raises StoreError if the database cannot be
    read.
    """
    with database.read() as connection:
        occupied = OccupiedTimes(connection)
        for branch in places.list_branches(connection):
            for space in places.list_spaces(connection, branch.code):
                ahead = Interval(now, now + space.policy.max_advance + space.policy.max_length)
                for made in sorted(
                    occupied.reservations(space, ahead), key=lambda each: each.interval
                ):
                    near = occupied.blocks(space, widest_search(space, made.interval))
                    waiting = made.status in _GIVEN and made.interval.end > now
                    if waiting and covering_block(made, near, space):
                        yield branch, space, made
