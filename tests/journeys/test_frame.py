"""The head and the bar: their share of the screen, whole words and targets, in every size."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.settings import Settings
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import ENGLISH, Open
from tests.journeys.screen_checks import MIN_TARGET_MM, SLACK, is_text, rect, within
from tests.journeys.timers import timer

SIZES = [(1080, 1920), (1920, 1080), (1366, 768), (1280, 800), (1024, 768), (2160, 3840)]
LANGUAGES = ("en", "id", "ar", "my", "es")
SCALES = (100, 150, 200, 300)
MOST_HEAD, MOST_ROW, MOST_COLUMN = 0.10, 0.12, 0.16  # of the height, the height and the width


@pytest.fixture
def settings(settings: Settings) -> Settings:
    # A hundred looks without a touch can take longer than the usual time until the session ends.
    return settings.model_copy(update={"languages": LANGUAGES, "idle_seconds": 3_600})


def ancestor(item: QQuickItem, type_name: str) -> QQuickItem:
    while type_name not in item.metaObject().className():
        item = item.parentItem()
    return item


def check_words(button: QQuickItem, where: str) -> None:
    """Fail if a text of ``button`` is cut, or wider or higher than the button."""
    for text in filter(is_text, within(button)):
        said = f"{where}: “{text.property('text')}”"
        assert not text.property("truncated"), said
        assert text.property("contentWidth") <= text.width() + SLACK, said
        assert rect(button).adjusted(0, -SLACK, 0, SLACK).contains(rect(text)), f"{said} is cut"
        words = text.property("text").split()
        assert text.property("lineCount") <= max(len(words), 1) + 1, f"{said} is broken"


def check_frame(visitor: Visitor, where: str) -> None:
    window, least = visitor.window, MIN_TARGET_MM * visitor.window.property("pixelsPerMm") - SLACK
    wide = window.width() > window.height()
    corner = visitor.sees("bar-speech")
    assert corner is not None, where
    bar, head = ancestor(corner, "AccessibilityBar"), ancestor(visitor.sees("back"), "Header")
    assert head.height() <= window.height() * MOST_HEAD, f"{where}: head {head.height()}"
    if wide:
        assert bar.width() <= window.width() * MOST_COLUMN, f"{where}: bar {bar.width()}"
        assert rect(corner).bottom() == rect(bar).bottom() == window.height(), where
    else:
        assert bar.height() <= window.height() * MOST_ROW, f"{where}: bar {bar.height()}"
    buttons = [each for each in within(bar) if each.property("pictogram")] + [visitor.sees("back")]
    for button in buttons:
        named = f"{where}, {button.objectName()}"
        assert min(button.width(), button.height()) >= least, named
        assert rect(bar if button.objectName() != "back" else head).contains(rect(button)), named
        check_words(button, named)
    large = visitor.kiosk.accessibility.number("scale") >= 200
    shown = {each.objectName() for each in buttons}
    assert shown >= {"bar-speech", "bar-display", "bar-done"}, where
    assert ("bar-language" in shown, "bar-help" in shown) == (not large, not large), where


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_head_and_bar_keep_their_share(open_kiosk: Open, size: tuple[int, int]) -> None:
    visitor = open_kiosk(ENGLISH, size)
    visitor.tap("door-spaces")
    kiosk = visitor.kiosk
    for speech, language, scale in product((False, True), LANGUAGES, SCALES):
        kiosk.accessibility.choose("speech", speech)
        kiosk.translator.choose(language)
        kiosk.accessibility.choose("scale", scale)
        visitor.settle()
        check_frame(visitor, f"{language} {scale} %{', speech' if speech else ''}")


def test_who_touches_sees_no_frame_until_a_key_or_headphones(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    assert not visitor.sees("focus-ring")
    visitor.key(Qt.Key.Key_Down)
    assert visitor.sees("focus-ring")
    visitor.tap("bar-done")
    assert not visitor.sees("focus-ring"), "the next visitor touches again"
    visitor.kiosk.headphones.plugged.emit("")
    visitor.settle()
    assert visitor.sees("focus-ring")


def press_clock(visitor: Visitor, ms: int) -> None:
    place = rect(visitor.sees("clock")).center().toPoint()
    left = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QTest.mousePress(visitor.window, *left, place)
    visitor.settle(ms)
    QTest.mouseRelease(visitor.window, *left, place)
    visitor.settle()


def test_staff_hold_the_clock_or_the_back_key(visitor: Visitor) -> None:
    press_clock(visitor, 100)
    assert not visitor.sees("pin"), "a visitor may touch the clock"
    press_clock(visitor, 1700)
    assert visitor.sees("pin")
    visitor.tap("back")
    QTest.keyPress(visitor.window, Qt.Key.Key_Escape)
    QTest.keyRelease(visitor.window, Qt.Key.Key_Escape)
    assert not visitor.sees("pin"), "one press goes back"
    QTest.keyPress(visitor.window, Qt.Key.Key_Escape)
    timer(visitor.window, 5000).timeout.emit()
    visitor.settle()
    assert visitor.sees("pin")


@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768)], ids=["portrait", "landscape"])
def test_from_200_percent_the_display_panel_leads_on(
    open_kiosk: Open, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(ENGLISH, size)
    visitor.tap("bar-help")
    visitor.tap("close-panel")
    visitor.tap("bar-display")
    assert visitor.sees("bar-reach")
    visitor.tap("scale-200")
    visitor.tap("scale-more")
    assert visitor.kiosk.accessibility.number("scale") == 250
    visitor.tap("scale-less")
    visitor.tap("theme-night")
    visitor.tap("bar-language")
    visitor.tap("language-id")
    visitor.tap("close-panel")
    assert visitor.kiosk.translator.code == "id"
    visitor.tap("bar-display")
    visitor.tap("bar-help")
    visitor.tap("close-panel")
    assert visitor.window.activeFocusItem().objectName() == "bar-display"


def test_the_help_leads_to_the_desk(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    visitor.tap("bar-help")
    visitor.tap("help-desk")
    assert not visitor.sees("close-panel")
    assert visitor.sees("back")
    visitor.tap("back")
    assert visitor.sees("space-0"), "back where the help was asked"


def test_in_landscape_the_keys_open_when_the_field_is_touched(open_kiosk: Open) -> None:
    visitor = open_kiosk(ENGLISH, (1366, 768))
    visitor.tap("door-find")
    visitor.settle(300)
    assert not visitor.keyboard()
    visitor.tap("search-words")
    visitor.settle(300)
    assert visitor.keyboard()


@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768)], ids=["portrait", "landscape"])
def test_every_screen_opens_at_its_top(open_kiosk: Open, size: tuple[int, int]) -> None:
    visitor = open_kiosk(Look("en", scale=300), size)
    for door in ("door-find", "door-programs", "door-spaces"):
        visitor.tap(door)
        shown = within(visitor.window.contentItem())
        panes = [each for each in shown if each.inherits("QQuickFlickable")]
        assert panes, door
        assert [each.property("contentY") for each in panes] == [0] * len(panes), door
        visitor.tap("back")
