"""Half-open intervals, compared with a simple model: sets of minutes."""

import itertools
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.intervals import Interval, merge_intervals, subtract_intervals

ZERO = datetime(2026, 3, 29, tzinfo=UTC)


def at(minute: int) -> datetime:
    return ZERO + timedelta(minutes=minute)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(st.integers(0, 60))
    return Interval(at(start), at(start + draw(st.integers(1, 30))))


def minutes(*many: Interval) -> set[int]:
    return {
        minute
        for each in many
        for minute in range(
            int((each.start - ZERO).total_seconds()) // 60,
            int((each.end - ZERO).total_seconds()) // 60,
        )
    }


@given(intervals(), intervals())
def test_intervals_overlap_if_they_share_a_minute(one: Interval, two: Interval) -> None:
    assert one.overlaps(two) == bool(minutes(one) & minutes(two))
    assert one.overlaps(two) == two.overlaps(one)


@given(intervals(), intervals())
def test_an_interval_contains_another_if_it_has_all_its_minutes(
    one: Interval, two: Interval
) -> None:
    assert one.contains(two) == (minutes(two) <= minutes(one))


@given(intervals(), st.integers(0, 100))
def test_an_interval_includes_its_own_minutes(one: Interval, minute: int) -> None:
    assert one.includes(at(minute)) == (minute in minutes(one))


@given(st.lists(intervals(), max_size=6))
def test_merging_keeps_the_minutes_in_the_fewest_parts(many: list[Interval]) -> None:
    joined = merge_intervals(many)
    assert minutes(*joined) == minutes(*many)
    gaps = itertools.pairwise(joined)
    assert all(one.end < two.start for one, two in gaps)


@given(st.lists(intervals(), max_size=5), st.lists(intervals(), max_size=5))
def test_subtracting_removes_exactly_the_taken_minutes(
    whole: list[Interval], taken: list[Interval]
) -> None:
    left = subtract_intervals(whole, taken)
    assert minutes(*left) == minutes(*whole) - minutes(*taken)
    assert left == merge_intervals(left)


def test_touching_ends_do_not_overlap() -> None:
    first, second = Interval(at(0), at(30)), Interval(at(30), at(60))
    assert not first.overlaps(second)
    assert not first.includes(at(30))
    assert second.includes(at(30))


def test_times_are_stored_in_utc() -> None:
    jakarta = timezone(timedelta(hours=7))
    one = Interval(datetime(2026, 3, 29, 7, tzinfo=jakarta), at(60))
    assert one.start == ZERO
    assert one.start.tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 1, 1), at(0)),
        (at(0), datetime(2027, 1, 1)),
        (at(1), at(1)),
        (at(2), at(1)),
    ],
)
def test_invalid_intervals_raise(start: datetime, end: datetime) -> None:
    with pytest.raises(ValueError, match="interval"):
        Interval(start, end)
