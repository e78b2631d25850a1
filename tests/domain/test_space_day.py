"""The day of a space: nothing is shown as free that cannot be reserved."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.equipment import KNOWN_EQUIPMENT, equipment_term
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import (
    BookingStatus,
    Reservation,
    occupied_intervals,
    reservation_refusal,
)
from kiosk.domain.space_day import PartKind, opening_day, space_day
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.i18n.space_terms import equipment

DAY = date(2026, 11, 24)  # a Tuesday
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
MINUTES = st.integers(0, 30 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def branches(draw: st.DrawFn) -> Branch:
    opens = draw(st.integers(6, 20))
    closes = draw(st.integers(0, 23))
    return Branch("b", "B", hours=(WeeklyHours(1, time(opens, 30), time(closes)),))


@st.composite
def spaces(draw: st.DrawFn) -> Space:
    slot = draw(st.sampled_from([15, 30, 60, 120]))
    policy = ReservationPolicy(
        slot_length=timedelta(minutes=slot),
        max_length=timedelta(minutes=slot * draw(st.integers(1, 4))),
        buffer=timedelta(minutes=draw(st.sampled_from([0, 10, 30]))),
        check_in_grace=draw(st.sampled_from([None, timedelta(minutes=15)])),
    )
    return Space("s", "b", "S", policy=policy)


@st.composite
def reservations(draw: st.DrawFn) -> Reservation:
    start = MIDNIGHT + draw(MINUTES)
    length = timedelta(minutes=15 * draw(st.integers(1, 12)))
    status = draw(st.sampled_from(BookingStatus))
    return Reservation("r", "s", Interval(start, start + length), "000000", MIDNIGHT, status)


@given(branches(), spaces(), st.lists(reservations(), max_size=4), MINUTES)
def test_what_is_free_can_be_reserved_and_what_is_taken_is(
    branch: Branch, space: Space, taken: list[Reservation], passed: timedelta
) -> None:
    now = MIDNIGHT + passed
    day = space_day(space, branch, DAY, taken, now)
    for before, after in zip(day.parts, day.parts[1:], strict=False):
        assert before.interval.end == after.interval.start  # no gaps, in order
    for slot in day.slots:
        wanted = Interval(max(slot.start, now), slot.start + space.policy.slot_length)
        assert reservation_refusal(space, branch, wanted, taken, now) is None
        part = day.part_at(wanted.start)
        assert part is not None
        assert part.kind is PartKind.FREE
        assert part.interval.contains(wanted) or part.interval.end < wanted.end
    busy = occupied_intervals(taken, space.policy, now)
    for part in day.parts:
        if part.kind is PartKind.FREE:
            assert not any(part.interval.overlaps(each) for each in busy)
            assert part.interval.start >= now
        if part.kind in (PartKind.PAST, PartKind.PAST_TAKEN):
            assert part.interval.end <= now


@pytest.mark.parametrize(
    ("hour", "day"), [(20, DAY), (25, DAY), (27, DAY + timedelta(days=1)), (9, DAY)]
)
def test_the_evening_belongs_to_the_day_on_which_it_began(hour: int, day: date) -> None:
    late = Branch("b", "B", hours=tuple(WeeklyHours(n, time(18), time(2)) for n in range(7)))
    assert opening_day(late, MIDNIGHT + timedelta(hours=hour)) == day


def test_all_known_equipment_has_a_name() -> None:
    names = equipment(lambda _context, message: message)
    assert tuple(names) == KNOWN_EQUIPMENT
    assert equipment_term("  Papan  Tulis ") == "whiteboard"
    assert equipment_term("akuarium") == ""
