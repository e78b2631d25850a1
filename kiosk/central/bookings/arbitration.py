"""The decisions on reservations: the only place where a time is given to anybody.

Every function runs inside the caller's transaction and holds the space's lock.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.central.bookings import claims
from kiosk.central.bookings.claims import Claim
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
    nearest_free_times,
    reservation_refusal,
    with_buffer_after,
)
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import Kind, Reserve

_log = logging.getLogger(__name__)

_ALTERNATIVES = 3


def decide_reservation(connection: Connection, kiosk: str, wanted: Reserve, now: datetime) -> None:
    """Decide on what a visitor at ``kiosk`` asked for, and tell it by the feed."""
    claims.lock_space(connection, wanted.space)
    table = tables.reservation
    if connection.scalar(select(table.c.id).where(table.c.id == wanted.id)):
        return
    order = connection.scalar(select(func.coalesce(func.max(table.c.order), 0) + 1))
    interval = Interval(wanted.start, wanted.end)
    connection.execute(
        table.insert().values(
            id=wanted.id,
            space=wanted.space,
            starts=interval.start,
            ends=interval.end,
            code=wanted.code,
            created=wanted.created,
            status=BookingStatus.REQUESTED,
            kiosk=kiosk,
            order=order,
        )
    )
    made = reservation_from_row(_row(connection, wanted.id))
    _decide(connection, kiosk, made, now, promised=wanted.promised)


def cancel_reservation(connection: Connection, id: str, now: datetime) -> bool:
    """Give the time of a reservation back; False where there is no such reservation."""
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    row = _row(connection, id)
    made = reservation_from_row(row)
    if made.status not in OCCUPYING_STATUSES:
        # The kiosk believed otherwise, and may have passed over what the feed said of it.
        feed.republish(connection, Kind.RESERVATION, id, now)
        return True
    claim = claims.claim_of_reservation(connection, id)
    if claim:
        claims.release_claim(connection, claim)
    _publish(connection, made, BookingStatus.CANCELLED, now)
    decide_requests(connection, made.space, now)
    return True


def check_in_reservation(connection: Connection, id: str, now: datetime) -> bool:
    """The visitor of a reservation has come; False where there is no such reservation.

    Too late, but before somebody else wanted the time, is in time.
    """
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    made = reservation_from_row(_row(connection, id))
    if made.status is BookingStatus.CONFIRMED:
        _publish(connection, made, BookingStatus.CHECKED_IN, now)
    else:
        feed.republish(connection, Kind.RESERVATION, id, now)
    return True


def undo_check_in(connection: Connection, id: str, now: datetime) -> bool:
    """The visitor has not come after all; False where nobody is checked in under ``id``."""
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    made = reservation_from_row(_row(connection, id))
    if made.status is not BookingStatus.CHECKED_IN or made.interval.end <= now:
        return False
    _publish(connection, made, BookingStatus.CONFIRMED, now)
    return True


def approve_request(connection: Connection, id: str, now: datetime) -> bool:
    """Staff give a requested time at once, whoever it is lent to.

    A kiosk that cannot be reached may have promised it meanwhile, and is then told that
    it cannot be. False where nobody asks for it any more, or another visitor has it.
    """
    row = _row(connection, id)
    if row is None:
        return False
    claims.lock_space(connection, row.space)
    made = reservation_from_row(_row(connection, id))
    space, _ = space_and_branch(connection, made.space)
    if space is None or made.status is not BookingStatus.REQUESTED:
        return False
    whole = with_buffer_after(made.interval, space.policy)
    met = claims.overlapping_claims(connection, space.code, whole)
    if any(claim.reservation for claim in met):
        return False
    for claim in met:
        claims.shrink_lease(connection, claim, [whole])
    claims.add_claim(connection, space.code, whole, reservation=id)
    _publish(connection, made, granted_status(made.interval, space.policy, made.created), now)
    return True


def move_reservation(
    connection: Connection, id: str, to: str, wanted: Interval, now: datetime
) -> Refusal | None:
    """Staff give a reservation another time, in the space ``to``, and its old one to others.

    Where the time is lent to a kiosk it is asked back, and the reservation is a request
    until then. Returns why not, where the rules or another visitor stand in the way.
    """
    row = _row(connection, id)
    space, branch = space_and_branch(connection, to)
    if row is None or space is None or branch is None:
        return Refusal.UNKNOWN_SPACE
    for each in sorted({row.space, to}):
        claims.lock_space(connection, each)
    made = reservation_from_row(_row(connection, id))
    if made.status not in OCCUPYING_STATUSES:
        return Refusal.NO_SUCH_CODE
    reason = reservation_refusal(space, branch, wanted, [], now)
    met = claims.overlapping_claims(connection, to, with_buffer_after(wanted, space.policy))
    if reason or any(claim.reservation not in (None, id) for claim in met):
        return reason or Refusal.TAKEN
    claim = claims.claim_of_reservation(connection, id)
    if claim:
        claims.release_claim(connection, claim)
    # No kiosk asked for it: even the one it came from must hear that its lease ends.
    values = {"space": to, "starts": wanted.start, "ends": wanted.end, "kiosk": ""}
    connection.execute(
        update(tables.reservation).where(tables.reservation.c.id == id).values(values)
    )
    _decide(connection, "", replace(made, space=to, interval=wanted), now)
    decide_requests(connection, row.space, now)
    return None


def decide_requests(connection: Connection, space: str, now: datetime) -> None:
    """Look again at the requests for ``space``, in the order in which they came."""
    table = tables.reservation
    rows = connection.execute(
        select(table)
        .where(table.c.space == space, table.c.status == BookingStatus.REQUESTED)
        .order_by(table.c.order)
    ).all()
    for row in rows:
        _decide(connection, row.kiosk, reservation_from_row(row), now)


def spaces_with_requests(connection: Connection, until: datetime) -> list[str]:
    """The spaces with undecided requests that start before ``until``."""
    table = tables.reservation
    return list(
        connection.scalars(
            select(table.c.space)
            .where(table.c.status == BookingStatus.REQUESTED, table.c.starts < until)
            .distinct()
            .order_by(table.c.space)
        )
    )


def _decide(
    connection: Connection,
    kiosk: str,
    made: Reservation,
    now: datetime,
    *,
    promised: bool = False,
) -> None:
    space, branch = space_and_branch(connection, made.space)
    ends = made.interval.start, made.interval.end
    if space is None or branch is None or not all(map(is_supported_date, ends)):
        _publish(connection, made, BookingStatus.REFUSED, now)
        return
    whole = with_buffer_after(made.interval, space.policy)
    held = promised and _is_lent(connection, kiosk, space, whole)
    if promised and not held:
        _log.error("kiosk %s promised a time of %s that it does not hold", kiosk, space.code)
    reason = None if held else _against(space, branch, made, now, promised=promised)
    if not reason:
        _release_absent(connection, space, whole, now)
    met = claims.overlapping_claims(connection, space.code, whole)
    own = [claim for claim in met if claim.is_leased_to(kiosk)]
    if reason or any(claim.reservation for claim in met):
        near = _nearest(connection, kiosk, space, branch, made, now)
        _publish(connection, made, BookingStatus.REFUSED, now, near)
    elif len(own) < len(met):
        for claim in met:
            if not claim.is_leased_to(kiosk):
                _recall(connection, claim, whole)
        near = _nearest(connection, kiosk, space, branch, made, now)
        _publish(connection, made, BookingStatus.REQUESTED, now, near)
    else:
        for claim in own:
            claims.shrink_lease(connection, claim, [whole])
        # The kiosk goes on believing in its part: given back, no other may have it unasked.
        lessee = kiosk if own else None
        claims.add_claim(connection, space.code, whole, lessee=lessee, reservation=made.id)
        status = granted_status(made.interval, space.policy, made.created)
        _publish(connection, made, status, now)


def _is_lent(connection: Connection, kiosk: str, space: Space, whole: Interval) -> bool:
    """Whether all of ``whole``, the buffer included, is lent to ``kiosk``: it may promise that."""
    met = claims.overlapping_claims(connection, space.code, whole)
    return not subtract_intervals(
        [whole], [each.interval for each in met if each.is_leased_to(kiosk)]
    )


def _against(
    space: Space, branch: Branch, made: Reservation, now: datetime, *, promised: bool
) -> Refusal | None:
    """Why the rules do not allow it. A promise out of no lease is a request like any other,

    but may be told late: a kiosk was away, or tells a server that was put back.
    """
    reason = reservation_refusal(space, branch, made.interval, [], now)
    if promised and reason is Refusal.IN_THE_PAST:
        return reservation_refusal(space, branch, made.interval, [], min(now, made.created))
    return reason


def _release_absent(connection: Connection, space: Space, wanted: Interval, now: datetime) -> None:
    """Take the times in ``wanted`` from those who did not check in, where one has to."""
    if space.policy.grace is None:
        return
    for claim in claims.overlapping_claims(connection, space.code, wanted):
        if claim.reservation is None:
            continue
        made = reservation_from_row(_row(connection, claim.reservation))
        if is_no_show(made, space.policy, now):
            claims.release_claim(connection, claim)
            _publish(connection, made, BookingStatus.RELEASED, now)


def _recall(connection: Connection, lease: Claim, whole: Interval) -> None:
    """Ask the lessee for the part of its lease that is wanted elsewhere, once."""
    part = Interval(max(lease.interval.start, whole.start), min(lease.interval.end, whole.end))
    recall = tables.recall
    asked = connection.execute(
        select(recall.c.starts, recall.c.ends).where(
            recall.c.kiosk == lease.lessee,
            recall.c.space == lease.space,
            recall.c.starts < part.end,
            recall.c.ends > part.start,
        )
    )
    for rest in subtract_intervals([part], [Interval(row.starts, row.ends) for row in asked]):
        connection.execute(
            recall.insert().values(
                id=str(uuid7()),
                kiosk=lease.lessee,
                space=lease.space,
                starts=rest.start,
                ends=rest.end,
            )
        )


def _nearest(
    connection: Connection,
    kiosk: str,
    space: Space,
    branch: Branch,
    made: Reservation,
    now: datetime,
) -> tuple[Interval, ...]:
    """Free times close to the one that cannot be given, which could be given at once."""
    around = Interval(
        made.interval.start - timedelta(days=2), made.interval.end + timedelta(days=3)
    )
    taken = [
        _as_reservation(claim, space, now)
        for claim in claims.overlapping_claims(connection, space.code, around)
        if not claim.is_leased_to(kiosk)
    ]
    return nearest_free_times(space, branch, made.interval, taken, now, _ALTERNATIVES)


def _as_reservation(claim: Claim, space: Space, now: datetime) -> Reservation:
    end = max(claim.interval.end - space.policy.buffer, claim.interval.start + timedelta(seconds=1))
    return Reservation(claim.id, space.code, Interval(claim.interval.start, end), "", now)


def space_and_branch(connection: Connection, code: str) -> tuple[Space | None, Branch | None]:
    space = feed.load_entity(connection, Kind.SPACE, code)
    if not isinstance(space, Space):
        return None, None
    branch = feed.load_entity(connection, Kind.BRANCH, space.branch)
    return space, branch if isinstance(branch, Branch) else None


def _publish(
    connection: Connection,
    made: Reservation,
    status: BookingStatus,
    now: datetime,
    alternatives: Iterable[Interval] = (),
) -> None:
    table = tables.reservation
    connection.execute(update(table).where(table.c.id == made.id).values(status=status))
    decided = Reservation(
        made.id,
        made.space,
        made.interval,
        made.code,
        made.created,
        status,
        tuple(alternatives),
    )
    feed.publish(connection, [decided], now)


def _row(connection: Connection, id: str) -> Any:
    table = tables.reservation
    return connection.execute(select(table).where(table.c.id == id)).one_or_none()


def find_reservation(connection: Connection, id: str) -> Reservation | None:
    row = _row(connection, id)
    return reservation_from_row(row) if row else None


def reservation_from_row(row: Any) -> Reservation:
    return Reservation(
        row.id,
        row.space,
        lenient_interval(row.starts, row.ends),
        row.code,
        row.created,
        BookingStatus(row.status),
    )
