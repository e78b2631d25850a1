"""A kiosk without a server tells staff of reservations whose room was taken later."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.spaces import Space
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.upkeep.check_health import check_health
from kiosk.settings import Settings
from kiosk.store import places, programs
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

HOURS = tuple(WeeklyHours(day, time(0), time(23, 30)) for day in range(7))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    with database.write() as connection:
        places.save_branch(connection, Branch("main", "Main", hours=HOURS))
        places.save_space(connection, Space("room", "main", "Room"))
    yield database
    database.close()


def told(database: Database, tmp_path: Path) -> str:
    checks = check_health(Settings(data_dir=tmp_path), database)
    return " ".join(each.message for each in checks if each.name == "Rooms")


def test_a_covered_reservation_is_told_and_stays(database: Database, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    start = (now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    wanted = Interval(start, start + timedelta(hours=1))
    keeper = ReservationService(database)
    code = keeper.reserve("room", wanted, now).code
    assert told(database, tmp_path) == ""
    with database.write() as connection:
        talk = Program("talk", "", "Talk", wanted, location="Room, Main")
        programs.save_programs(connection, "calendar", [(talk, b"digest")])
    assert f"Room {start:%Y-%m-%d} 10:00" in told(database, tmp_path)
    assert keeper.find(code, now).reserved.interval == wanted
    keeper.cancel(code, now)
    assert told(database, tmp_path) == ""


def test_with_a_server_the_console_tells_it(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
    assert told(database, tmp_path) == ""
