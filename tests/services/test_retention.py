"""Bookings are deleted after the retention period, by a kiosk without a server and by a server."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.reservations import RETENTION_PERIOD
from kiosk.domain.spaces import Space
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.retention import delete_expired_bookings
from kiosk.store import places, programs, registrations, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
HOUR = Interval(TEN, TEN + timedelta(hours=1))
LATER = TEN + timedelta(days=3)
HOURS = tuple(WeeklyHours(day, time(8), time(20)) for day in range(7))
FIRST, SECOND = (
    Program("circle", str(day.date()), "Circle", Interval(day, day + timedelta(hours=1)), seats=5)
    for day in (TEN, LATER)
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    with database.write() as connection:
        places.save_branch(connection, Branch("main", "Main", "UTC", hours=HOURS))
        places.save_space(connection, Space("room", "main", "Room"))
        programs.save_programs(
            connection, "", [(each, each.key.encode()) for each in (FIRST, SECOND)]
        )
    yield database
    database.close()


def known(database: Database) -> tuple[int, int]:
    """Return the numbers of reservations and registrations in the database."""
    with database.read() as connection:
        held = reservations.list_upcoming_reservations(connection, TEN - timedelta(days=9))
        return len(held), len(registrations.list_registrations(connection))


def forget_daily(database: Database, until: datetime) -> None:
    """Run the deletion daily, as a kiosk does; a clock that jumps deletes nothing."""
    now = TEN
    while now < until:
        delete_expired_bookings(database, now)
        now += timedelta(days=1)
    delete_expired_bookings(database, until)


def visit(database: Database, when: datetime, program: Program) -> None:
    """Reserve the room for the hour after ``when``, and register for ``program``."""
    hour = Interval(when + timedelta(hours=1), when + timedelta(hours=2))
    ReservationService(database).reserve("room", hour, when)
    RegistrationService(database).register(program.key, when)


def test_a_kiosk_with_a_server_deletes_nothing_itself(database: Database) -> None:
    visit(database, TEN - timedelta(hours=1), FIRST)
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
    visit(database, HOUR.end + RETENTION_PERIOD + timedelta(hours=2), SECOND)
    assert known(database) == (2, 2)


def test_a_kiosk_without_a_server_deletes_old_bookings(database: Database) -> None:
    visit(database, TEN - timedelta(hours=1), FIRST)
    forget_daily(database, HOUR.end + RETENTION_PERIOD)
    assert known(database) == (1, 1)
    delete_expired_bookings(database, HOUR.end + RETENTION_PERIOD + timedelta(seconds=1))
    assert known(database) == (0, 0)


def test_bookings_of_a_removed_program_are_deleted_after_a_year(
    database: Database,
) -> None:
    made = TEN - timedelta(hours=1)
    visit(database, made, FIRST)
    with database.write() as connection:
        programs.delete_program(connection, "", FIRST.uid, FIRST.occurrence)
    forget_daily(database, made + timedelta(days=365))
    assert known(database) == (0, 1)
    delete_expired_bookings(database, made + timedelta(days=366))
    assert known(database) == (0, 0)
