"""Times, seats and codes are lent to kiosks, so that offline kiosks can confirm bookings.

A time at which a space is blocked is not lent; if it is lent already, it is recalled.

A lease lasts until its time has passed, or until the kiosk reports in an ADOPT order that it has
adopted a grant without this lease. The clocks of two machines are never compared, so a wrong clock
cannot lead to the same time being lent to two kiosks.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update

from kiosk.central import machines, tables
from kiosk.central.bookings import arbitration, blocks, claims
from kiosk.central.database import insert_new_rows
from kiosk.central.feed import feed
from kiosk.central.registrations import seat_lending
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals, subtract_intervals
from kiosk.domain.reservations import BookingStatus, with_buffer_after
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import FeedKind, Grant, GrantRequest, Lease

LEASE_DAYS = 3  # times are lent for today and the next two days
_CODES = 40  # codes lent to a kiosk; new codes are lent when half are used
_DIGITS = 6  # digits in a code
_DRAWS = 3  # attempts to find codes that are not in use


def grant_leases(connection: Connection, kiosk: str, wish: GrantRequest, now: datetime) -> Grant:
    """Return all leases and codes of ``kiosk``, except times that others are waiting for."""
    for space in arbitration.spaces_with_requests(connection, now):
        claims.lock_space(connection, space)
        arbitration.decide_requests(connection, space, now)
    row = connection.execute(
        select(tables.kiosk).where(tables.kiosk.c.id == kiosk).with_for_update(key_share=True)
    ).one()
    seen = update(tables.kiosk).where(tables.kiosk.c.id == kiosk)
    connection.execute(seen.values(version=wish.version, seen=now))
    machines.record_machine(connection, kiosk, wish.machine, now)
    # Two machines with the same key could promise a leased time twice, so they get no leases.
    twin = kiosk in machines.cloned_kiosks(connection, now)
    if not twin:
        recall_blocked_leases(connection, kiosk, now)
        _lend_more(connection, kiosk, row.branch, now)
        seat_lending.lend_seats(connection, kiosk, now)
    epoch = _recall_epoch(connection, kiosk, max(row.epoch, wish.epoch))
    return Grant(
        epoch=epoch,
        leases=[] if twin else list(_leases(connection, kiosk, now)),
        codes=_lend_codes(connection, kiosk, wish, now),
        seats=[] if twin else list(seat_lending.seat_leases(connection, kiosk, now)),
        now=now,
    )


def adopt_grant(connection: Connection, kiosk: str, epoch: int, now: datetime) -> None:
    """Free the times that are missing from grant ``epoch``, which the kiosk has adopted."""
    recall = tables.recall
    adopted = (recall.c.kiosk == kiosk, recall.c.epoch <= epoch)
    rows = connection.execute(select(recall).where(*adopted).order_by(recall.c.space)).all()
    for space in sorted({row.space for row in rows}):
        claims.lock_space(connection, space)
        back = [Interval(row.starts, row.ends) for row in rows if row.space == space]
        for part in back:
            for claim in claims.overlapping_claims(connection, space, part):
                if claim.is_leased_to(kiosk):
                    claims.shrink_lease(connection, claim, back)
        connection.execute(delete(recall).where(*adopted, recall.c.space == space))
        arbitration.decide_requests(connection, space, now)
    seat_lending.adopt_grant(connection, kiosk, epoch, now)


def revoke_leases(connection: Connection, kiosk: str, now: datetime) -> None:
    """Revoke all leases of a lost kiosk, so that others can use the times and seats at once."""
    connection.execute(delete(tables.recall).where(tables.recall.c.kiosk == kiosk))
    lent = claims.leases_of_kiosk(connection, kiosk, datetime.fromtimestamp(0, now.tzinfo))
    for space in sorted({claim.space for claim in lent}):
        claims.lock_space(connection, space)
        for claim in lent:
            if claim.space == space:
                claims.delete_claim(connection, claim)
        arbitration.decide_requests(connection, space, now)
    connection.execute(
        update(tables.claim).where(tables.claim.c.lessee == kiosk).values(lessee=None)
    )
    seat_lending.revoke_leases(connection, kiosk, now)
    connection.execute(delete(tables.lent_code).where(*_unused_codes(kiosk)))


def recall_blocked_leases(connection: Connection, kiosk: str, now: datetime) -> None:
    """Recall the leases of times at which a programme or a closing has taken the space since."""
    lent = claims.leases_of_kiosk(connection, kiosk, now)
    if not lent:
        return
    codes = {each.space for each in lent}
    known = feed.load_entities(connection, FeedKind.SPACE)
    spaces = [each for each in known if isinstance(each, Space) and each.code in codes]
    within = Interval(min(e.interval.start for e in lent), max(e.interval.end for e in lent))
    blocked = blocks.unlendable_times(connection, spaces, within)
    for space in sorted(blocked):
        claims.lock_space(connection, space)
        for taken in blocked[space]:
            for claim in claims.overlapping_claims(connection, space, taken):
                if claim.is_leased_to(kiosk):
                    claims.recall_lease(connection, claim, taken)


def _lend_more(connection: Connection, kiosk: str, branch_code: str, now: datetime) -> None:
    branch = feed.load_entity(connection, FeedKind.BRANCH, branch_code)
    if not isinstance(branch, Branch):
        return
    shares = list(_kiosk_shares(connection, kiosk, branch, now))
    taken = _unavailable_times(connection, shares)
    for space, wanted in shares:
        if not subtract_intervals(wanted, taken[space.code]):
            continue
        claims.lock_space(connection, space.code)
        now_taken = _unavailable_times(connection, [(space, wanted)])[space.code]
        for part in subtract_intervals(wanted, now_taken):
            claims.add_claim(connection, space.code, part, lessee=kiosk)


def _kiosk_shares(
    connection: Connection, kiosk: str, branch: Branch, now: datetime
) -> Iterator[tuple[Space, list[Interval]]]:
    """Yield each space with the times that can be lent to this kiosk.

    The kiosks of a branch take turns: each day, a space is lent to the next kiosk.
    """
    table = tables.kiosk
    kiosks = list(
        connection.scalars(
            select(table.c.id)
            .where(table.c.branch == branch.code, table.c.revoked.is_(None))
            .order_by(table.c.id)
        )
    )
    if kiosk not in kiosks:
        return
    turn, today = kiosks.index(kiosk), branch.local_day(now)
    days = [today + timedelta(days=offset) for offset in range(LEASE_DAYS)]
    here = [s for s in feed.load_entities(connection, FeedKind.SPACE) if isinstance(s, Space)]
    for number, space in enumerate(s for s in here if s.branch == branch.code):
        own = [d for d in days if (number + d.toordinal()) % len(kiosks) == turn]
        if own:
            yield space, merge_intervals(branch.day_interval(day) for day in own)


def _unavailable_times(
    connection: Connection, shares: Sequence[tuple[Space, list[Interval]]]
) -> dict[str, list[Interval]]:
    """Return, for each space, the times that are claimed, blocked or requested by visitors."""
    taken: dict[str, list[Interval]] = {space.code: [] for space, _ in shares}
    policies = {space.code: space.policy for space, _ in shares}
    if not shares:
        return taken
    first = min(wanted[0].start for _, wanted in shares)
    last = max(wanted[-1].end for _, wanted in shares)
    for claim in claims.claims_in_spaces(connection, list(taken), Interval(first, last)):
        taken[claim.space].append(claim.interval)
    blocked = blocks.unlendable_times(
        connection, (space for space, _ in shares), Interval(first, last)
    )
    for code, times in blocked.items():
        taken[code] += times
    table = tables.reservation
    requests = connection.execute(
        select(table.c.space, table.c.starts, table.c.ends).where(
            table.c.space.in_(taken),
            table.c.status == BookingStatus.REQUESTED,
            table.c.ends > table.c.starts,  # an older release may have stored impossible times
        )
    )
    for row in requests:
        taken[row.space].append(
            with_buffer_after(Interval(row.starts, row.ends), policies[row.space])
        )
    return taken


def _recall_epoch(connection: Connection, kiosk: str, epoch: int) -> int:
    """Return the epoch of this grant. It is a new number if an earlier lease is missing."""
    recall, seat = tables.recall, tables.seat
    pending = [
        update(recall).where(recall.c.kiosk == kiosk, recall.c.epoch.is_(None)),
        update(seat).where(seat.c.lessee == kiosk, seat.c.recall == 0),
    ]
    columns = ("epoch", "recall")
    changed = [
        connection.execute(each.values({column: epoch + 1})).rowcount
        for each, column in zip(pending, columns, strict=True)
    ]
    epoch += any(changed)
    connection.execute(update(tables.kiosk).where(tables.kiosk.c.id == kiosk).values(epoch=epoch))
    return epoch


def _leases(connection: Connection, kiosk: str, now: datetime) -> Iterator[Lease]:
    recall = tables.recall
    rows = connection.execute(select(recall).where(recall.c.kiosk == kiosk)).all()
    for claim in claims.leases_of_kiosk(connection, kiosk, now):
        back = [Interval(row.starts, row.ends) for row in rows if row.space == claim.space]
        for part in subtract_intervals([claim.interval], back):
            yield Lease(space=claim.space, start=part.start, end=part.end)


def _lend_codes(connection: Connection, kiosk: str, wish: GrantRequest, now: datetime) -> list[str]:
    """Return codes for a kiosk: first the codes that the kiosk has not used yet, then new codes.

    A machine never has more than 40 codes. When nearly all 6-digit codes are in use, fewer codes
    are lent, and kiosks generate longer codes themselves.
    """
    if wish.codes > _CODES // 2:
        return []
    code = tables.lent_code
    own = (*_unused_codes(kiosk), code.c.machine == wish.machine)
    unused = list(connection.scalars(select(code.c.code).where(*own).order_by(code.c.code)))
    fresh: list[str] = []
    for _ in range(_DRAWS):
        wanted = _CODES - len(unused) - len(fresh)
        if wanted <= 0:
            break
        drawn = {f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}" for _ in range(wanted)}
        row = {"kiosk": kiosk, "machine": wish.machine, "at": now}
        rows = [{"code": each, **row} for each in sorted(drawn)]
        fresh += insert_new_rows(connection, code, rows, "code")
    # An older release sends no machine id and cannot report which codes it has used.
    return unused + fresh if wish.machine else fresh


def _unused_codes(kiosk: str) -> tuple[ColumnElement[bool], ...]:
    """Return the SQL conditions for codes that are lent to the kiosk and not used by a booking."""
    code = tables.lent_code
    opening = (tables.reservation, tables.registration)
    return code.c.kiosk == kiosk, *(~exists().where(t.c.code == code.c.code) for t in opening)
