"""Reports of kiosks: their status and usage counts, without any data about visitors."""

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
_SERVER = ""  # replaces a kiosk's id in the server's own counts
OUTCOME_PREFIX = "reservation:"  # prefix of a count's name; a final status follows


@dataclass(frozen=True, slots=True)
class KioskStatus:
    """The status of a kiosk at the time of its last report."""

    version: str  # version of the kiosk program
    complete: datetime | None  # UTC: the data are current as of this time
    waiting: int  # orders in the kiosk's outbox
    asked: datetime | None = None  # UTC: when staff requested a screen capture
    taken: datetime | None = None  # UTC: when the capture arrived
    picture: bytes | None = None  # the capture, a PNG file


def save_report(connection: Connection, kiosk: str, report: Report, now: datetime) -> bool:
    """Save a kiosk's report, whose counts replace earlier counts of the same days.

    Return True if the kiosk should send a screen capture.
    """
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
    requested = connection.scalar(select(table.c.asked).where(table.c.kiosk == kiosk))
    picture = _picture(report.picture)
    if picture and requested:
        values = {"picture": picture, "taken": now, "asked": None}
        connection.execute(update(table).where(table.c.kiosk == kiosk).values(values))
        return False
    return requested is not None


def request_capture(connection: Connection, kiosk: str, now: datetime) -> bool:
    """Request a capture of a kiosk's screen. Return False if the kiosk has never reported."""
    table = tables.condition
    return bool(
        connection.execute(update(table).where(table.c.kiosk == kiosk).values(asked=now)).rowcount
    )


def kiosk_statuses(connection: Connection) -> dict[str, KioskStatus]:
    """Return the status of each kiosk, by kiosk id."""
    rows = connection.execute(select(tables.condition))
    return {
        row.kiosk: KioskStatus(
            row.version, row.complete, row.waiting, row.asked, row.taken, row.picture
        )
        for row in rows
    }


def usage_by_day(connection: Connection, since: date) -> dict[str, dict[date, int]]:
    """Return the sums of all kiosks' usage counts from ``since`` on, by name and day."""
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
    """Add the outcomes of deleted reservations to the usage counts of the days they were for."""
    table = tables.tally
    for (day, status), count in sums.items():
        key = {"kiosk": _SERVER, "day": day.isoformat(), "name": f"{OUTCOME_PREFIX}{status}"}
        same = [table.c[name] == value for name, value in key.items()]
        before = connection.scalar(select(table.c.times).where(*same)) or 0
        upsert_rows(connection, table, [{**key, "times": before + count}], list(key))


def expired_usage(now: datetime) -> ColumnElement[bool]:
    """Return the SQL condition for usage counts that are old enough to be deleted."""
    return tables.tally.c.day < (now - _KEEP_TALLIES).date().isoformat()


def delete_old_captures(connection: Connection, now: datetime) -> None:
    """Delete screen captures older than one day."""
    condition = tables.condition
    old = condition.c.taken < now - _KEEP_PICTURES
    connection.execute(update(condition).where(old).values(picture=None, taken=None))


def _picture(encoded: str) -> bytes:
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return content if content.startswith(_PNG) else b""
