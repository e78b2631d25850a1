"""Free times to offer instead of a time that is refused."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.central.bookings import blocks, claims
from kiosk.central.bookings.claims import Claim
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Reservation, nearest_free_times
from kiosk.domain.spaces import Space

_ALTERNATIVES = 3


def nearest(
    connection: Connection,
    kiosk: str,
    space: Space,
    branch: Branch,
    reservation: Reservation,
    now: datetime,
    *,
    besides: Iterable[Reservation] = (),
) -> tuple[Interval, ...]:
    """Return free times close to the refused time, all of which ``kiosk`` can reserve at once.

    The times of ``besides`` are left out.
    """
    around = Interval(
        reservation.interval.start - timedelta(days=2), reservation.interval.end + timedelta(days=3)
    )
    taken = [
        _as_reservation(claim, space, now)
        for claim in claims.overlapping_claims(connection, space.code, around)
        if not claim.is_leased_to(kiosk)
    ]
    taken += [*blocks.blocks_as_reservations(connection, space, around), *besides]
    return nearest_free_times(space, branch, reservation.interval, taken, now, _ALTERNATIVES)


def _as_reservation(claim: Claim, space: Space, now: datetime) -> Reservation:
    end = max(claim.interval.end - space.policy.buffer, claim.interval.start + timedelta(seconds=1))
    return Reservation(claim.id, space.code, Interval(claim.interval.start, end), "", now)
