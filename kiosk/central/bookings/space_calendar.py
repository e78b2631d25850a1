"""The busy times of a space as an iCalendar object, for other systems to subscribe to.

The calendar is at a secret address and contains no names and no codes of visitors.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select

from kiosk.central import tables
from kiosk.central.bookings import arbitration
from kiosk.central.database import upsert_rows
from kiosk.domain.calendar_uids import own_uid
from kiosk.domain.intervals import Interval, lenient_interval
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, is_no_show
from kiosk.domain.space_blocks import BlockCause
from kiosk.domain.spaces import Space

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_SECRET_BYTES = 24
_PAST = timedelta(days=1)  # ended times stay in the calendar for so long
_REFRESH = timedelta(minutes=15)  # how often subscribers are asked to read it
_SUMMARIES = {BlockCause.STAFF: "Closed", BlockCause.PROGRAM: "Programme"}


def new_secret(connection: Connection, space: str, now: datetime) -> str:
    """Make a new secret address for the calendar of a space, and return its secret.

    The earlier address no longer works. Only a hash of the secret is stored.
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row = {"space": space, "digest": _digest(secret), "made": now}
    upsert_rows(connection, tables.space_calendar, [row], ["space"])
    return secret


def revoke_secret(connection: Connection, space: str) -> bool:
    """Make the address of the calendar useless. Return False if there was no address."""
    table = tables.space_calendar
    return connection.execute(delete(table).where(table.c.space == space)).rowcount > 0


def secret_made(connection: Connection, space: str) -> datetime | None:
    """Return the time (UTC) at which the address was made, or None if there is none."""
    table = tables.space_calendar
    made: datetime | None = connection.scalar(select(table.c.made).where(table.c.space == space))
    return made


def read_calendar(connection: Connection, space: str, secret: str, now: datetime) -> bytes | None:
    """Return the busy times of a space as an iCalendar object (RFC 5545).

    Returns None if there is no such space or the secret is wrong.
    """
    table = tables.space_calendar
    digest = connection.scalar(select(table.c.digest).where(table.c.space == space)) or ""
    if not hmac.compare_digest(digest, _digest(secret)):
        return None
    known, _ = arbitration.space_and_branch(connection, space)
    return _calendar(connection, known, now).to_ical() if known else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Busy:
    key: str
    interval: Interval
    summary: str
    changed: datetime
    is_certain: bool = True


def _calendar(connection: Connection, space: Space, now: datetime) -> "Calendar":
    from icalendar import Calendar  # imported late: icalendar takes 5 MB of memory

    calendar = Calendar()
    calendar.add("prodid", "-//Commons Kiosk//EN")
    calendar.add("version", "2.0")
    calendar.add("name", space.name)  # RFC 7986, 5.1
    calendar.add("x-wr-calname", space.name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    busy = [*_reservations(connection, space, now), *_blocks(connection, space, now)]
    for each in sorted(busy, key=lambda each: (each.interval, each.key)):
        calendar.add_component(_event(each))
    return calendar


def _event(busy: _Busy) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", own_uid(busy.key))
    event.add("dtstamp", busy.changed)
    event.add("dtstart", busy.interval.start)
    event.add("dtend", busy.interval.end)
    event.add("summary", busy.summary)
    event.add("status", "CONFIRMED" if busy.is_certain else "TENTATIVE")
    event.add("transp", "OPAQUE")
    return event


def _reservations(connection: Connection, space: Space, now: datetime) -> Iterator[_Busy]:
    table = tables.reservation
    rows = connection.execute(
        select(table).where(
            table.c.space == space.code,
            table.c.ends > now - _PAST,
            table.c.status.in_(OCCUPYING_STATUSES),
        )
    )
    for made in map(arbitration.reservation_from_row, rows):
        if is_no_show(made, space.policy, now):
            continue
        certain = made.status is not BookingStatus.REQUESTED
        word = "Reserved" if certain else "Requested"
        yield _Busy(made.id, made.interval, word, made.created, certain)


def _blocks(connection: Connection, space: Space, now: datetime) -> Iterator[_Busy]:
    """Yield programmes and closings; what another system has told is not told back."""
    block, entity = tables.space_block, tables.entity
    rows = connection.execute(
        select(block, entity.c.changed)
        .join(entity, (entity.c.kind == block.c.kind) & (entity.c.key == block.c.key))
        .where(
            block.c.space == space.code,
            block.c.ends > now - _PAST,
            block.c.cause != BlockCause.ELSEWHERE,
        )
    )
    for row in rows:
        cause, interval = BlockCause(row.cause), lenient_interval(row.starts, row.ends)
        key = f"{row.kind}\x1f{row.key}\x1f{interval.start.isoformat()}"
        is_program = cause is BlockCause.PROGRAM
        summary = row.reason if is_program and row.reason else _SUMMARIES[cause]
        yield _Busy(key, interval, summary, row.changed)
