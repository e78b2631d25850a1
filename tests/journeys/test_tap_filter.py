"""Taps and keys repeated by mistake, and the keys of the library's own keypad."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from kiosk.errors import SettingsError
from kiosk.settings import Settings
from kiosk.testing.visitor import Visitor
from kiosk.ui.accessibility.keypad import Keypad
from tests.journeys.conftest import Listener
from tests.journeys.keys import focused
from tests.journeys.screen_checks import rect, typing_keys

Advance = Callable[[float], None]


@pytest.fixture
def double_tap_ms() -> int:
    return 300


@pytest.fixture
def double_strike_ms() -> int:
    return 500


@pytest.fixture
def settings(settings: Settings, double_tap_ms: int, double_strike_ms: int) -> Settings:
    own = {"next": ("F13", "F14"), "choose": ("F15",), "curtain": ("F1",)}
    update = {"double_tap_ms": double_tap_ms, "double_strike_ms": double_strike_ms, "keypad": own}
    return settings.model_copy(update=update)


@pytest.fixture
def later(visitor: Visitor) -> Advance:
    """Advance only the clock of the tap filter by some seconds."""
    time = [1000.0]
    visitor.kiosk.tap_filter.now = lambda: time[0]

    def advance(seconds: float) -> None:
        time[0] += seconds

    return advance


def middle(visitor: Visitor, name: str) -> QPoint:
    item = visitor.sees(name)
    assert item is not None
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def tap(visitor: Visitor, place: QPoint) -> None:
    QTest.mouseClick(
        visitor.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    visitor.settle()


def test_a_second_tap_too_soon_is_ignored(visitor: Visitor, later: Advance) -> None:
    visitor.tap("use-now-0")
    spaces = visitor.kiosk.spaces
    today = spaces.dayName
    place = middle(visitor, "next-day")
    later(1)
    tap(visitor, place)
    tomorrow = spaces.dayName
    assert tomorrow != today
    for _ in range(3):  # a tremor: each tap is too soon after the one before
        later(0.2)
        tap(visitor, place + QPoint(3, -4))
    assert spaces.dayName == tomorrow
    later(0.4)
    tap(visitor, place)
    assert spaces.dayName != tomorrow


def test_a_tap_elsewhere_is_never_ignored(visitor: Visitor, later: Advance) -> None:
    later(1)
    tap(visitor, middle(visitor, "bar-display"))
    later(0.05)
    tap(visitor, middle(visitor, "scale-150"))
    assert visitor.kiosk.accessibility.number("scale") == 150


def test_a_tap_that_is_ignored_does_not_silence(
    visitor: Visitor, listening: Listener, later: Advance
) -> None:
    later(1)
    place = middle(visitor, "door-programs")
    tap(visitor, place)
    stopped: list[bool] = []
    visitor.kiosk.session.acted.connect(lambda: stopped.append(True))
    later(0.1)
    tap(visitor, place)  # a hand trembles where it is, whatever comes up under it
    assert not stopped
    assert visitor.sees("door-programs"), "the tremor must not choose"
    later(5)
    tap(visitor, middle(visitor, "door-programs"))
    assert visitor.sees("programs-summary"), "no haste is needed to choose"


@pytest.mark.parametrize("double_strike_ms", [0])
def test_double_letters_can_be_typed_on_the_screen(visitor: Visitor, later: Advance) -> None:
    later(1)
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.settle(300)
    place = rect(typing_keys(visitor)["o"]).center().toPoint()
    for _ in range(2):
        tap(visitor, place)
    assert visitor.kiosk.find.words.lower() == "oo"


def test_the_same_key_too_soon_and_a_held_key_count_once(visitor: Visitor, later: Advance) -> None:
    later(1)
    visitor.key(Qt.Key.Key_Down)
    assert focused(visitor) == "door-pictures"
    later(0.3)
    visitor.key(Qt.Key.Key_Down)
    assert focused(visitor) == "door-pictures"
    later(0.1)
    visitor.key(Qt.Key.Key_Up)
    assert focused(visitor) == "door-find"
    later(0.6)
    visitor.key(Qt.Key.Key_Up)
    assert focused(visitor) != "door-find"


class Press(QKeyEvent):
    """A key event as the keyboard sends it: a press, or one of a held key."""

    def __init__(self, held: bool, key: Qt.Key = Qt.Key.Key_Down) -> None:
        none = Qt.KeyboardModifier.NoModifier
        super().__init__(QEvent.Type.KeyPress, key, none, "", held)

    def spontaneous(self) -> bool:
        return True


def hold(visitor: Visitor, key: Qt.Key) -> bool:
    """Send ``key`` as a held key does, and return whether it counts."""
    counts = not visitor.kiosk.tap_filter.eventFilter(visitor.window, Press(True, key))
    if counts:
        none = Qt.KeyboardModifier.NoModifier
        QGuiApplication.sendEvent(visitor.window, QKeyEvent(QEvent.Type.KeyPress, key, none))
    return counts


def test_a_key_that_repeats_itself_is_swallowed(visitor: Visitor) -> None:
    tap_filter = visitor.kiosk.tap_filter
    assert tap_filter.eventFilter(visitor.window, Press(held=True))
    assert not tap_filter.eventFilter(visitor.window, Press(held=False))
    assert tap_filter.eventFilter(visitor.window, Press(held=True)), "too soon after the press"


def test_a_held_arrow_goes_on_slowly_and_says_only_where_it_rests(
    visitor: Visitor, listening: Listener, later: Advance
) -> None:
    later(1)
    QTest.keyPress(visitor.window, Qt.Key.Key_Down)
    listening.since()
    later(0.3)
    assert not hold(visitor, Qt.Key.Key_Down), "too soon"
    later(0.4)
    assert hold(visitor, Qt.Key.Key_Down)
    later(0.1)
    assert not hold(visitor, Qt.Key.Key_Down), "a keyboard repeats faster than one can follow"
    later(0.2)
    assert hold(visitor, Qt.Key.Key_Down)
    assert listening.since() == ""
    assert focused(visitor) == "all-titles"
    QTest.keyRelease(visitor.window, Qt.Key.Key_Down)
    assert listening.since().startswith("See all")


def test_only_keys_that_move_go_on(visitor: Visitor, later: Advance) -> None:
    for key, counts in ((Qt.Key.Key_F13, True), (Qt.Key.Key_Return, False)):
        later(5)
        QTest.keyPress(visitor.window, key)
        later(5)
        assert hold(visitor, key) is counts, key
        QTest.keyRelease(visitor.window, key)


def test_the_keys_of_a_keypad_do_what_staff_set(visitor: Visitor, later: Advance) -> None:
    later(1)
    visitor.key(Qt.Key.Key_F13)
    assert focused(visitor) == "door-pictures"
    later(1)
    visitor.key(Qt.Key.Key_F13)
    visitor.key(Qt.Key.Key_F14)
    assert focused(visitor) == "home-title-0"
    visitor.key(Qt.Key.Key_F15)
    visitor.settle()
    assert visitor.sees("record-title")
    visitor.key(Qt.Key.Key_F2)
    visitor.key(Qt.Key.Key_VolumeUp)
    assert visitor.kiosk.accessibility.number("volume") == 80
    visitor.key(Qt.Key.Key_F1)
    assert visitor.kiosk.accessibility.covered, (
        "what staff set comes before what the key usually does"
    )


def test_the_spoken_help_names_the_keys_that_staff_set(
    visitor: Visitor, listening: Listener, later: Advance
) -> None:
    assert "F13 and up arrow move, F15 chooses, F1 helps." in listening.since()
    later(1)
    visitor.key(Qt.Key.Key_Help)
    assert "moves to the next item" not in listening.since(), "first it tells where one is"
    later(1)
    visitor.key(Qt.Key.Key_Help)
    said = listening.since()
    assert "F13 moves to the next item" in said
    assert "F1 hides the screen." in said
    assert "F10" not in said
    visitor.kiosk.accessibility.choose("curtain", True)
    assert "F1, or “Show screen” at the bottom" in listening.since()


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"next": ("Dwon",)}, "keypad.next” is not right: Qt knows no key “Dwon”"),
        ({"choose": ("A",)}, "“A” types a character"),
        ({"next": ("F13",), "back": ("F13",)}, "“F13” already has another function"),
    ],
)
def test_a_keypad_that_is_set_wrongly(keys: dict[str, tuple[str, ...]], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        Keypad(keys)


@pytest.mark.parametrize(("double_tap_ms", "double_strike_ms"), [(0, 0)])
def test_without_a_time_nothing_is_ignored(visitor: Visitor, later: Advance) -> None:
    for _ in range(2):
        visitor.key(Qt.Key.Key_Down)
    assert focused(visitor) == "all-titles"
