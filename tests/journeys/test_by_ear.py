"""What is said on each screen, and how touch works while speech is on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from kiosk.screenshots import Look, Visitor
from tests.journeys.conftest import Open
from tests.journeys.test_by_keyboard import DOWN, ENTER, choose, go_to


class Listener:
    """Writes down what is said."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.said: list[tuple[str, str]] = []
        visitor.kiosk.speaker.spoke.connect(lambda text, code: self.said.append((text, code)))

    def since(self) -> str:
        """What was said since the last time this was asked."""
        self.visitor.settle()
        words = " | ".join(text for text, _ in self.said)
        self.said.clear()
        return words


@pytest.fixture
def listening(visitor: Visitor) -> Iterator[Listener]:
    listener = Listener(visitor)
    visitor.kiosk.comfort.choose("speech", True)
    yield listener


def test_turning_speech_on_says_so_and_where_one_is(listening: Listener) -> None:
    said = listening.since()
    assert said.startswith("Speech is on.")
    assert "Find | button | Books, films, music and things to read online" in said


def test_each_screen_says_its_name_what_to_do_and_what_has_the_focus(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    choose(visitor, "door-find")
    assert listening.since().startswith(
        "Find. | Type a title, a name or a subject. | The results come below."
        " | Title, name or subject | text field | Results appear as you type"
    )
    visitor.type("siti nur")
    assert listening.since().startswith("s | i | t | i | space | n | u | r")
    visitor.settle(1200)
    assert "1 result" in listening.since()
    go_to(visitor, "hit-0")
    said = listening.since()
    assert "Siti Nurbaya: kasih tak sampai" in said
    assert "Book" in said
    assert "1 of 1" in said
    visitor.key(ENTER)
    assert listening.since().startswith("Details.")
    visitor.key(DOWN)
    assert "Rusli, Marah" in listening.since()


def test_every_text_of_a_record_can_be_reached_and_heard(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    choose(visitor, "hit-0")
    listening.since()
    for _ in range(25):
        visitor.key(DOWN)
    said = listening.since()
    record = visitor.kiosk.find.record
    for copy in record["holdings"]:
        assert copy["branch"] in said
        assert copy["place"] in said
    for fact in record["facts"]:
        assert fact["label"] in said
    assert record["summary"] in said


def test_a_title_is_said_in_its_own_language(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("id"))
    listener = Listener(visitor)
    visitor.kiosk.comfort.choose("speech", True)
    choose(visitor, "door-find")
    visitor.type("红楼")
    go_to(visitor, "hit-0")
    assert ("红楼梦", "zh") in listener.said
    assert {code for text, code in listener.said if "Buku" in text} == {"id"}


def test_the_code_is_said_digit_by_digit(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    choose(visitor, "slot-1")
    listening.since()
    choose(visitor, "confirm-reservation")
    assert ", ".join(visitor.kiosk.reservations.code) in listening.since()


def test_the_pin_is_never_said(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "for-staff")
    listening.since()
    visitor.type("2468")
    said = listening.since()
    assert not any(digit in said for digit in "2468")


def touch(visitor: Visitor, name: str) -> None:
    item = visitor.sees(name)
    assert item is not None
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(visitor.window, Qt.MouseButton.LeftButton, none, middle)
    visitor.settle()


def test_the_first_touch_speaks_and_the_second_chooses(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    touch(visitor, "door-programs")
    assert listening.since().startswith("Programs | button")
    assert visitor.sees("door-programs"), "the first touch must not choose"
    touch(visitor, "door-spaces")
    assert listening.since().startswith("Spaces | button")
    assert visitor.sees("door-spaces")
    touch(visitor, "door-spaces")
    assert visitor.sees("moment"), "the second touch chooses"
    assert listening.since().startswith("Spaces.")


def test_without_speech_one_touch_chooses(visitor: Visitor) -> None:
    touch(visitor, "door-programs")
    assert visitor.sees("programs-summary")


def test_keys_turn_speech_on_repeat_and_help(visitor: Visitor) -> None:
    listener = Listener(visitor)
    visitor.key(Qt.Key.Key_F2)
    assert listener.since().startswith("Speech is on.")
    visitor.key(Qt.Key.Key_F3)
    assert listener.since().startswith("Speech is on.")
    visitor.key(Qt.Key.Key_F1)
    assert "The down arrow goes to the next thing" in listener.since()
    visitor.key(Qt.Key.Key_F5)
    assert visitor.kiosk.comfort.number("rate") == 125
    visitor.key(Qt.Key.Key_F6)
    assert visitor.kiosk.comfort.number("volume") == 60
    visitor.key(Qt.Key.Key_F2)
    listener.since()
    visitor.key(DOWN)
    assert listener.since() == ""


def test_any_action_silences(listening: Listener) -> None:
    visitor = listening.visitor
    stopped: list[bool] = []
    speaker = visitor.kiosk.speaker
    real = speaker.stop

    def stop() -> None:
        stopped.append(True)
        real()

    speaker.stop = stop  # type: ignore[method-assign]
    visitor.key(Qt.Key.Key_Shift)
    assert stopped


def test_staff_and_visitors_are_told_that_there_is_no_sound(visitor: Visitor) -> None:
    assert "no loudspeaker" in visitor.kiosk.guide.unavailable
    visitor.tap("bar-speech")
    assert visitor.sees("speech-on"), "the kiosk runs on"
