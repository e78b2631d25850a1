"""The screen while nobody is there: it invites, and the first touch or key only leads home."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from kiosk.settings import Settings
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from kiosk.ui.home import attract
from tests.journeys.conftest import Listener, Open
from tests.journeys.finger import Finger, middle
from tests.journeys.keys import DOWN, ENTER, ESCAPE, focused
from tests.journeys.screen_checks import is_text, items, rect
from tests.journeys.timers import timer

ALONE_MS = 120_000


def wait_alone(visitor: Visitor) -> None:
    """Let the time pass after which the attract screen is shown."""
    alone = timer(visitor.kiosk.attract, ALONE_MS)
    assert alone.isActive()
    alone.timeout.emit()
    visitor.settle()
    visitor.settle()


@pytest.fixture
def alone(visitor: Visitor) -> Visitor:
    """Return a visitor in front of the attract screen."""
    wait_alone(visitor)
    assert visitor.kiosk.attract.shown
    return visitor


def texts(visitor: Visitor) -> list[str]:
    screen = visitor.sees("attract")
    assert screen
    return [str(item.property("text")) for item in items(screen) if is_text(item)]


def test_it_comes_after_two_minutes_alone_and_after_each_session(visitor: Visitor) -> None:
    assert not visitor.kiosk.attract.shown
    wait_alone(visitor)
    assert visitor.kiosk.attract.shown
    visitor.key(ENTER)
    assert not visitor.kiosk.attract.shown
    assert not timer(visitor.kiosk.attract, ALONE_MS).isActive(), "somebody is here"
    visitor.kiosk.session.finish()
    wait_alone(visitor)
    assert visitor.kiosk.attract.shown


def test_it_never_comes_while_somebody_is_here(visitor: Visitor) -> None:
    visitor.kiosk.session.go_on()
    visitor.kiosk.attract.show()
    assert not visitor.kiosk.attract.shown


class TestNever:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"attract_seconds": 0})

    def test_the_setting_0_means_never(self, visitor: Visitor) -> None:
        visitor.kiosk.session.finish()
        waiting = [each for each in visitor.kiosk.attract.findChildren(QTimer) if each.isActive()]
        assert waiting == []


def test_it_shows_what_is_on_and_how_to_hear(alone: Visitor) -> None:
    shown = texts(alone)
    page = alone.kiosk.home.page.value
    for wanted in ("Touch anywhere", "Find a book", "Join a class", "Use a room", "Today here"):
        assert wanted in shown
    assert page.programs[0].title in shown
    assert any("lower left corner" in text for text in shown)


def test_it_invites_in_each_language_that_has_words(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"en": "Touch anywhere", "id": "Sentuh di mana saja", "ar": "Touch anywhere"}
    monkeypatch.setattr(attract, "_touch_anywhere", words.__getitem__)
    wait_alone(visitor)
    shown = visitor.kiosk.attract.invitations
    assert "Sentuh di mana saja" in shown
    assert "Touch anywhere" not in shown, "the library’s own language stands above"


@pytest.mark.parametrize("name", ["door-find", "today-0", "use-now-0", "bar-done", "bar-display"])
@pytest.mark.parametrize("by_touch", [True, False], ids=["touch", "mouse"])
def test_a_touch_leads_home_and_presses_nothing(alone: Visitor, name: str, by_touch: bool) -> None:
    ended: list[bool] = []
    alone.kiosk.session.ended.connect(lambda: ended.append(True))
    finger = Finger(alone, QTest.createTouchDevice() if by_touch else None)
    place = middle(alone, name)
    finger.down(place)
    assert alone.kiosk.attract.shown, "it stays until the finger is lifted"
    finger.up(place)
    assert not alone.kiosk.attract.shown
    assert alone.sees(name), "the screen below is still the first one"
    assert not ended
    assert alone.kiosk.session.active
    finger.tap(middle(alone, "door-find"))
    assert not alone.sees("door-find"), "the next touch is meant"


@pytest.mark.parametrize("key", [ENTER, DOWN, ESCAPE, Qt.Key.Key_Space, Qt.Key.Key_A])
def test_a_key_leads_home_and_presses_nothing(alone: Visitor, key: Qt.Key) -> None:
    alone.key(key)
    assert not alone.kiosk.attract.shown
    assert focused(alone) == "door-find"
    alone.key(ENTER)
    assert not alone.sees("door-find"), "the next key is meant"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lower_left_corner_begins_speech(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language))
    listener = Listener(visitor)
    wait_alone(visitor)
    Finger(visitor, None).tap(QPoint(20, visitor.window.height() - 20))
    assert visitor.kiosk.accessibility.speaks
    assert not visitor.kiosk.attract.shown
    assert listener.since()


def test_a_key_of_speech_works_at_once(alone: Visitor) -> None:
    listener = Listener(alone)
    alone.key(Qt.Key.Key_F2)
    assert not alone.kiosk.attract.shown
    assert alone.kiosk.accessibility.speaks
    assert listener.since().startswith("Reading aloud is on.")
    assert focused(alone) == "door-find"


def test_headphones_lead_home_and_begin_speech(alone: Visitor) -> None:
    listener = Listener(alone)
    alone.kiosk.headphones.plugged.emit("")
    assert not alone.kiosk.attract.shown
    assert "Welcome" in listener.since()


def test_who_cannot_see_hears_how_speech_begins(alone: Visitor) -> None:
    listener = Listener(alone)
    Finger(alone, None).tap(QPoint(alone.window.width() // 2, alone.window.height() // 4))
    assert "touch its lower left corner" in listener.since()


def test_nothing_of_it_moves(alone: Visitor) -> None:
    """No frame is rendered unless something changes."""
    frames: list[bool] = []
    alone.window.frameSwapped.connect(lambda: frames.append(True))
    QTest.qWait(500)
    assert frames == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, (1366, 768)], ids=str)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_its_texts_are_whole(open_kiosk: Open, language: str, size: tuple[int, int]) -> None:
    visitor = open_kiosk(Look(language), size)
    wait_alone(visitor)
    screen = visitor.sees("attract")
    assert screen
    for text in filter(is_text, items(screen)):
        said = str(text.property("text"))
        assert rect(screen).contains(rect(text)), said
        assert text.property("contentHeight") <= text.height() + 2, said
