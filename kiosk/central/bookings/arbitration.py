"""This module decides on reservations. No other code assigns times in spaces to visitors.

Every function runs inside the caller's transaction and locks the space.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from kiosk.central import tables
from kiosk.central.bookings import alternatives, blocks, claims, owner_bookings, owners
from kiosk.central.feed import feed
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, is_supported_date, lenient_interval, subtract_intervals
from kiosk.domain.reservations import (
    OCCUPYING_STATUSES,
    BookingStatus,
    Refusal,
    Reservation,
    granted_status,
    is_no_show,
    reservation_refusal,
    with_buffer_after,
)
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import FeedKind, ReserveOrder

_log = logging.getLogger(__name__)


def decide_reservation(
    connection: Connection, kiosk: str, request: ReserveOrder, now: datetime
) -> None:
    """Decide on a visitor's reservation at ``kiosk`` and publish the decision in the feed.

    If the reservation's id is already known, nothing changes.
    """
    claims.lock_space(connection, request.space)
    table = tables.reservation
    if connection.scalar(select(table.c.id).where(table.c.id == request.id)):
        return
    order = connection.scalar(select(func.coalesce(func.max(table.c.order), 0) + 1))
    interval = Interval(request.start, request.end)
    connection.execute(
        table.insert().values(
            id=request.id,
            space=request.space,
            starts=interval.start,
            ends=interval.end,
            code=request.code,
            created=request.created,
            status=BookingStatus.REQUESTED,
            kiosk=kiosk,
            order=order,
        )
    )
    reservation = reservation_from_row(_row(connection, request.id))
    decide(connection, kiosk, reservation, now, promised=request.promised)


def cancel_reservation(connection: Connection, id: str, now: datetime) -> bool:
    """Cancel a reservation and free its time. Return False if the reservation does not exist."""
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    row = _row(connection, id)
    reservation = reservation_from_row(row)
    if reservation.status not in OCCUPYING_STATUSES:
        # The kiosk may have skipped the last change, and still treat the reservation as active.
        feed.republish(connection, FeedKind.RESERVATION, id, now)
        return True
    claim = claims.claim_of_reservation(connection, id)
    if claim:
        claims.release_claim(connection, claim)
    _publish(connection, reservation, BookingStatus.CANCELLED, now)
    decide_requests(connection, reservation.space, now)
    return True


def refuse_reservation(connection: Connection, id: str, now: datetime) -> None:
    """Refuse a reservation for which the owner of the space does not give the time, or no more."""
    row = _row(connection, id)
    space, branch = space_and_branch(connection, row.space) if row else (None, None)
    if row is None or space is None or branch is None:
        return
    claims.lock_space(connection, space.code)
    reservation = reservation_from_row(_row(connection, id))
    if reservation.status not in OCCUPYING_STATUSES:
        return
    claim = claims.claim_of_reservation(connection, id)
    if claim:
        claims.release_claim(connection, claim)
    near = alternatives.nearest(
        connection, row.kiosk, space, branch, reservation, now, besides=[reservation]
    )
    _publish(connection, reservation, BookingStatus.REFUSED, now, near)
    decide_requests(connection, space.code, now)


def check_in_reservation(connection: Connection, id: str, now: datetime) -> bool:
    """Check in the visitor of a reservation. Return False if the reservation does not exist.

    A late check-in is still accepted if nobody else has reserved the time in the meantime.
    """
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    reservation = reservation_from_row(_row(connection, id))
    if reservation.status is BookingStatus.CONFIRMED:
        _publish(connection, reservation, BookingStatus.CHECKED_IN, now)
    else:
        feed.republish(connection, FeedKind.RESERVATION, id, now)
    return True


def undo_check_in(connection: Connection, id: str, now: datetime) -> bool:
    """Undo a check-in. Return False if the reservation has ended or was not checked in."""
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    reservation = reservation_from_row(_row(connection, id))
    if reservation.status is not BookingStatus.CHECKED_IN or reservation.interval.end <= now:
        return False
    _publish(connection, reservation, BookingStatus.CONFIRMED, now)
    return True


def approve_request(connection: Connection, id: str, now: datetime) -> bool:
    """Approve a request at once on behalf of staff, even if a kiosk holds a lease on the time.

    If that kiosk is offline and promises the time to a visitor, the promised reservation is later
    refused. Return False if the request no longer exists, or if another visitor, a programme or a
    closing has the time.
    """
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    reservation = reservation_from_row(_row(connection, id))
    space, _ = space_and_branch(connection, reservation.space)
    if space is None or reservation.status is not BookingStatus.REQUESTED:
        return False
    occupied = with_buffer_after(reservation.interval, space.policy)
    overlapping = claims.overlapping_claims(connection, space.code, occupied)
    if any(claim.reservation for claim in overlapping):
        return False
    if blocks.is_blocked(connection, space, reservation.interval):
        return False
    for claim in overlapping:
        claims.shrink_lease(connection, claim, [occupied])
    claims.add_claim(connection, space.code, occupied, reservation=id)
    _publish(
        connection,
        reservation,
        granted_status(reservation.interval, space.policy, reservation.created),
        now,
    )
    return True


def move_reservation(
    connection: Connection, id: str, to: str, interval: Interval, now: datetime
) -> Refusal | None:
    """Move a reservation, on behalf of staff, to the time ``interval`` in the space ``to``.

    If a kiosk holds a lease on that time, the lease is recalled, and the reservation becomes a
    request until the kiosk has given the lease up. If the move is refused, return the reason.
    """
    row = _row(connection, id)
    space, branch = space_and_branch(connection, to)
    if row is None or space is None or branch is None:
        return Refusal.UNKNOWN_SPACE
    for each in sorted({row.space, to}):
        claims.lock_space(connection, each)
    reservation = reservation_from_row(_row(connection, id))
    if reservation.status not in OCCUPYING_STATUSES:
        return Refusal.NO_SUCH_CODE
    blocked = blocks.blocks_as_reservations(connection, space, interval)
    reason = reservation_refusal(space, branch, interval, blocked, now)
    overlapping = claims.overlapping_claims(
        connection, to, with_buffer_after(interval, space.policy)
    )
    if reason or any(claim.reservation not in (None, id) for claim in overlapping):
        return reason or Refusal.TAKEN
    claim = claims.claim_of_reservation(connection, id)
    if claim:
        claims.release_claim(connection, claim)
    owner_bookings.give_back(connection, id, now)
    # The request comes from no kiosk, so even the original kiosk's lease must be recalled.
    values = {"space": to, "starts": interval.start, "ends": interval.end, "kiosk": ""}
    connection.execute(
        update(tables.reservation).where(tables.reservation.c.id == id).values(values)
    )
    decide(connection, "", replace(reservation, space=to, interval=interval), now)
    decide_requests(connection, row.space, now)
    return None


def decide_requests(connection: Connection, space: str, now: datetime) -> None:
    """Decide again on all requests for ``space``, in their order of arrival."""
    table = tables.reservation
    rows = connection.execute(
        select(table)
        .where(table.c.space == space, table.c.status == BookingStatus.REQUESTED)
        .order_by(table.c.order)
    ).all()
    for row in rows:
        decide(connection, row.kiosk, reservation_from_row(row), now)


def spaces_with_requests(connection: Connection, until: datetime) -> list[str]:
    """Return the codes of the spaces with undecided requests that start before ``until``."""
    table = tables.reservation
    return list(
        connection.scalars(
            select(table.c.space)
            .where(table.c.status == BookingStatus.REQUESTED, table.c.starts < until)
            .distinct()
            .order_by(table.c.space)
        )
    )


def decide(
    connection: Connection,
    kiosk: str,
    reservation: Reservation,
    now: datetime,
    *,
    promised: bool = False,
) -> None:
    space, branch = space_and_branch(connection, reservation.space)
    ends = reservation.interval.start, reservation.interval.end
    if space is None or branch is None or not all(map(is_supported_date, ends)):
        _publish(connection, reservation, BookingStatus.REFUSED, now)
        return
    occupied = with_buffer_after(reservation.interval, space.policy)
    held = promised and _is_lent(connection, kiosk, space, occupied)
    if promised and not held:
        _log.error("kiosk %s promised a time in %s without a lease on it", kiosk, space.code)
    blocked = blocks.blocks_as_reservations(connection, space, reservation.interval)
    reason = (
        None
        if held
        else _forbidding_rule(space, branch, reservation, blocked, now, promised=promised)
    )
    if not reason:
        release_absent(connection, space, occupied, now)
    overlapping = claims.overlapping_claims(connection, space.code, occupied)
    own = [claim for claim in overlapping if claim.is_leased_to(kiosk)]
    if reason or any(claim.reservation for claim in overlapping):
        near = alternatives.nearest(connection, kiosk, space, branch, reservation, now)
        _publish(connection, reservation, BookingStatus.REFUSED, now, near)
    elif not held and not owners.may_decide(connection, space, branch, reservation, now):
        _publish(connection, reservation, BookingStatus.REQUESTED, now)
    elif len(own) < len(overlapping):
        for claim in overlapping:
            if not claim.is_leased_to(kiosk):
                claims.recall_lease(connection, claim, occupied)
        near = alternatives.nearest(connection, kiosk, space, branch, reservation, now)
        _publish(connection, reservation, BookingStatus.REQUESTED, now, near)
    else:
        for claim in own:
            claims.shrink_lease(connection, claim, [occupied])
        # The kiosk keeps its lease: if the reservation is cancelled, the time returns to the kiosk.
        lessee = kiosk if own else None
        claims.add_claim(
            connection, space.code, occupied, lessee=lessee, reservation=reservation.id
        )
        status = granted_status(reservation.interval, space.policy, reservation.created)
        _publish(connection, reservation, status, now)


def _is_lent(connection: Connection, kiosk: str, space: Space, occupied: Interval) -> bool:
    """Return True if ``kiosk`` holds leases on all of ``occupied`` and may promise that time."""
    overlapping = claims.overlapping_claims(connection, space.code, occupied)
    return not subtract_intervals(
        [occupied], [each.interval for each in overlapping if each.is_leased_to(kiosk)]
    )


def _forbidding_rule(
    space: Space,
    branch: Branch,
    reservation: Reservation,
    blocked: Sequence[Reservation],
    now: datetime,
    *,
    promised: bool,
) -> Refusal | None:
    """Return the rule that forbids a reservation, or None if the reservation is allowed.

    ``blocked`` are the times of programmes and closings. A promise that no lease covers is treated
    like a request. If the reserved time has passed, the rules are checked as of the time of the
    promise. The order arrives late if the kiosk was offline or the server was restored from a
    back-up.
    """
    wanted = reservation.interval
    reason = reservation_refusal(space, branch, wanted, blocked, now)
    if promised and reason is Refusal.IN_THE_PAST:
        then = min(now, reservation.created)
        return reservation_refusal(space, branch, wanted, blocked, then)
    return reason


def release_absent(connection: Connection, space: Space, interval: Interval, now: datetime) -> None:
    """Release the reservations in ``interval`` whose visitors missed the check-in deadline."""
    if space.policy.check_in_grace is None:
        return
    for claim in claims.overlapping_claims(connection, space.code, interval):
        if claim.reservation is None:
            continue
        reservation = reservation_from_row(_row(connection, claim.reservation))
        if is_no_show(reservation, space.policy, now):
            claims.release_claim(connection, claim)
            _publish(connection, reservation, BookingStatus.RELEASED, now)


def space_and_branch(connection: Connection, code: str) -> tuple[Space | None, Branch | None]:
    """Return the space with this code, and its branch. For a missing object, return None."""
    space = feed.load_entity(connection, FeedKind.SPACE, code)
    if not isinstance(space, Space):
        return None, None
    branch = feed.load_entity(connection, FeedKind.BRANCH, space.branch)
    return space, branch if isinstance(branch, Branch) else None


def _publish(
    connection: Connection,
    reservation: Reservation,
    status: BookingStatus,
    now: datetime,
    near: Iterable[Interval] = (),
) -> None:
    table = tables.reservation
    connection.execute(update(table).where(table.c.id == reservation.id).values(status=status))
    if status not in OCCUPYING_STATUSES:
        owner_bookings.give_back(connection, reservation.id, now)
    decided = Reservation(
        reservation.id,
        reservation.space,
        reservation.interval,
        reservation.code,
        reservation.created,
        status,
        tuple(near),
    )
    feed.publish(connection, [decided], now)


def _row(connection: Connection, id: str) -> Any:
    table = tables.reservation
    return connection.execute(select(table).where(table.c.id == id)).one_or_none()


def find_reservation(connection: Connection, id: str) -> Reservation | None:
    """Return the reservation with this id, or None if there is no such reservation."""
    row = _row(connection, id)
    return reservation_from_row(row) if row else None


def reservation_from_row(row: Any) -> Reservation:
    """Convert a database row to a reservation. Raises ValueError for impossible times."""
    return Reservation(
        row.id,
        row.space,
        lenient_interval(row.starts, row.ends),
        row.code,
        row.created,
        BookingStatus(row.status),
    )
