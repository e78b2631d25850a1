"""Claims: rights to a time in a space. Two claims on the same space never overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.domain.intervals import Interval, subtract_intervals
from kiosk.protocol.messages import FeedKind


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to ``interval`` (including the buffer) in ``space``.

    The claim belongs to a reservation or, if ``reservation`` is None, is a lease of the kiosk
    ``lessee``. If ``reservation`` and ``lessee`` are both set, the reservation was made from
    that kiosk's lease.
    """

    id: str
    space: str
    interval: Interval
    lessee: str | None = None
    reservation: str | None = None

    def is_leased_to(self, kiosk: str) -> bool:
        """Return True if this claim is a lease of ``kiosk`` and not a reservation."""
        return self.reservation is None and self.lessee == kiosk


def lock_space(connection: Connection, space: str) -> None:
    """Lock ``space`` against other transactions until the current transaction ends.

    PostgreSQL locks the space's row. SQLite needs no lock: it has one writer at a time.
    """
    entity = tables.entity
    connection.execute(
        select(entity.c.key)
        .where(entity.c.kind == FeedKind.SPACE, entity.c.key == space)
        .with_for_update()
    )


def overlapping_claims(connection: Connection, space: str, interval: Interval) -> list[Claim]:
    """Return the claims on a space that overlap ``interval``, earliest first."""
    return claims_in_spaces(connection, [space], interval)


def claims_in_spaces(
    connection: Connection, spaces: Sequence[str], interval: Interval
) -> list[Claim]:
    """Return the claims on several spaces that overlap ``interval``, earliest first."""
    claim = tables.claim
    rows = connection.execute(
        select(claim)
        .where(
            claim.c.space.in_(spaces),
            claim.c.starts < interval.end,
            claim.c.ends > interval.start,
        )
        .order_by(claim.c.starts)
    )
    return [_claim(row) for row in rows]


def leases_of_kiosk(connection: Connection, kiosk: str, after: datetime) -> list[Claim]:
    """Return the leases of ``kiosk`` that end after ``after``."""
    claim = tables.claim
    rows = connection.execute(
        select(claim)
        .where(claim.c.lessee == kiosk, claim.c.reservation.is_(None), claim.c.ends > after)
        .order_by(claim.c.space, claim.c.starts)
    )
    return [_claim(row) for row in rows]


def claim_of_reservation(connection: Connection, reservation: str) -> Claim | None:
    """Return the claim of the reservation with this id, or None if there is no claim."""
    claim = tables.claim
    row = connection.execute(select(claim).where(claim.c.reservation == reservation)).one_or_none()
    return _claim(row) if row else None


def add_claim(
    connection: Connection,
    space: str,
    interval: Interval,
    *,
    lessee: str | None = None,
    reservation: str | None = None,
) -> None:
    """Add a claim. Raises sqlalchemy's IntegrityError if the claim overlaps an existing claim."""
    _insert(connection, Claim(str(uuid7()), space, interval, lessee, reservation))


def shrink_lease(connection: Connection, lease: Claim, out: Iterable[Interval]) -> None:
    """Remove the intervals ``out`` from a lease; the remaining time stays leased."""
    delete_claim(connection, lease)
    for rest in subtract_intervals([lease.interval], out):
        _insert(connection, replace(lease, id=str(uuid7()), interval=rest))


def recall_lease(connection: Connection, lease: Claim, occupied: Interval) -> None:
    """Recall the part of a lease that lies in ``occupied``, unless it was recalled before."""
    part = Interval(
        max(lease.interval.start, occupied.start), min(lease.interval.end, occupied.end)
    )
    recall = tables.recall
    recalled = connection.execute(
        select(recall.c.starts, recall.c.ends).where(
            recall.c.kiosk == lease.lessee,
            recall.c.space == lease.space,
            recall.c.starts < part.end,
            recall.c.ends > part.start,
        )
    )
    for rest in subtract_intervals([part], [Interval(row.starts, row.ends) for row in recalled]):
        connection.execute(
            recall.insert().values(
                id=str(uuid7()),
                kiosk=lease.lessee,
                space=lease.space,
                starts=rest.start,
                ends=rest.end,
            )
        )


def release_claim(connection: Connection, claim: Claim) -> None:
    """End a reservation's claim: the time returns to the original lease or becomes free."""
    if claim.lessee is None:
        delete_claim(connection, claim)
        return
    connection.execute(
        update(tables.claim).where(tables.claim.c.id == claim.id).values(reservation=None)
    )


def delete_claim(connection: Connection, claim: Claim) -> None:
    """Delete a claim, so that its time becomes free."""
    connection.execute(delete(tables.claim).where(tables.claim.c.id == claim.id))


def _insert(connection: Connection, claim: Claim) -> None:
    connection.execute(
        tables.claim.insert().values(
            id=claim.id,
            space=claim.space,
            starts=claim.interval.start,
            ends=claim.interval.end,
            lessee=claim.lessee,
            reservation=claim.reservation,
        )
    )


def _claim(row: Any) -> Claim:
    return Claim(row.id, row.space, Interval(row.starts, row.ends), row.lessee, row.reservation)
