"""The opening hours and free spaces of a branch, while the kiosk runs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.services.bookings.space_availability import SpaceAvailability, load_home_branch
from kiosk.store import places
from kiosk.store.database import Database

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
ROOM = Space("room", "main", "Room")


def branch(opens: int) -> Branch:
    return Branch("main", "Main", hours=(WeeklyHours(1, time(opens), time(18)),))  # a Tuesday


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


def put(database: Database, opens: int) -> None:
    with database.write() as connection:
        places.save_branch(connection, branch(opens))
        places.save_space(connection, ROOM)


def first_start(spaces: SpaceAvailability) -> int:
    return spaces.slots(ROOM, date(2026, 11, 24), NOW)[0].start.hour


def test_changed_opening_hours_apply_at_once(database: Database) -> None:
    put(database, 8)
    spaces = SpaceAvailability(database, load_home_branch(database, "main")[0])
    assert first_start(spaces) == 8
    put(database, 11)
    assert first_start(spaces) == 11


def test_a_kiosk_started_without_data_finds_its_branch_later(
    database: Database,
) -> None:
    here, names = load_home_branch(database, "main")
    assert (here, names) == (Branch("main", ""), {})
    spaces = SpaceAvailability(database, here)
    assert spaces.states(NOW, NOW) == []
    put(database, 8)
    assert [state.space for state in spaces.states(NOW, NOW)] == [ROOM]


def test_a_room_is_free_at_night_for_as_long_as_the_library_is_open(database: Database) -> None:
    late = Branch("main", "Main", hours=(WeeklyHours(1, time(18), time(2)),))  # a Tuesday
    with database.write() as connection:
        places.save_branch(connection, late)
        places.save_space(connection, ROOM)
    night = datetime(2026, 11, 25, 0, 40, tzinfo=UTC)
    (state,) = SpaceAvailability(database, late).states(night, night)
    assert state.free_until == datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.mark.parametrize("now", [datetime(2026, 11, 25, 0, 10), datetime(2026, 11, 24, 20)])
def test_a_room_is_free_while_midnight_falls_in_a_slot(database: Database, now: datetime) -> None:
    late = Branch("main", "Main", hours=(WeeklyHours(1, time(18, 30), time(2)),))  # a Tuesday
    hourly = Space("room", "main", "Room", policy=ReservationPolicy(slot_length=timedelta(hours=1)))
    with database.write() as connection:
        places.save_branch(connection, late)
        places.save_space(connection, hourly)
    spaces, night = SpaceAvailability(database, late), datetime(2026, 11, 25, 0, 10, tzinfo=UTC)
    (state,) = spaces.states(night, now.replace(tzinfo=UTC))
    assert state.free_until == datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
