"""Reservations that are asked of the system that owns a space, and what became of them there.

This is the outbox of the server towards such systems. Each row is one attempt for one reservation;
its id is the reference that the other system keeps in the title of its booking, so that a booking
is found again whose answer was lost. No row and no reference says anything about a visitor.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from kiosk.central import tables
from kiosk.central.feature import delete_batch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import RETENTION_PERIOD, Reservation

_REFERENCE_BYTES = 8
_FARTHEST = timedelta(minutes=30)  # a booking that waits is due sooner
LOOKED_FOR = timedelta(days=1)  # a booking that may still appear, and would have to be cancelled
_table = tables.owner_booking


class OwnerState(StrEnum):
    """What is known of a booking in the system that owns the space."""

    TO_ASK = "to_ask"  # nothing was sent, or it was certainly not accepted
    UNKNOWN = "unknown"  # a request was sent; whether it was accepted is not known
    PENDING = "pending"  # it is booked there, and someone there has to approve it
    BOOKED = "booked"


_HELD = (OwnerState.BOOKED, OwnerState.PENDING)


@dataclass(frozen=True, slots=True)
class OwnerBooking:
    """One attempt to book ``interval`` in ``space`` in the system of the source ``source``.

    ``reference`` identifies the attempt in both systems; ``foreign`` is the other system's own id,
    or "" if it is not known. ``sent`` is when it was last asked (UTC). ``unwanted`` means that the
    time is not needed any more, so that the booking there has to be cancelled.
    """

    reference: str
    reservation: str
    source: str
    space: str
    interval: Interval
    state: OwnerState
    foreign: str
    due: datetime
    tries: int
    sent: datetime | None
    unwanted: bool

    @property
    def is_held(self) -> bool:
        """Whether the other system has booked the time, approved or not."""
        return self.state in _HELD


def is_asked(connection: Connection, source: str, space: str) -> bool:
    """Return True if the system of ``source`` can be asked about times in ``space``."""
    table = tables.source
    options = connection.scalar(select(table.c.options).where(table.c.name == source))
    if not options:
        return False
    said = json.loads(options)
    return bool(said.get("system")) and space in said.get("rooms", {})


def is_agreed(connection: Connection, source: str, wanted: Reservation, now: datetime) -> bool:
    """Return True if the owner has agreed to ``wanted``; otherwise it is going to be asked."""
    for row in connection.execute(select(_table).where(_is_wanted_by(wanted.id))):
        if row.space == wanted.space and Interval(row.starts, row.ends) == wanted.interval:
            return OwnerState(row.state) is OwnerState.BOOKED
    _add(connection, wanted.id, source, wanted.space, wanted.interval, now)
    return False


def give_back(connection: Connection, reservation: str, now: datetime) -> None:
    """Let the other system cancel its bookings for ``reservation``, whose time is free now."""
    mine = _is_wanted_by(reservation)
    connection.execute(update(_table).where(mine).values(unwanted=1, due=now, tries=0))


def add_stray(connection: Connection, known: OwnerBooking, foreign: str, now: datetime) -> None:
    """Let the other system cancel ``foreign``, which it booked besides the booking ``known``."""
    _add(
        connection, known.reservation, known.source, known.space, known.interval, now,
        state=OwnerState.BOOKED, foreign=foreign, unwanted=1,
    )  # fmt: skip


def find_booking(connection: Connection, reference: str) -> OwnerBooking | None:
    """Return the attempt with this reference, or None."""
    row = connection.execute(select(_table).where(_table.c.reference == reference)).one_or_none()
    return _booking(row) if row else None


def bookings_of_source(connection: Connection, source: str) -> list[OwnerBooking]:
    """Return all attempts in the system of ``source``."""
    rows = connection.execute(select(_table).where(_table.c.source == source))
    return [_booking(row) for row in rows]


def due_bookings(connection: Connection, now: datetime) -> list[OwnerBooking]:
    """Return the bookings that are due at ``now``.

    What has to be cancelled comes first, so that the other system can give the time again.
    """
    put_away = (_table.c.unwanted == 1) & (_table.c.state == OwnerState.UNKNOWN)
    waits = (_table.c.state != OwnerState.BOOKED) & ~put_away
    clock_was_set_back = (_table.c.due > now + _FARTHEST) & waits
    due = or_(_table.c.due <= now, clock_was_set_back)
    order = (_table.c.unwanted.desc(), _table.c.due, _table.c.reference)
    rows = connection.execute(select(_table).where(due).order_by(*order))
    return [_booking(row) for row in rows]


def booked_since(connection: Connection, now: datetime) -> list[OwnerBooking]:
    """Return the bookings whose time has begun and not ended."""
    running = (_table.c.starts <= now) & (_table.c.ends > now) & (_table.c.unwanted == 0)
    rows = connection.execute(select(_table).where(running, _table.c.state == OwnerState.BOOKED))
    return [_booking(row) for row in rows]


def waits_for_cancellation(connection: Connection, wanted: OwnerBooking) -> bool:
    """Return True if a booking of ours, which is being cancelled, still takes the time there."""
    same = (_table.c.source == wanted.source) & (_table.c.space == wanted.space)
    near = (_table.c.starts < wanted.interval.end) & (_table.c.ends > wanted.interval.start)
    held = _table.c.state.in_(_HELD) & (_table.c.unwanted == 1)
    found = select(_table.c.reference).where(same, near, held).limit(1)
    return connection.scalar(found) is not None


def claim(connection: Connection, booking: OwnerBooking, until: datetime) -> bool:
    """Keep ``booking`` from other processes until then; return False if one has been quicker."""
    same = (_table.c.reference == booking.reference) & (_table.c.due == booking.due)
    return connection.execute(update(_table).where(same).values(due=until)).rowcount == 1


def save(connection: Connection, reference: str, **values: object) -> None:
    """Change columns of one attempt."""
    connection.execute(update(_table).where(_table.c.reference == reference).values(**values))


def put_away(connection: Connection, known: OwnerBooking) -> None:
    """Note that nothing is booked for ``known``, and that nothing may be.

    A request whose answer was lost may still take effect. Its booking would be found in a reading,
    by its reference, and cancelled; so the attempt is kept for a day.
    """
    if known.sent is None:
        forget(connection, known.reference)
        return
    over = known.sent + LOOKED_FOR
    save(connection, known.reference, state=OwnerState.UNKNOWN, foreign="", unwanted=1, due=over)


def forget(connection: Connection, reference: str) -> None:
    """Delete one attempt: there is no booking in the other system, or it is no longer ours."""
    connection.execute(_table.delete().where(_table.c.reference == reference))


def delete_old(connection: Connection, now: datetime) -> int:
    """Delete attempts whose time ended long ago; return the number of deleted rows."""
    return delete_batch(connection, _table, _table.c.ends < now - RETENTION_PERIOD)


def later(now: datetime, tries: int) -> datetime:
    """Return when to try again after ``tries`` failures: from two seconds to five minutes."""
    return now + timedelta(seconds=min(300, 2 ** min(tries + 1, 12)))


def _is_wanted_by(reservation: str) -> ColumnElement[bool]:
    return (_table.c.reservation == reservation) & (_table.c.unwanted == 0)


def _add(
    connection: Connection,
    reservation: str,
    source: str,
    space: str,
    interval: Interval,
    due: datetime,
    *,
    state: OwnerState = OwnerState.TO_ASK,
    foreign: str = "",
    unwanted: int = 0,
) -> None:
    """Add an attempt with a new reference."""
    connection.execute(
        _table.insert().values(
            reference=secrets.token_hex(_REFERENCE_BYTES),
            reservation=reservation,
            source=source,
            space=space,
            starts=interval.start,
            ends=interval.end,
            state=state,
            foreign=foreign,
            due=due,
            tries=0,
            unwanted=unwanted,
        )
    )


def _booking(row: Any) -> OwnerBooking:
    return OwnerBooking(
        row.reference,
        row.reservation,
        row.source,
        row.space,
        Interval(row.starts, row.ends),
        OwnerState(row.state),
        row.foreign,
        row.due,
        row.tries,
        row.sent,
        bool(row.unwanted),
    )
