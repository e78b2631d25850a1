"""Touch with speech on: sliding speaks, lifting does nothing, and a second tap chooses."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import Listener
from tests.journeys.finger import BESIDE, Finger, middle
from tests.journeys.screen_checks import rect, typing_keys


@pytest.fixture(params=["touch", "mouse"])
def finger(request: pytest.FixtureRequest, listening: Listener) -> Iterator[Finger]:
    touches = request.param == "touch"
    yield Finger(listening.visitor, QTest.createTouchDevice() if touches else None)


def test_the_first_tap_speaks_and_the_second_chooses(finger: Finger, listening: Listener) -> None:
    visitor = finger.visitor
    listening.since()
    finger.tap(middle(visitor, "door-programs"))
    assert listening.since().startswith("This week | button")
    assert visitor.sees("door-programs"), "the first tap must not choose"
    finger.tap(middle(visitor, "door-spaces"))
    assert listening.since().startswith("All rooms | button")
    finger.tap(middle(visitor, "door-spaces"))
    assert visitor.sees("spaces-summary"), "the second tap chooses"
    assert listening.since().startswith("Rooms.")


def test_sliding_tells_what_is_there_and_lifting_does_nothing(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    listening.since()
    doors = ("door-find", "door-programs", "door-spaces")
    finger.slide(*(middle(visitor, name) for name in doors))
    said = listening.since()
    places = [said.index(name) for name in ("Search", "This week", "All rooms")]
    assert places == sorted(places)
    assert said.count("This week | button") == 1, "once, however long the finger stays"
    assert visitor.sees("door-spaces")


def test_a_slide_that_begins_on_what_was_heard_chooses_nothing(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    other = visitor.kiosk.home.page.value.spaces[1].name
    finger.tap(middle(visitor, "use-now-0"))
    listening.since()
    finger.slide(middle(visitor, "use-now-0"), middle(visitor, "use-now-1"))
    assert listening.since().startswith(other)
    assert visitor.sees("use-now-1")


def test_a_double_tap_beside_everything_chooses_what_was_heard(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    finger.tap(middle(visitor, "door-programs"))
    finger.tap(BESIDE)
    assert visitor.sees("door-programs"), "one tap beside chooses nothing"
    finger.tap(BESIDE)
    assert visitor.sees("programs-summary")


def test_the_keys_of_the_keyboard_are_heard_before_they_type(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    for _ in range(2):
        finger.tap(middle(visitor, "door-find"))
    for _ in range(2):
        finger.tap(middle(visitor, "search-words"))
    visitor.settle(300)
    keys = {name: rect(key).center().toPoint() for name, key in typing_keys(visitor).items()}
    listening.since()
    finger.slide(keys["m"], keys["a"])
    said = listening.since().lower()
    assert said.startswith("m | ")
    assert said.endswith("a")
    assert visitor.kiosk.find.words == "", "sliding types nothing"
    finger.tap(keys["a"])
    assert visitor.kiosk.find.words.lower() == "a"
    finger.tap(keys["space"])
    assert listening.since().endswith("space")


def test_without_speech_one_tap_chooses(visitor: Visitor) -> None:
    Finger(visitor, None).tap(middle(visitor, "door-programs"))
    assert visitor.sees("programs-summary")
