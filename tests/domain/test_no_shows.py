"""Check-in windows and no-shows, which depend only on the times."""

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
POLICY = ReservationPolicy(buffer=QUARTER, check_in_grace=QUARTER)
HELD = Interval(TEN, TEN + timedelta(hours=1))


def reservation(
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
def test_check_in_window(minutes: int, open_: bool, absent: bool) -> None:
    now = TEN + timedelta(minutes=minutes)
    assert can_check_in(reservation(), POLICY, now) == open_
    assert is_no_show(reservation(), POLICY, now) == absent
    assert bool(blocking_no_shows(HELD, [reservation()], POLICY, now)) == absent
    assert bool(occupied_intervals([reservation()], POLICY, now)) != absent


def test_a_walk_in_has_the_full_grace_period() -> None:
    walked_in = reservation(created=TEN + timedelta(minutes=20))
    assert check_in_deadline(walked_in, POLICY) == TEN + timedelta(minutes=35)


def test_without_check_in_there_are_no_no_shows() -> None:
    now = TEN + timedelta(minutes=50)
    assert not is_no_show(reservation(), ReservationPolicy(), now)
    assert not can_check_in(reservation(), ReservationPolicy(), now)
    assert occupied_intervals([reservation()], ReservationPolicy(), now) == [HELD]


@given(st.sampled_from(BookingStatus), st.integers(-600, 600))
def test_only_confirmed_reservations_can_be_checked_in_or_no_shows(
    status: BookingStatus, minutes: int
) -> None:
    now = TEN + timedelta(minutes=minutes)
    if status is not BookingStatus.CONFIRMED:
        assert not can_check_in(reservation(status), POLICY, now)
        assert not is_no_show(reservation(status), POLICY, now)
