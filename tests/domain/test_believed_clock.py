"""When a clock is believed: not after a jump, and again once there is reason to."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.clock import LEAP, LONGEST_DOUBT, Believed, looked_at

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = Believed(NOW, NOW)


def go_on(state: Believed, length: timedelta, step: timedelta = HOUR) -> Believed:
    """The clock runs for so long, and is looked at in steps."""
    end = state.latest + length
    while state.latest < end:
        state = looked_at(state, min(end, state.latest + step))
    return state


def test_a_clock_that_goes_on_is_believed() -> None:
    state = go_on(START, 40 * DAY)
    assert (state.jumped, state.surely) == (None, NOW + 40 * DAY)


@pytest.mark.parametrize("off", [timedelta(0), HOUR, 14 * HOUR, LEAP])
def test_a_machine_that_was_off_over_night_is_believed(off: timedelta) -> None:
    assert looked_at(START, NOW + off).jumped is None


@pytest.mark.parametrize("jump", [LEAP + HOUR, 7 * DAY, 31 * DAY, 365 * DAY, 27_000 * DAY])
@pytest.mark.parametrize("for_long", [timedelta(0), HOUR, DAY])
def test_a_jump_ahead_makes_nothing_over_and_is_over_when_the_clock_is_right_again(
    jump: timedelta, for_long: timedelta
) -> None:
    wrong = go_on(looked_at(START, NOW + jump), for_long)
    assert wrong.jumped
    assert wrong.surely == NOW + for_long, "reckoned from before"
    right = looked_at(wrong, NOW + for_long + HOUR)
    assert (right.jumped, right.surely) == (None, NOW + for_long + HOUR)


@pytest.mark.parametrize("jump", [-LEAP - HOUR, -365 * DAY, -20_000 * DAY])
def test_a_clock_that_is_set_back_makes_nothing_over_either(jump: timedelta) -> None:
    behind = looked_at(START, NOW + jump)
    assert behind.surely == NOW + jump
    assert looked_at(behind, NOW + HOUR).jumped is None


def test_a_clock_that_goes_on_after_a_jump_is_believed_in_the_end() -> None:
    off = 5 * DAY  # nobody was there
    state = looked_at(START, NOW + off)
    assert go_on(state, off - HOUR).jumped
    assert go_on(state, off).jumped is None
    year = looked_at(START, NOW + 365 * DAY)
    assert go_on(year, LONGEST_DOUBT - HOUR).jumped
    assert go_on(year, LONGEST_DOUBT).jumped is None


def test_another_jump_begins_the_doubt_anew() -> None:
    first = go_on(looked_at(START, NOW + 5 * DAY), 4 * DAY)
    second = looked_at(first, first.latest + 5 * DAY)
    assert second.jumped == second.latest
    assert go_on(second, 5 * DAY).jumped
