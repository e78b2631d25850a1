"""Who comes keeps the time, who does not loses it: worked out from the times alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import (
    BookingStatus,
    Reservation,
    blocking_no_shows,
    can_check_in,
    check_in_deadline,
    is_no_show,
    occupied_intervals,
)
from kiosk.domain.spaces import ReservationPolicy

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
POLICY = ReservationPolicy(buffer=QUARTER, grace=QUARTER)
HELD = Interval(TEN, TEN + timedelta(hours=1))


def held(
    status: BookingStatus = BookingStatus.CONFIRMED,
    created: datetime = TEN - timedelta(days=1),
) -> Reservation:
    return Reservation("id", "s", HELD, "123456", created, status)


@pytest.mark.parametrize(
    ("minutes", "open_", "absent"),
    [
        (-16, False, False),
        (-15, True, False),
        (0, True, False),
        (14, True, False),
        (15, True, True),  # late, but nobody else has come
        (59, True, True),
        (60, False, True),
    ],
)
def test_the_time_to_check_in(minutes: int, open_: bool, absent: bool) -> None:
    now = TEN + timedelta(minutes=minutes)
    assert can_check_in(held(), POLICY, now) == open_
    assert is_no_show(held(), POLICY, now) == absent
    assert bool(blocking_no_shows(HELD, [held()], POLICY, now)) == absent
    assert bool(occupied_intervals([held()], POLICY, now)) != absent


def test_who_takes_a_room_at_once_has_the_same_time() -> None:
    walked_in = held(created=TEN + timedelta(minutes=20))
    assert check_in_deadline(walked_in, POLICY) == TEN + timedelta(minutes=35)


def test_a_space_without_check_in_waits_to_the_end() -> None:
    now = TEN + timedelta(minutes=50)
    assert not is_no_show(held(), ReservationPolicy(), now)
    assert not can_check_in(held(), ReservationPolicy(), now)
    assert occupied_intervals([held()], ReservationPolicy(), now) == [HELD]


@given(st.sampled_from(BookingStatus), st.integers(-600, 600))
def test_only_a_confirmed_reservation_is_checked_in_or_missed(
    status: BookingStatus, minutes: int
) -> None:
    now = TEN + timedelta(minutes=minutes)
    if status is not BookingStatus.CONFIRMED:
        assert not can_check_in(held(status), POLICY, now)
        assert not is_no_show(held(status), POLICY, now)
