"""The opening hours and free spaces of a branch, while the kiosk runs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.reservations import Refusal
from kiosk.domain.space_day import PartKind
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.errors import ReservationRefused
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability, load_home_branch
from kiosk.services.bookings.space_occupancy import SpaceOccupancy
from kiosk.store import places, programs
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


def put_program(database: Database, location: str, **traits: bool) -> None:
    """Save a programme from 14:00 to 15:30 on the Tuesday, in UTC as the branch."""
    held = Interval(NOW.replace(hour=14), NOW.replace(hour=15, minute=30))
    program = Program("talk", "2026-11-24", "Talk", held, location=location, **traits)
    with database.write() as connection:
        programs.save_programs(connection, "calendar", [(program, b"digest")])


def free_starts(database: Database) -> list[time]:
    spaces = SpaceAvailability(database, load_home_branch(database, "main")[0])
    return [slot.start.time() for slot in spaces.slots(NAMED, NOW.date(), NOW)]


NAMED = Space("room", "main", "Ruang Satu", names=(("en", "Room One"),))
HELD = {time(14), time(14, 30), time(15)}
WHOLE_DAY = [time(hour, minute) for hour in range(8, 18) for minute in (0, 30)]


@pytest.fixture
def library(database: Database) -> Database:
    with database.write() as connection:
        places.save_branch(connection, branch(8))
        places.save_space(connection, NAMED)
    return database


@pytest.mark.parametrize("location", ["Ruang Satu", "room  ONE", "ROOM"])
def test_a_programme_takes_its_room_for_its_time_only(library: Database, location: str) -> None:
    put_program(library, location)
    assert free_starts(library) == [each for each in WHOLE_DAY if each not in HELD]
    here = load_home_branch(library, "main")[0]
    spaces = SpaceAvailability(library, here)
    (state,) = spaces.states(NOW.replace(hour=9), NOW.replace(hour=9))
    assert state.free_until == NOW.replace(hour=14)
    (day,) = spaces.day_plan(NOW.date(), NOW).spaces
    taken = [part.interval for part in day.parts if part.kind is PartKind.TAKEN]
    assert taken == [Interval(NOW.replace(hour=14), NOW.replace(hour=15, minute=30))]
    _, _, door = SpaceOccupancy(library, "room").at(NOW.replace(hour=15)) or (None, None, None)
    assert door and door.taken_until == NOW.replace(hour=15, minute=30)


def test_a_time_of_a_programme_is_refused(library: Database) -> None:
    put_program(library, "Ruang Satu")
    keeper, start = ReservationService(library), NOW.replace(hour=15)
    with pytest.raises(ReservationRefused) as refused:
        keeper.reserve("room", Interval(start, start + timedelta(hours=1)), NOW)
    assert refused.value.reason == Refusal.TAKEN
    after = Interval(start + timedelta(minutes=30), start + timedelta(hours=1))
    assert keeper.reserve("room", after, NOW).interval == after


@pytest.mark.parametrize(
    ("location", "traits"),
    [
        ("Ruang Satu", {"cancelled": True}),
        ("Ruang Satu", {"all_day": True}),
        ("Ruang", {}),
        ("Lobby", {}),
        ("", {}),
    ],
)
def test_other_programmes_take_no_room(
    library: Database, location: str, traits: dict[str, bool]
) -> None:
    put_program(library, location, **traits)
    assert free_starts(library) == WHOLE_DAY
