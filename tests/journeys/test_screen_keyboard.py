"""The on-screen keyboard: visible in every theme, large enough to touch, and with key names."""

from collections import Counter
from itertools import product

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Settings
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from kiosk.ui.accessibility.accessibility_settings import THEMES
from tests.journeys.colours import contrast
from tests.journeys.conftest import Open
from tests.journeys.finger import Finger
from tests.journeys.screen_checks import MIN_TARGET_MM, SLACK, name_of, rect, typing_keys, within

LOOKS = [*product(("en", "ar", "zh"), THEMES)]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": ("en", "ar", "zh")})


def typing(visitor: Visitor) -> dict[str, QQuickItem]:
    """Go to a field in which words are typed, and return the keys."""
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.settle(300)
    return typing_keys(visitor)


def pixels(picture: QImage, place: QRect) -> dict[str, int]:
    """Return the number of pixels of each colour."""
    part = picture.copy(place).convertToFormat(QImage.Format.Format_RGB32)
    found = Counter(memoryview(part.constBits()).cast("B").cast("I"))
    return {f"#{colour & 0xFFFFFF:06x}": number for colour, number in found.items()}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_what_is_on_a_key_and_around_it_stands_out(
    open_kiosk: Open, language: str, theme: str
) -> None:
    visitor = open_kiosk(Look(language, theme))
    keys = typing(visitor)
    picture = visitor.window.grabWindow()
    assert len(keys) > 25
    for name, key in keys.items():
        place = rect(key).toRect()
        inner = place.adjusted(*(int(each) for each in _inset(visitor)))
        found = pixels(picture, inner)
        ground = max(found, key=lambda colour: found[colour])
        ink = max(found, key=lambda colour: contrast(colour, ground))
        assert contrast(ink, ground) >= 7, f"{name}: {ink} on {ground}"
        outside = QColor(picture.pixel(place.left() + 1, place.center().y())).name()
        row = pixels(picture, QRect(place.left(), place.center().y(), place.width() // 4, 1))
        edge = max(row, key=lambda colour: contrast(colour, outside))
        assert contrast(edge, outside) >= 3, f"{name}: {edge} before {outside}"


def _inset(visitor: Visitor) -> tuple[float, float, float, float]:
    """Return the adjustments that exclude the frame of a key, 3 mm wide, from its rectangle."""
    frame = 3 * visitor.window.property("pixelsPerMm")
    return frame, frame, -frame, -frame


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("scale", [100, 300])
def test_every_key_is_wide_enough_and_has_a_name_and_a_role(
    open_kiosk: Open, scale: int, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look("en", scale=scale), size)
    least = MIN_TARGET_MM * visitor.window.property("pixelsPerMm") - SLACK
    keys = typing(visitor)
    named = {"space", "delete", "search", "capital letters", "symbols", "close the keyboard"}
    assert named | set("qwertyuiopasdfghjklzxcvbnm") <= set(keys)
    for name, key in keys.items():
        interface = QAccessible.queryAccessibleInterface(key)
        assert interface.role() == QAccessible.Role.Button, name
        assert min(key.width(), key.height()) >= least, name


@pytest.mark.parametrize("theme", THEMES)
def test_the_words_to_choose_from_stand_out_and_can_be_hit(open_kiosk: Open, theme: str) -> None:
    visitor = open_kiosk(Look("zh", theme))
    finger, keys = Finger(visitor, None), typing(visitor)
    for letter in "shu":
        finger.tap(rect(keys[letter]).center().toPoint())
    visitor.settle(300)
    words = [each for each in within(visitor.keyboard()) if each.property("word")]
    words = [each for each in words if rect(each).right() < visitor.window.width()]
    assert len(words) > 5
    picture = visitor.window.grabWindow()
    least = MIN_TARGET_MM * visitor.window.property("pixelsPerMm") - SLACK
    for word in words:
        assert min(word.width(), word.height()) >= least
        colours = pixels(picture, rect(word).toRect().adjusted(4, 4, -4, -4))
        ground = max(colours, key=lambda colour: colours[colour])
        assert max(contrast(colour, ground) for colour in colours) >= 7, name_of(word)
    chosen = name_of(words[1])
    finger.tap(rect(words[1]).center().toPoint())
    assert visitor.kiosk.find.words == chosen


def test_a_code_is_typed_with_the_digits_that_it_was_shown_in(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("ar"))
    visitor.tap("my-reservation")
    visitor.tap("code")
    visitor.settle(300)
    enter = visitor.kiosk.translator.translate("codes", "Find", {}).lower()
    assert set(typing_keys(visitor)) == {*"0123456789", "حذف", enter}
    finger, pad = Finger(visitor, None), typing_keys(visitor)
    for key in "074":
        finger.tap(rect(pad[key]).center().toPoint())
    finger.tap(rect(pad["حذف"]).center().toPoint())
    finger.tap(rect(pad["4"]).center().toPoint())
    assert visitor.text("code") == "074"
    visitor.tap("back")
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.settle(300)
    assert "ك" in typing_keys(visitor)


def test_enter_ends_typing_and_shows_what_was_found(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"))
    keys = typing(visitor)
    finger = Finger(visitor, None)
    for key in ("b", "e", "search"):
        finger.tap(rect(keys[key]).center().toPoint())
    visitor.settle(300)
    assert not visitor.keyboard()
    assert visitor.sees("hit-0")


def test_who_has_lost_the_code_is_led_to_the_desk(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"))
    visitor.tap("my-reservation")
    visitor.tap("lost-code-ask")
    assert visitor.sees("ask-done")
