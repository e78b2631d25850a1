"""A kiosk promises a time only if the buffer after it is leased as well."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
HOURS = tuple(WeeklyHours(day, time(8), time(20)) for day in range(7))


@pytest.mark.parametrize(
    ("minutes", "status"), [(60, "requested"), (74, "requested"), (75, "confirmed")]
)
def test_a_promise_needs_a_lease_of_the_buffer(tmp_path: Path, minutes: int, status: str) -> None:
    database = Database(tmp_path)
    policy = ReservationPolicy(buffer=timedelta(minutes=15))
    with database.write() as connection:
        places.save_branch(connection, Branch("main", "Main", "UTC", hours=HOURS))
        places.save_space(connection, Space("room", "main", "Room", policy=policy))
        feed_state.start_feed(connection, "feed")
        lease = Interval(TEN, TEN + timedelta(minutes=minutes))
        leases.replace_leases(connection, [("room", lease)])
    hour = Interval(TEN, TEN + timedelta(hours=1))
    assert ReservationService(database).reserve("room", hour, NINE).status == status
    database.close()
