"""The curtain: a visitor can hide the screen for privacy while speech continues."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import Listener
from tests.journeys.finger import Finger
from tests.journeys.keys import DOWN, choose, go_to
from tests.journeys.screen_checks import rect

F10 = Qt.Key.Key_F10


def above_the_bar(visitor: Visitor) -> QImage:
    """Return the part of the screen and of the typed text that other people can see."""
    bar = visitor.sees("speech-unavailable")  # the first of the bar, as there is no sound here
    assert bar
    visitor.settle()
    picture = visitor.window.grabWindow()
    ratio = picture.devicePixelRatio()
    gap = 20
    return picture.copy(0, 0, picture.width(), int((rect(bar).top() - gap) * ratio))


def test_nothing_can_be_read_along_while_speech_goes_on(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "bar-curtain")
    assert "The screen is hidden." in listening.since()
    dark = above_the_bar(visitor)
    choose(visitor, "door-find")
    visitor.type("siti nur")
    go_to(visitor, "hit-0")
    assert "Siti Nurbaya" in listening.since()
    assert above_the_bar(visitor) == dark
    choose(visitor, "bar-curtain")
    assert "The screen is visible again." in listening.since()
    assert above_the_bar(visitor) != dark


def test_what_is_hidden_can_be_explored_by_touch(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.key(F10)
    listening.since()
    door = visitor.sees("door-spaces")
    assert door
    Finger(visitor, None).tap(rect(door).center().toPoint())
    assert listening.since().startswith("All rooms | button")


def test_a_key_hides_and_shows(listening: Listener) -> None:
    visitor = listening.visitor
    shown = above_the_bar(visitor)
    visitor.key(F10)
    assert above_the_bar(visitor) != shown
    visitor.key(F10)
    assert above_the_bar(visitor) == shown


def test_nobody_is_left_before_a_dark_and_silent_screen(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.key(F10)
    assert visitor.kiosk.accessibility.covered
    visitor.key(Qt.Key.Key_F2)
    assert not visitor.kiosk.accessibility.covered, "with speech the curtain goes"
    visitor.key(F10)
    assert not visitor.kiosk.accessibility.covered, "without speech it does not come"
    visitor.key(Qt.Key.Key_F2, F10)
    visitor.kiosk.session.finish()
    assert not visitor.kiosk.accessibility.covered, "nor for the next visitor"


def test_the_idle_warning_comes_before_the_curtain(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.key(F10)
    visitor.kiosk.session.warn()
    assert "Are you still there?" in listening.since()
    visitor.key(DOWN)
    assert visitor.kiosk.accessibility.covered
