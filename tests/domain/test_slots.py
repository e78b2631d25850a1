"""Free slots: every offered time can be reserved, and every reservable time is offered."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import (
    OCCUPYING_STATUSES,
    BookingStatus,
    Refusal,
    Reservation,
    free_slots,
    is_no_show,
    nearest_free_times,
    reservation_refusal,
    with_buffer_after,
)
from kiosk.domain.spaces import ReservationPolicy, Space

DAY = date(2026, 3, 29)  # the clock goes forward in Berlin
HALF_HOUR = timedelta(minutes=30)


def reservation(start: datetime, length: timedelta, status=BookingStatus.CONFIRMED):
    return Reservation("id", "s", Interval(start, start + length), "123456", start, status)


@st.composite
def policies(draw: st.DrawFn) -> ReservationPolicy:
    slot = timedelta(minutes=draw(st.sampled_from([15, 30, 60])))
    return ReservationPolicy(
        slot_length=slot,
        max_length=slot * draw(st.integers(1, 6)),
        buffer=timedelta(minutes=draw(st.sampled_from([0, 5, 15, 45]))),
        max_advance=timedelta(days=draw(st.sampled_from([0, 1, 14]))),
        check_in_grace=draw(st.sampled_from([None, timedelta(minutes=15), timedelta(hours=6)])),
    )


@st.composite
def branches(draw: st.DrawFn) -> Branch:
    times = st.sampled_from([time(0), time(1), time(8), time(9, 45), time(17), time(22)])
    hours = draw(
        st.lists(st.builds(WeeklyHours, st.sampled_from([5, 6, 0]), times, times), max_size=4)
    )
    closures = draw(
        st.lists(st.sampled_from([Closure(DAY), Closure(DAY, "", time(2), time(6))]), max_size=1)
    )
    zone = draw(st.sampled_from(["Europe/Berlin", "Asia/Jakarta"]))
    return Branch("b", "B", zone, hours=tuple(hours), closures=tuple(closures))


@st.composite
def reservation_lists(draw: st.DrawFn) -> list[Reservation]:
    midnight = datetime(2026, 3, 28, 12, tzinfo=UTC)
    return [
        reservation(
            midnight + timedelta(minutes=5 * draw(st.integers(0, 400))),
            timedelta(minutes=5 * draw(st.integers(1, 60))),
            draw(st.sampled_from(BookingStatus)),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]


moments = st.integers(-600, 2400).map(
    lambda minute: datetime(2026, 3, 28, 22, tzinfo=UTC) + timedelta(minutes=minute)
)


@settings(max_examples=300)
@given(branches(), policies(), reservation_lists(), moments)
def test_every_offered_slot_can_be_reserved(
    branch: Branch, policy: ReservationPolicy, taken: list[Reservation], now: datetime
) -> None:
    space = Space("s", "b", "Space", policy=policy)
    for slot in free_slots(space, branch, DAY, taken, now):
        end = slot.start + policy.slot_length
        while end <= slot.latest_end:
            assert reservation_refusal(space, branch, Interval(slot.start, end), taken, now) is None
            end += policy.slot_length


@settings(max_examples=300)
@given(branches(), policies(), reservation_lists(), moments, st.integers(0, 200), st.integers(1, 8))
def test_every_reservable_time_is_offered(
    branch: Branch,
    policy: ReservationPolicy,
    taken: list[Reservation],
    now: datetime,
    quarter: int,
    slots: int,
) -> None:
    space = Space("s", "b", "Space", policy=policy)
    start = branch.day_interval(DAY).start + timedelta(minutes=15 * quarter)
    wanted = Interval(start, start + slots * policy.slot_length)
    if reservation_refusal(space, branch, wanted, taken, now) is not None:
        return
    offered_starts = [
        slot
        for offset in (-1, 0, 1, 2)
        for slot in free_slots(space, branch, DAY + timedelta(days=offset), taken, now)
    ]
    assert any(s.start == wanted.start and wanted.end <= s.latest_end for s in offered_starts)


@settings(max_examples=300)
@given(branches(), policies(), reservation_lists(), moments, st.integers(0, 200), st.integers(1, 8))
def test_granted_reservations_respect_the_buffers(
    branch: Branch,
    policy: ReservationPolicy,
    taken: list[Reservation],
    now: datetime,
    quarter: int,
    slots: int,
) -> None:
    space = Space("s", "b", "Space", policy=policy)
    start = branch.day_interval(DAY).start + timedelta(minutes=15 * quarter)
    wanted = Interval(start, start + slots * policy.slot_length)
    if reservation_refusal(space, branch, wanted, taken, now) is not None:
        return
    for other in taken:
        if other.status in OCCUPYING_STATUSES and not is_no_show(other, policy, now):
            assert not with_buffer_after(wanted, policy).overlaps(
                with_buffer_after(other.interval, policy)
            )


SPACE = Space("s", "b", "Space", policy=ReservationPolicy(buffer=timedelta(minutes=15)))
BRANCH = Branch("b", "B", "UTC", hours=tuple(WeeklyHours(d, time(8), time(20)) for d in range(7)))
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)


def wanted_interval(hour: float, hours: float = 1, day: int = 24) -> Interval:
    start = datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour)
    return Interval(start, start + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (wanted_interval(10), None),
        (wanted_interval(9), None),  # under way, and free
        (wanted_interval(8.5), Refusal.IN_THE_PAST),
        (wanted_interval(10, day=30), None),
        (Interval(NOW + timedelta(days=15), NOW + timedelta(days=15, hours=1)),
         Refusal.TOO_FAR_AHEAD),
        (wanted_interval(10, 2.5), Refusal.TOO_LONG),
        (wanted_interval(19.5), Refusal.CLOSED),
        (wanted_interval(22), Refusal.CLOSED),
        (wanted_interval(10.25), Refusal.OFF_GRID),
        (wanted_interval(10, 0.75), Refusal.OFF_GRID),
        (wanted_interval(14), Refusal.TAKEN),
        (wanted_interval(13.5), Refusal.TAKEN),
        (wanted_interval(15), Refusal.TAKEN),  # within the buffer after it
        (wanted_interval(13), Refusal.TAKEN),  # its own buffer would reach into it
        (wanted_interval(12.5), None),
        (wanted_interval(15.5), None),
    ],
)  # fmt: skip
def test_reservation_refusals(wanted: Interval, reason: Refusal | None) -> None:
    there = [
        reservation(wanted_interval(14).start, timedelta(hours=1)),
        reservation(wanted_interval(10).start, timedelta(hours=1), BookingStatus.CANCELLED),
        reservation(wanted_interval(10).start, timedelta(hours=1), BookingStatus.REFUSED),
    ]
    assert reservation_refusal(SPACE, BRANCH, wanted, there, NOW) == reason


def test_the_nearest_free_times_are_offered_instead() -> None:
    there = [reservation(wanted_interval(14).start, timedelta(hours=1))]
    near = nearest_free_times(SPACE, BRANCH, wanted_interval(14), there, NOW, 3)
    assert [each.start.hour + each.start.minute / 60 for each in near] == [12.5, 15.5, 12]
    assert all(reservation_refusal(SPACE, BRANCH, each, there, NOW) is None for each in near)


def test_when_the_day_is_full_the_next_day_is_offered() -> None:
    full = [reservation(wanted_interval(8).start, timedelta(hours=12))]
    near = nearest_free_times(SPACE, BRANCH, wanted_interval(14), full, NOW, 2)
    assert {BRANCH.local_day(each.start) for each in near} == {date(2026, 11, 25)}


def test_an_evening_past_midnight_is_offered_on_both_days() -> None:
    late = Branch("b", "B", "Asia/Jakarta", hours=(WeeklyHours(4, time(22), time(1, 30)),))
    space = Space("s", "b", "Space")
    friday = date(2026, 11, 27)

    def offered_starts(day: date, now: datetime) -> list[str]:
        slots = free_slots(space, late, day, [], now)
        return [f"{slot.start.astimezone(late.tz):%a %H:%M}" for slot in slots]

    evening = datetime(2026, 11, 27, 23, 10, tzinfo=late.tz)
    assert offered_starts(friday, evening) == ["Fri 23:00", "Fri 23:30"]
    saturday = friday + timedelta(days=1)
    assert offered_starts(saturday, evening) == ["Sat 00:00", "Sat 00:30", "Sat 01:00"]
    night = datetime(2026, 11, 28, 0, 40, tzinfo=late.tz)
    assert offered_starts(saturday, night) == ["Sat 00:30", "Sat 01:00"]


def test_a_slot_across_midnight_is_offered_after_midnight() -> None:
    late = Branch("b", "B", "Asia/Jakarta", hours=(WeeklyHours(4, time(21, 30), time(1, 30)),))
    space = Space("s", "b", "Space", policy=ReservationPolicy(slot_length=timedelta(hours=1)))
    friday, saturday = date(2026, 11, 27), date(2026, 11, 28)

    def offered_starts(day: date, now: datetime) -> list[str]:
        slots = free_slots(space, late, day, [], now)
        return [f"{slot.start.astimezone(late.tz):%a %H:%M}" for slot in slots]

    before = datetime(2026, 11, 27, 23, 40, tzinfo=late.tz)
    assert offered_starts(friday, before) == ["Fri 23:30"]
    assert offered_starts(saturday, before) == ["Sat 00:30"]
    after = datetime(2026, 11, 28, 0, 10, tzinfo=late.tz)
    assert offered_starts(friday, after) == []
    assert offered_starts(saturday, after) == ["Fri 23:30", "Sat 00:30"]
