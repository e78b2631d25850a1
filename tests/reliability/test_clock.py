"""A clock that jumps locks nobody out, deletes no data, and is reported to staff."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Refusal, Reservation
from kiosk.errors import ReservationRefused
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.retention import delete_expired_bookings
from kiosk.services.upkeep.check_health import CheckResult, CheckStatus, check_health
from kiosk.settings import Settings
from kiosk.store import imports, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
YEARS = timedelta(days=4000)


def refused_with(keeper: ReservationService, now: datetime) -> str:
    with pytest.raises(ReservationRefused) as refusal:
        keeper.find("000000", now)
    return refusal.value.reason


@pytest.mark.parametrize("jump", [YEARS, -YEARS, timedelta(hours=1), -timedelta(hours=1)])
def test_wrong_codes_lock_nobody_out_for_longer_after_a_jump(
    tmp_path: Path, jump: timedelta
) -> None:
    keeper = ReservationService(Database(tmp_path))
    for _ in range(5):
        assert refused_with(keeper, NOW) == Refusal.NO_SUCH_CODE
    assert refused_with(keeper, NOW) == Refusal.RATE_LIMITED
    assert refused_with(keeper, NOW + jump) == Refusal.NO_SUCH_CODE


def clock_of(tmp_path: Path, database: Database) -> CheckResult:
    checks = check_health(Settings(data_dir=tmp_path), database)
    return next(check for check in checks if check.name == "Clock")


def test_a_clock_before_the_last_import_is_a_fault(tmp_path: Path) -> None:
    database = Database(tmp_path)
    assert clock_of(tmp_path, database).status is CheckStatus.OK
    with database.write() as connection:
        run = imports.begin_run(connection, "s", "f", datetime.now(UTC))
        imports.finish_run(connection, run, datetime.now(UTC) + timedelta(days=1))
    told = clock_of(tmp_path, database)
    assert told.status is CheckStatus.FAULT
    assert "timedatectl" in told.advice
    database.close()


@pytest.mark.parametrize(
    ("skew", "status"), [(1, CheckStatus.OK), (-50, CheckStatus.OK), (600, CheckStatus.WARNING)]
)
def test_a_clock_unlike_the_servers_is_told(tmp_path: Path, skew: int, status: CheckStatus) -> None:
    database = Database(tmp_path)
    with database.write() as connection:
        feed_state.start_feed(connection, "f")
        feed_state.record_contact(connection, datetime.now(UTC), timedelta(seconds=skew))
    assert clock_of(tmp_path, database).status is status
    database.close()


def test_a_clock_that_jumped_deletes_nothing_and_is_told(tmp_path: Path) -> None:
    """A stand-alone kiosk knows the time only from its own clock."""
    database = Database(tmp_path)
    now = datetime.now(UTC)
    ends = now + timedelta(hours=1)
    made = Reservation("r", "room", Interval(now, ends), "123456", now)
    with database.write() as connection:
        reservations.save_reservations(connection, made)

    def known() -> bool:
        with database.read() as connection:
            return reservations.find_reservation(connection, "r") is not None

    for year in range(3):
        delete_expired_bookings(database, now + timedelta(days=365 * (year + 1)))
        assert known()
        delete_expired_bookings(database, now)
        assert known()
    with database.write() as connection:  # as if it had been looked at a year ago
        connection.exec_driver_sql(
            "UPDATE clock SET believed = believed - 31536000, latest = believed - 31536000"
        )
    told = clock_of(tmp_path, database)
    assert told.status is CheckStatus.WARNING
    assert "Nothing is forgotten" in told.message
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM clock")
    for days in range(4):
        delete_expired_bookings(database, ends + timedelta(days=days))
    assert not known()
    database.close()
