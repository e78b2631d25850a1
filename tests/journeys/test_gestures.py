"""What is a flick, and that no other touch is lost or comes out of order."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint

from kiosk.app import application
from kiosk.ui.accessibility.gestures import (
    FlickLimits,
    Gesture,
    GestureFilter,
    Stage,
    Touch,
    flick,
    move_of,
)

LIMITS = FlickLimits(pixels=30, ms=300)
LENGTHS = st.integers(-400, 400)
TIMES = st.integers(0, 900)
MIRRORED = {Gesture.LEFT: Gesture.RIGHT, Gesture.RIGHT: Gesture.LEFT}


def strokes(x: int, y: int, ms: int) -> tuple[Touch, Touch, Touch]:
    start, stroke = QPoint(500, 500), QPoint(x, y)
    return (
        Touch(Stage.PRESS, start, 1000),
        Touch(Stage.MOVE, start + stroke / 2, 1000 + ms // 2),
        Touch(Stage.LIFT, start + stroke, 1000 + ms),
    )


@given(LENGTHS, LENGTHS, TIMES)
def test_a_flick_is_long_quick_and_straight(x: int, y: int, ms: int) -> None:
    press, _, lift = strokes(x, y, ms)
    found = flick(press, lift, LIMITS)
    long, short = max(abs(x), abs(y)), min(abs(x), abs(y))
    assert (found is not None) == (ms <= 300 and long >= 30 and long >= 1.5 * short)
    mirrored = flick(*strokes(-x, y, ms)[::2], LIMITS)
    assert mirrored == (MIRRORED.get(found, found) if found else None)


@given(LENGTHS, LENGTHS, TIMES)
def test_what_is_no_flick_is_passed_on_in_its_order(x: int, y: int, ms: int) -> None:
    application()
    passed: list[Touch] = []
    gestures: list[Gesture] = []
    owner = QObject()
    touches = strokes(x, y, ms)
    filter_ = GestureFilter(LIMITS, passed.append, gestures.append, owner)
    for touch in touches:
        filter_.take(touch)
    known = flick(touches[0], touches[2], LIMITS)
    assert gestures == ([known] if known else [])
    assert passed == ([] if known else list(touches))


@given(LENGTHS, LENGTHS, TIMES)
def test_with_two_fingers_or_without_flicks_all_is_passed_on(x: int, y: int, ms: int) -> None:
    application()
    owner = QObject()
    press, move, lift = strokes(x, y, ms)
    for limits, fingers in ((LIMITS, 2), (FlickLimits(30, 0), 1)):
        passed: list[Touch] = []
        gestures: list[Gesture] = []
        filter_ = GestureFilter(limits, passed.append, gestures.append, owner)
        touches = [press, Touch(move.stage, move.place, move.time, fingers), lift]
        for touch in touches:
            filter_.take(touch)
        assert passed == touches
        assert gestures == []


def test_the_directions_are_those_of_reading() -> None:
    assert [move_of(each, False) for each in (Gesture.RIGHT, Gesture.LEFT)] == ["next", "previous"]
    assert [move_of(each, True) for each in (Gesture.RIGHT, Gesture.LEFT)] == ["previous", "next"]
    for mirrored in (False, True):
        assert move_of(Gesture.DOWN, mirrored) == "next_part"
        assert move_of(Gesture.UP, mirrored) == "previous_part"
