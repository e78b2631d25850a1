"""The clock is distrusted after a jump, and trusted again after correction or steady time."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.clock_trust import MAX_DISTRUST, MAX_JUMP, ClockState, update_clock_state

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = ClockState(NOW, NOW)


def run_clock(state: ClockState, length: timedelta, step: timedelta = HOUR) -> ClockState:
    """Let the clock run for ``length``, and read it every ``step``."""
    end = state.reading + length
    while state.reading < end:
        state = update_clock_state(state, min(end, state.reading + step))
    return state


def test_a_steady_clock_is_trusted() -> None:
    state = run_clock(START, 40 * DAY)
    assert (state.jumped_at, state.earliest) == (None, NOW + 40 * DAY)


@pytest.mark.parametrize("off", [timedelta(0), HOUR, 14 * HOUR, MAX_JUMP])
def test_the_clock_is_trusted_after_a_night_switched_off(off: timedelta) -> None:
    assert update_clock_state(START, NOW + off).jumped_at is None


@pytest.mark.parametrize("jump", [MAX_JUMP + HOUR, 7 * DAY, 31 * DAY, 365 * DAY, 27_000 * DAY])
@pytest.mark.parametrize("for_long", [timedelta(0), HOUR, DAY])
def test_a_jump_ahead_is_distrusted_until_the_clock_is_set_back(
    jump: timedelta, for_long: timedelta
) -> None:
    wrong = run_clock(update_clock_state(START, NOW + jump), for_long)
    assert wrong.jumped_at
    assert wrong.earliest == NOW + for_long, "reckoned from before"
    right = update_clock_state(wrong, NOW + for_long + HOUR)
    assert (right.jumped_at, right.earliest) == (None, NOW + for_long + HOUR)


@pytest.mark.parametrize("jump", [-MAX_JUMP - HOUR, -365 * DAY, -20_000 * DAY])
def test_a_jump_back_is_distrusted(jump: timedelta) -> None:
    behind = update_clock_state(START, NOW + jump)
    assert behind.earliest == NOW + jump
    assert update_clock_state(behind, NOW + HOUR).jumped_at is None


def test_a_steady_clock_is_trusted_again_some_time_after_a_jump() -> None:
    off = 5 * DAY  # nobody was there
    state = update_clock_state(START, NOW + off)
    assert run_clock(state, off - HOUR).jumped_at
    assert run_clock(state, off).jumped_at is None
    year = update_clock_state(START, NOW + 365 * DAY)
    assert run_clock(year, MAX_DISTRUST - HOUR).jumped_at
    assert run_clock(year, MAX_DISTRUST).jumped_at is None


def test_another_jump_restarts_the_distrust() -> None:
    first = run_clock(update_clock_state(START, NOW + 5 * DAY), 4 * DAY)
    second = update_clock_state(first, first.reading + 5 * DAY)
    assert second.jumped_at == second.reading
    assert run_clock(second, 5 * DAY).jumped_at
