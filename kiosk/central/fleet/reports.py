"""What kiosks tell: how each is, and sums of what visitors used. No visitor is in it."""

import base64
import binascii
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select, update

from kiosk.central import tables
from kiosk.central.database import upsert_rows
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.messages import Report

_KEEP_TALLIES = timedelta(days=730)
_KEEP_PICTURES = timedelta(days=1)
_PNG = b"\x89PNG\r\n\x1a\n"
_SERVER = ""  # in place of a kiosk: what the server itself counts
OUTCOME_PREFIX = "reservation:"  # what those names begin with; then the status at the end


@dataclass(frozen=True, slots=True)
class KioskStatus:
    """How a kiosk was when it last told. ``picture`` is a PNG file of its screen."""

    version: str
    complete: datetime | None
    waiting: int
    asked: datetime | None = None
    taken: datetime | None = None
    picture: bytes | None = None


def save_report(connection: Connection, kiosk: str, report: Report, now: datetime) -> bool:
    """Keep what a kiosk tells; sums replace those told before. Whether it is to send a picture."""
    row = {
        "kiosk": kiosk,
        "version": report.version,
        "complete": report.complete,
        "waiting": report.waiting,
    }
    upsert_rows(connection, tables.condition, [row], ["kiosk"])
    sums = {(t.day.isoformat(), t.name): t.count for t in report.tallies}
    rows = [
        {"kiosk": kiosk, "day": day, "name": name, "times": count}
        for (day, name), count in sums.items()
    ]
    upsert_rows(connection, tables.tally, rows, ["kiosk", "day", "name"])
    table = tables.condition
    asked = connection.scalar(select(table.c.asked).where(table.c.kiosk == kiosk))
    picture = _picture(report.picture)
    if picture and asked:
        values = {"picture": picture, "taken": now, "asked": None}
        connection.execute(update(table).where(table.c.kiosk == kiosk).values(values))
        return False
    return asked is not None


def request_capture(connection: Connection, kiosk: str, now: datetime) -> bool:
    """False where the kiosk has never told how it is."""
    table = tables.condition
    return bool(
        connection.execute(update(table).where(table.c.kiosk == kiosk).values(asked=now)).rowcount
    )


def kiosk_statuses(connection: Connection) -> dict[str, KioskStatus]:
    """By the id of the kiosk."""
    rows = connection.execute(select(tables.condition))
    return {
        row.kiosk: KioskStatus(
            row.version, row.complete, row.waiting, row.asked, row.taken, row.picture
        )
        for row in rows
    }


def usage_by_day(connection: Connection, since: date) -> dict[str, dict[date, int]]:
    """By name and day, over all kiosks."""
    table = tables.tally
    rows = connection.execute(
        select(table.c.name, table.c.day, func.sum(table.c.times))
        .where(table.c.day >= since.isoformat())
        .group_by(table.c.name, table.c.day)
    )
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for name, day, count in rows:
        found[name][date.fromisoformat(day)] = int(count)
    return found


def add_reservation_outcomes(
    connection: Connection, sums: Mapping[tuple[date, BookingStatus], int]
) -> None:
    """Keep of reservations that are forgotten what became of how many, and nothing else."""
    table = tables.tally
    for (day, status), count in sums.items():
        key = {"kiosk": _SERVER, "day": day.isoformat(), "name": f"{OUTCOME_PREFIX}{status}"}
        same = [table.c[name] == value for name, value in key.items()]
        before = connection.scalar(select(table.c.times).where(*same)) or 0
        upsert_rows(connection, table, [{**key, "times": before + count}], list(key))


def expired_usage(now: datetime) -> ColumnElement[bool]:
    """Of the sums that are forgotten."""
    return tables.tally.c.day < (now - _KEEP_TALLIES).date().isoformat()


def delete_old_captures(connection: Connection, now: datetime) -> None:
    condition = tables.condition
    old = condition.c.taken < now - _KEEP_PICTURES
    connection.execute(update(condition).where(old).values(picture=None, taken=None))


def _picture(encoded: str) -> bytes:
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return content if content.startswith(_PNG) else b""
