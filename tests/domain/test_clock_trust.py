"""When a clock is believed: not after a jump, and again once there is reason to."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.clock_trust import MAX_DISTRUST, MAX_JUMP, ClockState, update_clock_state

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = ClockState(NOW, NOW)


def go_on(state: ClockState, length: timedelta, step: timedelta = HOUR) -> ClockState:
    """The clock runs for so long, and is looked at in steps."""
    end = state.latest + length
    while state.latest < end:
        state = update_clock_state(state, min(end, state.latest + step))
    return state


def test_a_clock_that_goes_on_is_believed() -> None:
    state = go_on(START, 40 * DAY)
    assert (state.jumped, state.earliest) == (None, NOW + 40 * DAY)


@pytest.mark.parametrize("off", [timedelta(0), HOUR, 14 * HOUR, MAX_JUMP])
def test_a_machine_that_was_off_over_night_is_believed(off: timedelta) -> None:
    assert update_clock_state(START, NOW + off).jumped is None


@pytest.mark.parametrize("jump", [MAX_JUMP + HOUR, 7 * DAY, 31 * DAY, 365 * DAY, 27_000 * DAY])
@pytest.mark.parametrize("for_long", [timedelta(0), HOUR, DAY])
def test_a_jump_ahead_makes_nothing_over_and_is_over_when_the_clock_is_right_again(
    jump: timedelta, for_long: timedelta
) -> None:
    wrong = go_on(update_clock_state(START, NOW + jump), for_long)
    assert wrong.jumped
    assert wrong.earliest == NOW + for_long, "reckoned from before"
    right = update_clock_state(wrong, NOW + for_long + HOUR)
    assert (right.jumped, right.earliest) == (None, NOW + for_long + HOUR)


@pytest.mark.parametrize("jump", [-MAX_JUMP - HOUR, -365 * DAY, -20_000 * DAY])
def test_a_clock_that_is_set_back_makes_nothing_over_either(jump: timedelta) -> None:
    behind = update_clock_state(START, NOW + jump)
    assert behind.earliest == NOW + jump
    assert update_clock_state(behind, NOW + HOUR).jumped is None


def test_a_clock_that_goes_on_after_a_jump_is_believed_in_the_end() -> None:
    off = 5 * DAY  # nobody was there
    state = update_clock_state(START, NOW + off)
    assert go_on(state, off - HOUR).jumped
    assert go_on(state, off).jumped is None
    year = update_clock_state(START, NOW + 365 * DAY)
    assert go_on(year, MAX_DISTRUST - HOUR).jumped
    assert go_on(year, MAX_DISTRUST).jumped is None


def test_another_jump_begins_the_doubt_anew() -> None:
    first = go_on(update_clock_state(START, NOW + 5 * DAY), 4 * DAY)
    second = update_clock_state(first, first.latest + 5 * DAY)
    assert second.jumped == second.latest
    assert go_on(second, 5 * DAY).jumped
