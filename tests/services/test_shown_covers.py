"""Counting how often covers are shown: no session leaves a trace, many leave a sum."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch
from kiosk.services.shown_covers import ShownCovers
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database
from tests.clocks import ManualClock

CONTENT = b"a picture"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Visitors:
    """The visitors of a kiosk that has one picture."""

    def __init__(self, database: Database, clock: ManualClock) -> None:
        self.database = database
        self.here = False
        branch = Branch("main", "Main library", "Asia/Jakarta")
        self.covers = ShownCovers(database, branch, clock, lambda: self.here)
        CoverFiles(database.path.parent).write(DIGEST, CONTENT)

    def look(self, sessions: int) -> None:
        """Show the picture twice in each of some sessions."""
        for _ in range(sessions):
            self.here = True
            assert self.covers.read(DIGEST) == self.covers.read(DIGEST) == CONTENT
            self.here = False
            self.covers.end_session()

    def counts(self) -> list[tuple[object, ...]]:
        with self.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM cover_use").all()
        return [tuple(row) for row in rows]


@pytest.fixture
def visitors(tmp_path: Path, clock: ManualClock) -> Iterator[Visitors]:
    clock.now = datetime(2026, 11, 30, 2, tzinfo=UTC)
    database = Database(tmp_path)
    yield Visitors(database, clock)
    database.close()


@pytest.mark.parametrize(("sessions", "count"), [(1, []), (4, []), (5, [(DIGEST, 5)])])
def test_only_covers_of_many_sessions_are_counted(
    visitors: Visitors, clock: ManualClock, sessions: int, count: list[tuple[str, int]]
) -> None:
    visitors.look(sessions)
    assert visitors.counts() == [], "nothing is stored before the day is over"
    clock.now += timedelta(days=1)
    visitors.covers.end_session()
    assert visitors.counts() == count


def test_sessions_of_two_days_do_not_add_up_to_many(visitors: Visitors, clock: ManualClock) -> None:
    for _day in range(3):
        visitors.look(4)
        clock.now += timedelta(days=1)
    visitors.covers.store()
    assert visitors.counts() == []


def test_a_kiosk_that_is_switched_off_stores_the_counts_of_the_day(visitors: Visitors) -> None:
    visitors.look(7)
    visitors.covers.store()
    assert visitors.counts() == [(DIGEST, 7)]


def test_what_is_shown_while_nobody_is_there_is_not_counted(visitors: Visitors) -> None:
    for _ in range(9):
        visitors.covers.read(DIGEST)
        visitors.covers.end_session()
    visitors.covers.store()
    assert visitors.counts() == []


def test_a_lost_picture_is_drawn_and_not_counted(visitors: Visitors) -> None:
    (visitors.database.path.parent / "covers" / DIGEST).unlink()
    visitors.here = True
    assert visitors.covers.read(DIGEST) == visitors.covers.read("../kiosk.sqlite3") == b""
