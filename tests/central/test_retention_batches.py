"""Expired data is deleted in small batches, so that no visitor's order waits for long."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from kiosk.central import housekeeping, tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feature import BATCH
from kiosk.central.feed import feed
from kiosk.central.housekeeping import clean_up
from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.reservations import Reservation
from kiosk.protocol.bodies import SourcedRecord, key_of
from kiosk.protocol.messages import FeedKind
from tests.central.library import Library
from tests.clocks import ManualClock

MANY = 1_000


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


class Counted:
    """Counts the statements and rows of each writing transaction."""

    def __init__(self) -> None:
        self.statements: list[int] = []
        self.rows: list[int] = []

    def note(self, _connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if self.statements and re.match("INSERT|UPDATE|DELETE|SELECT", statement.strip()):
            self.statements[-1] += 1
            self.rows[-1] += max(0, cursor.rowcount) if statement[:6] != "SELECT" else 0


@contextmanager
def counting(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    counted, write = Counted(), library.database.write

    @contextmanager
    def noted() -> Iterator[Connection]:
        with write() as connection:
            counted.statements.append(0)
            counted.rows.append(0)
            event.listen(connection, "after_cursor_execute", counted.note)
            yield connection

    monkeypatch.setattr(library.database, "write", noted)
    yield counted


def fill(library: Library) -> None:
    """Add a thousand expired rows to each table that housekeeping cleans up."""
    now = library.server.clock()
    old = now - timedelta(days=1_000)
    kiosk = library.pair()
    gone = [SourcedRecord("s", 0, BibliographicRecord(f"{n}", "T")) for n in range(MANY)]
    reservations = [
        Reservation(f"r{n}", "room1", Interval(old, old + timedelta(hours=1)), f"{n:06}", old)
        for n in range(MANY)
    ]
    rows = {
        tables.reservation: [
            {
                "id": each.id,
                "space": each.space,
                "starts": each.interval.start,
                "ends": each.interval.end,
                "code": each.code,
                "created": old,
                "status": each.status,
                "kiosk": kiosk,
                "order": number,
            }
            for number, each in enumerate(reservations)
        ],
        tables.lent_code: [{"code": each.code, "kiosk": kiosk, "at": old} for each in reservations],
        tables.taken_order: [{"kiosk": kiosk, "id": f"{n}", "at": old} for n in range(MANY)],
        tables.tally: [
            {"kiosk": kiosk, "day": "2020-01-01", "name": f"{n}", "times": 1} for n in range(MANY)
        ],
        tables.claim: [
            {
                "id": f"{n}",
                "space": "room1",
                "starts": old + timedelta(minutes=n),
                "ends": old + timedelta(minutes=n + 1),
                "lessee": kiosk,
            }
            for n in range(MANY)
        ],
        tables.registration: [
            {
                "id": f"g{n}",
                "program": "s never was",
                "code": f"9{n:06}",
                "created": old,
                "status": "refused",
                "order": n,
            }
            for n in range(MANY)
        ],
    }
    with library.database.write() as connection:
        feed.publish(connection, gone, old)
        feed.publish_deletions(connection, FeedKind.RECORD, [key_of(each) for each in gone], old)
        feed.publish(connection, reservations, now)
        for table, values in rows.items():
            connection.execute(table.insert(), values)
        entity = {"kind": FeedKind.REGISTRATION, "digest": b"d", "body": "{}", "changed": old}
        connection.execute(
            tables.entity.insert(),
            [{**entity, "key": f"g{n}", "seq": -1 - n} for n in range(MANY)],
        )


def test_expired_data_are_deleted_in_batches(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library)
    breaths: list[float] = []
    monkeypatch.setattr(housekeeping.time, "sleep", breaths.append)
    with counting(library, monkeypatch) as counted:
        clean_up(library.server)
    with library.database.read() as connection:
        for name in ("reservation", "lent_code", "taken_order", "claim", "registration"):
            assert not connection.execute(tables.metadata.tables[name].select()).all(), name
    # A reservation is deleted, its code freed and a tombstone left.
    assert max(counted.rows) <= 4 * BATCH
    assert max(counted.statements) <= 20, "not one statement for each row"
    assert len(breaths) >= 6 * MANY // BATCH, "others get their turn between batches"
