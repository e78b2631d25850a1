"""A blind visitor without keypad and headphones can start speech and use the kiosk."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from kiosk.settings import Settings
from kiosk.speech.phrases import Phrase
from kiosk.speech.speaker import Speaker
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.finger import BESIDE, SLIDE_REST_MS, Finger, middle
from tests.journeys.keys import focused, said_code
from tests.journeys.screen_checks import rect
from tests.journeys.timers import SILENCE_MS, timer

INVITATION = "To hear this screen, touch its lower left corner."


def corner(visitor: Visitor, mm: float = 1.5) -> QPoint:
    """Return a point at these distances from the left and the lower edge of the screen."""
    away = int(mm * visitor.window.property("pixelsPerMm"))
    return QPoint(away, visitor.window.height() - 1 - away)


class Blind:
    """A visitor who hears the phrases and feels the edges, and finds controls by sliding."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.listener = Listener(visitor)
        self.finger = Finger(visitor, None)
        self.step = int(8 * visitor.window.property("pixelsPerMm"))

    def hears(self) -> str:
        return self.listener.since()

    def find(self, words: str) -> QPoint:
        """Slide down the screen, column by column, until ``words`` are spoken, and lift there."""
        width, height = self.visitor.window.width(), self.visitor.window.height()
        for x in (width // 2, width // 8, width // 4, width * 3 // 4, width * 7 // 8):
            self.finger.down(QPoint(x, 1))
            self.visitor.settle(SLIDE_REST_MS)  # otherwise a quick machine would flick
            self.hears()
            for y in range(1, height, self.step):
                self.finger.to(QPoint(x, y))
                if words in self.hears():
                    self.finger.up(QPoint(x, y))
                    return QPoint(x, y)
            self.finger.up(QPoint(x, height - 1))
        raise AssertionError(f"“{words}” is nowhere on the screen")

    def choose(self, words: str) -> str:
        """Find the control that says ``words``, tap it, and return the phrases that follow."""
        self.finger.tap(self.find(words))
        return self.hears()


def test_from_a_silent_kiosk_to_a_reservation_by_ear_and_touch(visitor: Visitor) -> None:
    blind = Blind(visitor)
    blind.finger.tap(BESIDE)
    assert blind.hears() == INVITATION
    blind.finger.tap(corner(visitor))
    said = blind.hears()
    assert said.startswith(
        "Reading aloud is on. | By touch: slide a finger to hear, tap again to choose."
    )
    assert "Welcome." in said
    assert blind.choose("All rooms | button").startswith("Rooms.")
    assert blind.choose("Study Room 1").startswith("Choose a time.")
    said = blind.choose("until 10:00, 20 minutes | button")
    assert "Your code is on the screen." in said
    code = said_code(visitor.kiosk.reservations.code)
    assert code not in said, "others hear the loudspeaker"
    assert code in blind.choose("Read the code aloud | button")
    blind.choose("I’m done | button")
    assert not visitor.kiosk.accessibility.speaks, "the next visitor finds a silent kiosk"


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scale", [100, 200, 300])
def test_the_corner_is_the_same_in_every_look_and_wide_enough_for_a_finger(
    open_kiosk: Open, language: str, scale: int, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=scale), size)
    button = rect(visitor.sees("bar-speech"))
    at_the_end = size == LANDSCAPE and language == "en"
    edge = button.right() - visitor.window.width() if at_the_end else button.left()
    assert edge == 0, "nothing lies between it and the frame"
    assert button.bottom() == visitor.window.height()
    assert min(button.width(), button.height()) >= 20 * visitor.window.property("pixelsPerMm")
    Finger(visitor, None).tap(corner(visitor, 0))
    assert visitor.kiosk.accessibility.speaks


def test_on_every_screen_the_corner_begins_speech_there(visitor: Visitor) -> None:
    finger = Finger(visitor, None)
    finger.tap(middle(visitor, "door-find"))
    listener = Listener(visitor)
    finger.tap(corner(visitor))
    assert "| Search. |" in listener.since()


def test_the_corner_ends_speech_and_says_so(visitor: Visitor) -> None:
    finger, listener = Finger(visitor, None), Listener(visitor)
    finger.tap(corner(visitor))
    listener.since()
    finger.tap(corner(visitor))
    assert listener.since().startswith("Read aloud | chosen"), (
        "one more tap by mistake does no harm"
    )
    finger.tap(corner(visitor))
    assert listener.since() == "Reading aloud is off."
    assert not visitor.kiosk.accessibility.speaks
    finger.tap(middle(visitor, "door-find"))
    assert listener.since() == ""


def test_the_invitation_is_said_once_a_session_to_who_taps_beside(visitor: Visitor) -> None:
    finger, listener = Finger(visitor, None), Listener(visitor)
    finger.slide(BESIDE, BESIDE + QPoint(0, 300))
    assert listener.since() == "", "who scrolls is not lost"
    finger.tap(middle(visitor, "door-spaces"))
    assert listener.since() == "", "who hits something is not"
    finger.tap(BESIDE)
    assert listener.since() == INVITATION
    finger.tap(BESIDE)
    assert listener.since() == ""
    visitor.kiosk.session.finish()
    finger.tap(BESIDE)
    assert listener.since() == INVITATION


def test_the_invitation_is_not_said_over_speech(listening: Listener) -> None:
    listening.since()
    Finger(listening.visitor, None).tap(BESIDE)
    assert listening.since() == ""


class TestWithoutInvitation:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"speech_invitation": False})

    def test_a_library_can_do_without_it(self, visitor: Visitor) -> None:
        listener = Listener(visitor)
        Finger(visitor, None).tap(BESIDE)
        assert listener.since() == ""


def test_the_last_words_are_repeated_and_spelled_by_touch(listening: Listener) -> None:
    visitor, finger = listening.visitor, Finger(listening.visitor, None)
    listening.since()
    finger.tap(middle(visitor, "door-programs"))
    words = listening.since()
    finger.tap(middle(visitor, "speech-again"))
    assert listening.since().startswith("Repeat | button")
    finger.tap(middle(visitor, "speech-again"))
    assert listening.since() == words
    finger.tap(middle(visitor, "speech-spell"))
    assert listening.since().startswith("Spell | button")
    finger.tap(middle(visitor, "speech-spell"))
    assert listening.since() == "T | h | i | s | space | w | e | e | k"


def test_speech_is_paused_by_touch_until_it_is_told_to_go_on(listening: Listener) -> None:
    visitor, finger = listening.visitor, Finger(listening.visitor, None)
    listening.since()
    finger.tap(middle(visitor, "door-programs"))
    words = listening.since()
    hold = middle(visitor, "speech-hold")
    finger.tap(hold)
    assert listening.since().startswith("Pause | button")
    finger.tap(hold)
    assert listening.since() == "Reading aloud is paused."
    assert visitor.text("speech-hold") == "Resume"
    assert not timer(visitor.kiosk.guide, SILENCE_MS).isActive(), "a pause lasts"
    finger.tap(hold)
    assert listening.since() == words
    assert visitor.text("speech-hold") == "Pause"


def test_a_touch_of_the_bar_leaves_what_is_typed_and_the_keyboard(listening: Listener) -> None:
    visitor = listening.visitor
    finger = Finger(visitor, None)
    for name in ("door-find", "search-words"):
        for _ in range(2):
            finger.tap(middle(visitor, name))
    QTest.keyClick(visitor.window, "b")
    finger.tap(middle(visitor, "search-words"))
    listening.since()
    assert visitor.keyboard()
    for _ in range(2):
        finger.tap(middle(visitor, "speech-spell"))
    assert listening.since().endswith(" | b")
    assert visitor.keyboard(), "who had something spelled goes on typing"


def test_a_language_is_heard_before_it_is_chosen(
    open_kiosk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Speaker, "fault", None)  # as with a loudspeaker
    visitor = open_kiosk()
    asked: list[Phrase] = []
    monkeypatch.setattr(visitor.kiosk.speaker, "say", asked.extend)
    visitor.tap("bar-language")
    visitor.tap("hear-ar")
    assert [phrase.language for phrase in asked] == ["ar"]
    assert visitor.kiosk.translator.code == "en"
    visitor.tap("language-ar")
    assert visitor.kiosk.translator.code == "ar"


def test_a_kiosk_without_sound_offers_no_samples(visitor: Visitor) -> None:
    visitor.tap("bar-language")
    assert visitor.sees("language-ar")
    assert not visitor.sees("hear-ar")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_first_screen_offers_speech_by_a_picture(
    open_kiosk: Open, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(Speaker, "fault", None)  # as with a loudspeaker
    visitor = open_kiosk(size=size)
    asked: list[Phrase] = []
    monkeypatch.setattr(visitor.kiosk.speaker, "say", lambda phrases, **_: asked.extend(phrases))
    picture = visitor.sees("hear-screen")
    assert picture
    assert picture.height() >= 17 * visitor.window.property("pixelsPerMm")
    visitor.tap("hear-screen")
    assert visitor.kiosk.accessibility.speaks
    assert asked[0].text.startswith("Reading aloud is on.")
    assert not visitor.sees("hear-screen")
    assert focused(visitor), "the focus has not gone with the picture"
