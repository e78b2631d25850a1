"""Opening hours in local time: clock changes, midnight and closures."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.intervals import Interval

NINE_TO_FIVE = tuple(WeeklyHours(day, time(9), time(17)) for day in range(7))
ZONES = ("Asia/Jakarta", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")


def branch(zone: str = "UTC", hours: tuple[WeeklyHours, ...] = NINE_TO_FIVE, **more) -> Branch:
    return Branch("b", "Branch", zone, hours=hours, **more)


@pytest.mark.parametrize(
    ("zone", "day", "opens"),
    [
        ("Europe/Berlin", date(2026, 3, 28), 8),  # winter: UTC+1
        ("Europe/Berlin", date(2026, 3, 29), 7),  # the clock went forward at two
        ("America/New_York", date(2026, 10, 31), 13),  # summer: UTC-4
        ("America/New_York", date(2026, 11, 1), 14),  # the clock went back at two
        ("Asia/Jakarta", date(2026, 3, 29), 2),
    ],
)
def test_opening_hours_are_wall_times(zone: str, day: date, opens: int) -> None:
    (opening,) = branch(zone).openings_on(day)
    assert opening.start == datetime(day.year, day.month, day.day, opens, tzinfo=UTC)
    assert opening.duration == timedelta(hours=8)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Europe/Berlin", date(2026, 10, 26), 24),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),  # the half hour of Lord Howe
    ],
)
def test_a_day_has_23_to_25_hours(zone: str, day: date, hours: float) -> None:
    assert branch(zone).day_interval(day).duration == timedelta(hours=hours)


def test_an_opening_across_the_clock_change_is_an_hour_shorter() -> None:
    night = (WeeklyHours(5, time(22), time(6)),)  # Saturday into Sunday
    (opening,) = branch("Europe/Berlin", night).openings_on(date(2026, 3, 28))
    assert opening.duration == timedelta(hours=7)


def test_hours_past_midnight_belong_to_the_day_they_start() -> None:
    late = branch("Asia/Jakarta", (WeeklyHours(4, time(18), time(1)),))  # Friday to one
    friday, jakarta = date(2026, 11, 27), ZoneInfo("Asia/Jakarta")
    (opening,) = late.openings_on(friday)
    assert opening.end == datetime(2026, 11, 28, 1, tzinfo=jakarta)
    assert late.openings_on(friday + timedelta(days=1)) == []
    assert late.opening_at(datetime(2026, 11, 28, 0, 30, tzinfo=jakarta)) == opening
    assert late.opening_at(datetime(2026, 11, 28, 1, 0, tzinfo=jakarta)) is None


def test_open_all_night_is_one_opening() -> None:
    always = branch("UTC", tuple(WeeklyHours(day, time(0), time(0)) for day in range(7)))
    opening = always.opening_at(datetime(2026, 11, 24, 0, tzinfo=UTC))
    assert opening is not None
    assert opening.duration == timedelta(days=2)  # the day before runs into it


def test_a_closure_replaces_the_weekly_hours() -> None:
    day = date(2026, 12, 25)
    closed = branch(closures=(Closure(day, "Christmas"),))
    assert closed.openings_on(day) == []
    assert closed.opening_at(datetime(2026, 12, 25, 10, tzinfo=UTC)) is None
    assert len(closed.openings_on(day + timedelta(days=1))) == 1
    shorter = branch(closures=(Closure(day, "Christmas", time(10), time(12)),))
    assert shorter.openings_on(day) == [
        Interval(datetime(2026, 12, 25, 10, tzinfo=UTC), datetime(2026, 12, 25, 12, tzinfo=UTC))
    ]


def test_a_lunch_break_is_two_openings_and_touching_hours_are_one() -> None:
    parts = (WeeklyHours(1, time(9), time(12)), WeeklyHours(1, time(13), time(17)))
    tuesday = date(2026, 11, 24)
    assert len(branch(hours=parts).openings_on(tuesday)) == 2
    touching = (WeeklyHours(1, time(9), time(12)), WeeklyHours(1, time(12), time(17)))
    assert len(branch(hours=touching).openings_on(tuesday)) == 1


@given(
    st.sampled_from(ZONES),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 24 * 60 - 1),
)
def test_every_moment_is_within_its_local_day(zone: str, day: date, minute: int) -> None:
    here = branch(zone)
    moment = here.day_interval(day).start + timedelta(minutes=minute)
    local = here.local_day(moment)
    assert here.day_interval(local).includes(moment)


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
        lambda naive: naive.replace(tzinfo=UTC)
    ),
    st.lists(
        st.builds(
            WeeklyHours,
            st.integers(0, 6),
            st.sampled_from([time(0), time(8), time(13, 30), time(20)]),
            st.sampled_from([time(0), time(6), time(12), time(23, 30)]),
        ),
        max_size=5,
    ),
)
def test_open_now_means_within_an_opening(
    zone: str, moment: datetime, hours: list[WeeklyHours]
) -> None:
    here = branch(zone, tuple(hours))
    day = here.local_day(moment)
    near = [
        opening
        for offset in range(-2, 2)
        for opening in here.openings_on(day + timedelta(days=offset))
    ]
    assert (here.opening_at(moment) is not None) == any(o.includes(moment) for o in near)
