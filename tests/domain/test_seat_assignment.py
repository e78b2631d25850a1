"""Assigning seats: never more seats than the program has, and in order of arrival."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import (
    Registration,
    assign_free_seats,
    free_seat_numbers,
    registration_refusal,
    seat_availability,
)
from kiosk.domain.reservations import BookingStatus, Refusal

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONFIRMED, REQUESTED = BookingStatus.CONFIRMED, BookingStatus.REQUESTED
WAITING, REFUSED = BookingStatus.WAITING, BookingStatus.REFUSED


def program(seats: int | None, *, begins: int = 1, cancelled: bool = False) -> Program:
    start = NOW + timedelta(hours=begins)
    interval = Interval(start, start + timedelta(hours=1))
    return Program("uid", "", "Circle", interval, seats=seats, cancelled=cancelled)


def line_of(statuses: list[BookingStatus]) -> list[Registration]:
    line, place = [], 0
    for number, status in enumerate(statuses):
        place += status is WAITING
        made = Registration(f"r{number}", "p", f"{number:06}", NOW, status)
        line.append(replace(made, place=place) if status is WAITING else made)
    return line


lines = st.lists(st.sampled_from([REQUESTED, WAITING]), max_size=12).map(line_of)
taken_seats = st.sets(st.integers(1, 15), max_size=10)


@given(lines, st.integers(0, 12), taken_seats, st.integers(0, 5))
def test_each_seat_is_given_once_and_exists(
    line: list[Registration], seats: int, taken: set[int], coming: int
) -> None:
    moved = assign_free_seats(line, program(seats), taken, NOW, coming)
    given_now = [each.seat for each in moved if each.seat is not None]
    assert len(given_now) == len(set(given_now))
    assert not set(given_now) & taken
    assert all(1 <= seat <= seats for seat in given_now)
    assert len(given_now) + len(taken) <= max(seats, len(taken))
    assert [each.status is CONFIRMED for each in moved] == [bool(each.seat) for each in moved]


@given(lines, st.integers(0, 12), taken_seats, st.integers(0, 5))
def test_first_come_first_served_and_no_seat_stays_empty(
    line: list[Registration], seats: int, taken: set[int], coming: int
) -> None:
    moved = assign_free_seats(line, program(seats), taken, NOW, coming)
    assert [each.id for each in moved] == [each.id for each in line]
    served = [each.status is CONFIRMED for each in moved]
    assert served == sorted(served, reverse=True)
    assert sum(served) == min(len(line), max(0, seats - len(taken)))


@given(lines, st.integers(0, 12), taken_seats, st.integers(0, 5))
def test_waiting_list_positions_never_get_worse(
    line: list[Registration], seats: int, taken: set[int], coming: int
) -> None:
    moved = assign_free_seats(line, program(seats), taken, NOW, coming)
    unserved = [each for each in moved if each.status is not CONFIRMED]
    for place, each in enumerate(unserved, 1):
        if each.status is WAITING:
            assert each.place == place
        else:
            assert each.status is REQUESTED
            assert place <= coming
    before = {each.id: each.status for each in line}
    assert all(each.status is WAITING for each in unserved if before[each.id] is WAITING)


@given(lines, st.integers(0, 12), st.integers(0, 5))
def test_assigning_seats_is_idempotent(line: list[Registration], seats: int, coming: int) -> None:
    once = assign_free_seats(line, program(seats), [], NOW, coming)
    rest = [each for each in once if each.status is not CONFIRMED]
    taken = [each.seat for each in once]
    assert assign_free_seats(rest, program(seats), taken, NOW, coming) == rest


@given(lines)
def test_everybody_moves_up_after_a_cancellation(line: list[Registration]) -> None:
    full = assign_free_seats(line, program(3), [], NOW)
    if not full or full[0].status is not CONFIRMED:
        return
    rest = [each for each in full if each.status is WAITING]
    taken = [each.seat for each in full[1:]]
    moved = assign_free_seats(rest, program(3), taken, NOW)
    if rest:
        assert (moved[0].id, moved[0].seat) == (rest[0].id, full[0].seat)
        assert [each.place for each in moved[1:]] == list(range(1, len(moved)))


@pytest.mark.parametrize(
    ("given_program", "reason"),
    [
        (program(3), None),
        (program(0), None),  # full from the start, with a waiting list
        (program(None), Refusal.OPEN_TO_ALL),
        (program(None, begins=-1), Refusal.OPEN_TO_ALL),
        (program(3, cancelled=True), Refusal.PROGRAM_CANCELLED),
        (program(3, begins=0), Refusal.PROGRAM_STARTED),
        (None, Refusal.UNKNOWN_PROGRAM),
    ],
)
def test_registration_refusals(given_program: Program | None, reason: Refusal | None) -> None:
    assert registration_refusal(given_program, NOW) is reason
    if reason:
        line = line_of([REQUESTED, WAITING])
        moved = assign_free_seats(line, given_program, [], NOW)
        assert [each.status for each in moved] == [REFUSED, REFUSED]


def test_seat_availability() -> None:
    made = line_of([CONFIRMED, REQUESTED, WAITING, WAITING])
    assert (
        seat_availability(program(5), made, NOW).seats_left,
        seat_availability(program(5), made, NOW).waiting,
    ) == (3, 2)
    assert seat_availability(program(1), made, NOW).seats_left == 0
    assert (
        seat_availability(program(1, begins=-1), made, NOW).closed_reason is Refusal.PROGRAM_STARTED
    )


def test_an_absurd_number_of_seats_is_handled_quickly() -> None:
    assert next(free_seat_numbers(program(10**12), [1, 2, None])) == 3
