"""Checking in at a kiosk without a server, and at one with a server."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Refusal
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.errors import ReservationRefused
from kiosk.protocol.messages import Action
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
HOUR = Interval(TEN, TEN + timedelta(hours=1))
DAY = Interval(TEN.replace(hour=0), TEN.replace(hour=0) + timedelta(days=1))
HOURS = tuple(WeeklyHours(day, time(8), time(20)) for day in range(7))
ROOM = Space("room", "main", "Room", policy=ReservationPolicy(check_in_grace=timedelta(minutes=15)))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    with database.write() as connection:
        places.save_branch(connection, Branch("main", "Main", "UTC", hours=HOURS))
        places.save_space(connection, ROOM)
    yield database
    database.close()


@pytest.fixture
def keeper(database: Database) -> ReservationService:
    return ReservationService(database)


def after(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def pair(database: Database) -> None:
    """Pair the kiosk and lease all times of the room to it."""
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
        leases.replace_leases(connection, [("room", DAY)])


def test_the_room_comes_back_from_the_database_with_its_policy(database: Database) -> None:
    with database.read() as connection:
        assert places.find_space(connection, "room") == ROOM


def test_checking_in_keeps_the_room(keeper: ReservationService) -> None:
    code = keeper.reserve("room", HOUR, after(-60)).code
    assert keeper.check_in(code, after(5)).reserved.status is BookingStatus.CHECKED_IN
    with pytest.raises(ReservationRefused) as refused:
        keeper.reserve("room", HOUR, after(20))
    assert refused.value.reason == Refusal.TAKEN


def test_a_no_show_loses_the_room_to_a_present_visitor(keeper: ReservationService) -> None:
    absent = keeper.reserve("room", HOUR, after(-60))
    here = keeper.reserve("room", HOUR, after(15))
    assert here.status is BookingStatus.CHECKED_IN
    assert keeper.find(absent.code, after(16))[0].status is BookingStatus.RELEASED
    with pytest.raises(ReservationRefused):
        keeper.check_in(absent.code, after(16))


def test_checking_in_too_early_is_refused(keeper: ReservationService) -> None:
    code = keeper.reserve("room", HOUR, after(-60)).code
    with pytest.raises(ReservationRefused) as refused:
        keeper.check_in(code, after(-16))
    assert refused.value.reason == Refusal.NO_CHECK_IN


def test_the_server_is_told(database: Database, keeper: ReservationService) -> None:
    pair(database)
    code = keeper.reserve("room", HOUR, after(-60)).code
    keeper.check_in(code, after(0))
    with database.read() as connection:
        actions = [order.action for order in outbox.list_next_orders(connection, 10)]
    assert actions == [Action.RESERVE, Action.CHECK_IN]


def test_a_kiosk_does_not_promise_time_that_may_be_checked_in_elsewhere(
    database: Database, keeper: ReservationService
) -> None:
    pair(database)
    absent = keeper.reserve("room", HOUR, after(-60))
    assert absent.status is BookingStatus.CONFIRMED, "it is lent to this kiosk"
    here = keeper.reserve("room", HOUR, after(15))
    assert here.status is BookingStatus.REQUESTED
    assert keeper.current_state(absent).status is BookingStatus.CONFIRMED


def test_a_right_code_does_not_reset_the_rate_limit(keeper: ReservationService) -> None:
    own = keeper.reserve("room", HOUR, after(-60)).code
    wrong = [f"{n:06}" for n in range(400) if f"{n:06}" != own]
    looked_at = 0
    for guess in wrong:
        with pytest.raises(ReservationRefused) as refused:
            keeper.find(guess, after(-50))
        looked_at += refused.value.reason == Refusal.NO_SUCH_CODE
        if looked_at < 5:
            assert keeper.find(own, after(-50))
    assert looked_at == 5


@pytest.mark.parametrize("do", ["find", "cancel", "check_in"])
def test_a_restart_keeps_the_rate_limit(
    keeper: ReservationService, database: Database, do: str
) -> None:
    for guess in range(5):
        with pytest.raises(ReservationRefused) as refused:
            getattr(ReservationService(database), do)(f"{guess:06}", after(-50))
        assert refused.value.reason == Refusal.NO_SUCH_CODE
    with pytest.raises(ReservationRefused) as refused:
        getattr(ReservationService(database), do)("000009", after(-50))
    assert refused.value.reason == Refusal.RATE_LIMITED
