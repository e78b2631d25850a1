"""Spaces of another system at a kiosk: an old reading is not shown as free."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Refusal
from kiosk.domain.spaces import Space, SpaceOwner
from kiosk.errors import ReservationRefused
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability
from kiosk.store import places, readings
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday
HOURS = (WeeklyHours(1, time(8), time(18)),)
BRANCH = Branch("main", "Main", hours=HOURS)
ROOM = Space(
    "room", "main", "Room", owner=SpaceOwner("there", (WeeklyHours(1, time(14), time(16)),))
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    with database.write() as connection:
        places.save_branch(connection, BRANCH)
        places.save_space(connection, ROOM)
        assert places.find_space(connection, "room") == ROOM
    yield database
    database.close()


def connect(database: Database) -> None:
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")


def read(database: Database, ago: timedelta) -> None:
    with database.write() as connection:
        readings.save_reading(connection, "there", NOW - ago, timedelta(minutes=5))


def starts(database: Database) -> list[time]:
    spaces = SpaceAvailability(database, BRANCH)
    return [slot.start.time() for slot in spaces.slots(ROOM, NOW.date(), NOW)]


def span(hour: int) -> Interval:
    return Interval(NOW.replace(hour=hour), NOW.replace(hour=hour + 1))


def test_a_kiosk_without_a_server_offers_only_the_lent_times(database: Database) -> None:
    assert starts(database) == [time(14), time(14, 30), time(15), time(15, 30)]
    keeper = ReservationService(database)
    with pytest.raises(ReservationRefused) as refused:
        keeper.reserve("room", span(10), NOW)
    assert refused.value.reason == Refusal.TAKEN
    assert keeper.reserve("room", span(14), NOW).status is BookingStatus.CONFIRMED


@pytest.mark.parametrize(
    ("ago", "stale"), [(timedelta(minutes=9), False), (timedelta(minutes=11), True)]
)
def test_a_space_is_free_only_as_far_as_the_reading_is_fresh(
    database: Database, ago: timedelta, stale: bool
) -> None:
    connect(database)
    read(database, ago)
    spaces = SpaceAvailability(database, BRANCH)
    (state,) = spaces.states(NOW, NOW)
    assert (state.free_until is None) == stale
    (day,) = spaces.day_plan(NOW.date(), NOW).spaces
    assert (day.stale is not None) == stale
    if day.stale:
        assert day.stale.as_of == NOW - ago


def test_what_is_not_leased_is_only_asked_for(database: Database) -> None:
    connect(database)
    read(database, timedelta(0))
    with database.write() as connection:
        leases.replace_leases(
            connection, [("room", Interval(NOW.replace(hour=14), NOW.replace(hour=16)))]
        )
    keeper = ReservationService(database)
    assert keeper.reserve("room", span(10), NOW).status is BookingStatus.REQUESTED
    assert keeper.reserve("room", span(14), NOW).status is BookingStatus.CONFIRMED
