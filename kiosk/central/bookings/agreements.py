"""What the system that owns a space said about a reservation, and what follows from it.

Every function runs inside the caller's transaction.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.central.bookings import arbitration, claims, owner_bookings
from kiosk.central.bookings.owner_bookings import OwnerState
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, is_no_show
from kiosk.domain.spaces import Space

_LOOK_AGAIN = timedelta(minutes=1)  # whether a pending booking was approved


def take_booking(
    connection: Connection, reference: str, foreign: str, now: datetime, *, pending: bool
) -> None:
    """The other system has booked the time as ``foreign``: give it to the visitor.

    A booking that somebody there has to approve gives nothing yet.
    """
    known = owner_bookings.find_booking(connection, reference)
    if known is None:
        return
    claims.lock_space(connection, known.space)
    made = arbitration.find_reservation(connection, known.reservation)
    state = OwnerState.PENDING if pending else OwnerState.BOOKED
    due = now + _LOOK_AGAIN if pending else known.interval.end
    owner_bookings.save(
        connection, reference, state=state, foreign=foreign, due=now if known.unwanted else due,
        tries=0,
    )  # fmt: skip
    if made is None or made.status not in OCCUPYING_STATUSES:
        owner_bookings.give_back(connection, known.reservation, now)
    elif state is OwnerState.BOOKED and not known.unwanted:
        arbitration.decide_requests(connection, known.space, now)


def take_refusal(connection: Connection, reference: str, now: datetime) -> None:
    """The other system does not give the time. What staff have approved by hand stays approved."""
    known = owner_bookings.find_booking(connection, reference)
    if known:
        owner_bookings.put_away(connection, known)
    made = arbitration.find_reservation(connection, known.reservation) if known else None
    if known and not known.unwanted and made and made.status is BookingStatus.REQUESTED:
        arbitration.refuse_reservation(connection, made.id, now)


def take_cancellation(connection: Connection, reference: str, now: datetime) -> None:
    """The booking was cancelled or moved in the other system: it is cancelled here as well."""
    known = owner_bookings.find_booking(connection, reference)
    if known and not known.unwanted:
        owner_bookings.forget(connection, reference)  # what was moved is not ours any more
        arbitration.refuse_reservation(connection, known.reservation, now)


def absent_visitors(connection: Connection, now: datetime) -> list[tuple[Space, Interval]]:
    """Return the running bookings whose visitors have not checked in in time."""
    found = []
    for each in owner_bookings.booked_since(connection, now):
        space, _ = arbitration.space_and_branch(connection, each.space)
        made = arbitration.find_reservation(connection, each.reservation)
        if space and made and is_no_show(made, space.policy, now):
            found.append((space, each.interval))
    return found


def release_absent_visitors(connection: Connection, now: datetime) -> None:
    """Release the running reservations whose visitors have not checked in in time."""
    for space, interval in absent_visitors(connection, now):
        claims.lock_space(connection, space.code)
        arbitration.release_absent(connection, space, interval, now)
