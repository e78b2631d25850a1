"""Every language on every screen, and the messages about languages for staff."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.settings import Settings
from kiosk.testing.journey import journey
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from tests.journeys.broken_words import BrokenWords
from tests.journeys.conftest import PIN, Open
from tests.journeys.screen_checks import check, is_text, items

LANGUAGES = Settings.model_fields["languages"].default
# English, Indonesian and Arabic are walked through in every theme by test_every_screen.
OTHERS = [code for code in LANGUAGES if code not in ("en", "id", "ar")]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": LANGUAGES})


# Burmese has the tallest lines and the longest words, so it stands for all in landscape.
WALKS = [*product(OTHERS, (100, 300), (PORTRAIT,)), *product(["my"], (100, 300), (LANDSCAPE,))]


@pytest.mark.parametrize(("language", "scale", "size"), WALKS)
def test_all_screens_hold_together(
    open_kiosk: Open, language: str, scale: int, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=scale), size)
    broken = BrokenWords()
    for name in journey(visitor):
        visitor.settle()
        check(visitor, f"{language} {scale} %, {name}")
        if size == PORTRAIT:
            broken.look(visitor, name)
    assert not broken.found


@pytest.mark.parametrize("language", ["ar", "my", "zh"])
def test_words_of_two_scripts_side_by_side_stand_on_one_line(
    open_kiosk: Open, language: str
) -> None:
    visitor = open_kiosk(Look(language))
    visitor.tap("door-find")
    visitor.kiosk.find.words = "siti nur"
    visitor.settle(100)
    row = visitor.sees("hit-0")
    assert row is not None
    side_by_side = (row.property("availability"), row.property("callNumber"))
    lines = {
        text.property("text"): text.mapToScene(QPointF(0, text.baselineOffset())).y()
        for text in filter(is_text, items(row))
    }
    available, number = (lines[words] for words in side_by_side)
    assert available == pytest.approx(number, abs=1)


def choose_language(visitor: Visitor, code: str) -> None:
    """Choose a language on the first screen, where five of the ten are in sight."""
    if visitor.sees(f"home-language-{code}"):
        visitor.tap(f"home-language-{code}")
        return
    visitor.tap("more-languages")
    visitor.tap(f"language-{code}")
    if visitor.sees("close-panel"):
        visitor.tap("close-panel")


def test_a_visitor_finds_each_language_by_its_own_name(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"))
    for code, welcome in (("fa", "خوش آمدید"), ("my", "ကြိုဆိုပါသည်"), ("zh", "欢迎")):
        choose_language(visitor, code)
        assert visitor.kiosk.translator.code == code
        assert visitor.kiosk.translator.pgettext("home", "Welcome") == welcome
    choose_language(visitor, "fr")
    assert visitor.text("door-find") == "Chercher"


def test_a_chinese_title_is_found_by_typing_pinyin(open_kiosk: Open) -> None:
    visitor = at_the_search(open_kiosk, "zh")
    for letter in "tushu":
        press(visitor, letter, keyboard(visitor))
    (candidates,) = [list_ for list_ in parts(keyboard(visitor)) if is_candidates(list_)]
    rows = candidates.property("model")
    assert rows.index(0, 0).data() == "图书"
    tap(visitor, candidates, QPointF(20, candidates.height() / 2))
    assert visitor.kiosk.find.words == "图书"
    assert "小熊去图书馆" in [row.title for row in visitor.kiosk.find.rows.shown_rows()]


@pytest.mark.parametrize(
    ("language", "layout"),
    [("zh", "zh_CN"), ("fa", "fa_FA"), ("ms", "ms_MY"), ("es", "es_ES"), ("fr", "fr_FR")],
)
def test_the_keyboard_is_that_of_the_language(open_kiosk: Open, language: str, layout: str) -> None:
    assert keyboard(at_the_search(open_kiosk, language)).property("layout") == layout


def test_a_language_without_a_keyboard_says_so(open_kiosk: Open) -> None:
    visitor = at_the_search(open_kiosk, "my")
    assert keyboard(visitor).property("layout") == "en_GB"
    assert visitor.sees("no-keyboard")
    check(visitor, "Burmese, with the keyboard")
    visitor.tap("choose-letters")
    visitor.settle(200)
    press(visitor, "က", visitor.window.contentItem())
    assert visitor.kiosk.find.words == "က"
    javanese = at_the_search(open_kiosk, "jv")
    assert keyboard(javanese).property("layout") == "id_ID"
    assert not javanese.sees("no-keyboard")


def at_the_search(open_kiosk: Open, language: str) -> Visitor:
    visitor = open_kiosk(Look(language))
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.settle(300)
    return visitor


def keyboard(visitor: Visitor) -> QQuickItem:
    panel = visitor.keyboard()
    assert panel is not None
    return panel


def parts(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from parts(child)


def press(visitor: Visitor, letter: str, within: QQuickItem) -> None:
    key = next(part for part in parts(within) if part.property("text") == letter)
    tap(visitor, key, QPointF(key.width() / 2, key.height() / 2))


def tap(visitor: Visitor, item: QQuickItem, at: QPointF) -> None:
    place = item.mapToScene(at).toPoint()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(visitor.window, Qt.MouseButton.LeftButton, none, place)
    visitor.settle(200)


def is_candidates(item: QQuickItem) -> bool:
    return item.inherits("QQuickListView") and item.isVisible() and item.property("count") > 0


def unlocked(visitor: Visitor) -> Visitor:
    visitor.ask_staff()
    visitor.tap("pin")
    visitor.type(PIN)
    visitor.tap("unlock")
    return visitor


@pytest.mark.parametrize("scale", [100, 300])
def test_staff_are_told_how_far_each_language_is_served(open_kiosk: Open, scale: int) -> None:
    visitor = unlocked(open_kiosk(Look("en", scale=scale)))
    check(visitor, f"staff, {scale} %")
    rows = {row.title.rpartition(" ")[2]: row for row in visitor.kiosk.staff.languages.shown_rows()}
    assert len(rows) == len(LANGUAGES)
    french = rows["French"]
    assert french.text.endswith("Voice installed. On-screen keyboard available. Font installed.")
    javanese = rows["Javanese"]
    assert "the voice of another language: Indonesian" in javanese.text
    assert "the keyboard of another language: Indonesian" in javanese.text
    burmese = rows["Burmese"]
    assert "letters are picked one by one" in burmese.text
    assert burmese.pictogram == "warning"
    visitor.tap("back")
    assert not visitor.kiosk.staff.languages.shown_rows()


def test_the_pin_can_be_typed_in_the_digits_of_the_language(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("fa"))
    visitor.ask_staff()
    visitor.tap("pin")
    visitor.type("".join(chr(0x06F0 + int(digit)) for digit in PIN))
    visitor.tap("unlock")
    assert visitor.kiosk.staff.unlocked
