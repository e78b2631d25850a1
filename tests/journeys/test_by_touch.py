"""A visitor's three main tasks with taps only, and all screens in landscape and within reach."""

from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from kiosk.domain.intervals import Interval
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store.database import Database
from kiosk.testing.journey import journey
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from tests.journeys.conftest import NOW, Open, open_code, reserved_before
from tests.journeys.screen_checks import check, clip_of, controls, is_text, items, rect


@pytest.mark.parametrize(("language", "scale"), list(product(("en", "ar"), (100, 200, 300))))
def test_all_screens_hold_together_in_landscape(
    open_kiosk: Open, language: str, scale: int
) -> None:
    visitor = open_kiosk(Look(language, "standard", scale), LANDSCAPE)
    for name in journey(visitor):
        visitor.settle()
        check(visitor, f"landscape {language} {scale} %, {name}")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("size", "scale"), [(PORTRAIT, 100), (PORTRAIT, 300), (LANDSCAPE, 100)])
def test_all_screens_hold_together_within_reach(
    open_kiosk: Open, language: str, scale: int, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, "standard", scale), size)
    visitor.kiosk.accessibility.choose("reach", True)
    for name in journey(visitor):
        visitor.settle()
        highest = visitor.window.property("reachMargin")
        assert highest >= size[1] * 0.45 or scale == 300 or visitor.keyboard()
        assert highest > size[1] / 10
        check(visitor, f"within reach {language} {scale} %, {name}")
        for control in controls(visitor):
            assert rect(control).bottom() > highest or clip_of(control), f"{name}: {control}"


def test_a_tap_acts_when_it_is_lifted_and_not_when_it_has_slid_off(visitor: Visitor) -> None:
    door = visitor.sees("door-find")
    other = visitor.sees("door-spaces")
    assert door
    assert other
    places = [rect(item).center().toPoint() for item in (door, other)]
    left = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QTest.mousePress(visitor.window, *left, places[0])
    visitor.settle()
    assert visitor.sees("door-find"), "nothing happens before the finger is lifted"
    QTest.mouseMove(visitor.window, places[1])
    QTest.mouseRelease(visitor.window, *left, places[1])
    visitor.settle()
    assert visitor.sees("door-find"), "who slides off has thought better of it"


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_capital_letters_are_4_8_mm_high(open_kiosk: Open, size: tuple[int, int]) -> None:
    visitor = open_kiosk(Look("en"), size)
    about = next(i for i in items(visitor.sees("door-find")) if is_text(i))
    height = QFontMetricsF(about.property("font")).capHeight()
    assert height / visitor.window.property("pixelsPerMm") >= 4.8


def test_search_leads_to_a_record_with_its_copies(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("siti nur")
    assert visitor.text("hit-0") == "Siti Nurbaya: kasih tak sampai"
    visitor.tap("hit-0")
    holdings = visitor.kiosk.find.record.holdings.shown_rows()
    assert visitor.text("record-title") == "Siti Nurbaya: kasih tak sampai"
    assert holdings
    assert all(each.branch.endswith(("Library", "Branch")) for each in holdings)


def test_filters_narrow_and_can_be_removed(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("filter-language")
    visitor.tap("choice-language-zh")
    assert not visitor.sees("choice-language-id")
    assert visitor.text("language-zh") == "Chinese"
    languages = {row.titleLanguage for row in visitor.kiosk.find.rows.shown_rows()}
    assert languages == {"zh"}
    visitor.tap("language-zh")
    assert not visitor.sees("language-zh")
    assert {row.titleLanguage for row in visitor.kiosk.find.rows.shown_rows()} != {"zh"}


def test_nothing_found_is_no_dead_end(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("qqqqqq")
    assert "We do not have" in visitor.text("search-summary")
    assert visitor.sees("browse-near")
    visitor.tap("clear-search")
    assert visitor.sees("hit-0")


def test_a_reservation_is_made_and_given_back(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    first = visitor.text("slot-2")
    visitor.tap("slot-2")
    visitor.tap("confirm-reservation")
    code = visitor.kiosk.reservations.code
    assert len(code) == 6
    assert visitor.text("reservation-code").replace(" ", "") == code
    visitor.tap("reserved-done")

    visitor.tap("door-spaces")
    visitor.tap("space-0")
    assert first not in [row.start for row in visitor.kiosk.spaces.slots.shown_rows()]
    visitor.tap("back")
    open_code(visitor, "000000" if code != "000000" else "111111")
    assert "No reservation has that code" in visitor.kiosk.lookup.failure
    visitor.kiosk.lookup.wipe()
    visitor.clear("code")
    visitor.type(code)
    visitor.tap("cancel-it")
    visitor.tap("cancel-sure")
    visitor.tap("cancel-done")
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    assert first in [row.start for row in visitor.kiosk.spaces.slots.shown_rows()]


def test_who_is_here_checks_in_with_the_code(visitor: Visitor, database: Database) -> None:
    open_code(visitor, reserved_before(database))
    assert "by 09:45" in visitor.text("found").replace("\u202f", " ")  # it is 9:40 now
    visitor.tap("check-in")
    assert visitor.text("found").startswith("Checked in")
    assert not visitor.sees("check-in")
    assert visitor.sees("cancel-it")


def test_a_time_that_another_has_just_taken_is_told_plainly(
    visitor: Visitor, database: Database
) -> None:
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("slot-2")
    code = visitor.kiosk.spaces.rows.shown_rows()[0].code
    start = NOW.replace(minute=30) + timedelta(hours=1)  # the third of the half hours
    ReservationService(database).reserve(code, Interval(start, start + timedelta(hours=1)), NOW)
    visitor.tap("confirm-reservation")
    assert "Someone else" in visitor.text("reserve-failure")


def test_what_another_kiosk_has_cancelled_meanwhile_is_told_where_it_is_seen(
    visitor: Visitor, database: Database
) -> None:
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("slot-2")
    visitor.tap("confirm-reservation")
    code = visitor.kiosk.reservations.code
    visitor.tap("reserved-done")
    open_code(visitor, code)
    ReservationService(database).cancel(code, NOW)
    visitor.tap("cancel-it")
    visitor.tap("cancel-sure")
    assert visitor.text("refused") == visitor.kiosk.lookup.failure != ""
    assert not visitor.sees("cancel-question")
    assert visitor.window.activeFocusItem().objectName() == "cancel-done"


def test_size_theme_and_language_change_in_place(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("laut")
    before = visitor.text("hit-0")
    visitor.tap("bar-display")
    visitor.tap("scale-200")
    visitor.tap("theme-white-on-black")
    visitor.tap("bar-language")
    visitor.tap("language-id")
    visitor.tap("close-panel")
    assert visitor.text("hit-0") == before
    assert visitor.kiosk.find.words == "laut"
    assert visitor.text("search-words") == "laut"
    assert visitor.text("bar-done") == "Selesai"
    assert visitor.window.color().name() == "#000000"


def test_the_keyboard_follows_the_language(open_kiosk: Open) -> None:
    for language, layout in (("en", "en_GB"), ("id", "id_ID"), ("ar", "ar_AR")):
        visitor = open_kiosk(Look(language))
        visitor.tap("door-find")
        visitor.tap("search-words")
        visitor.settle(300)
        panel = visitor.keyboard()
        assert panel is not None
        assert panel.height() > 100
        assert panel.property("layout") == layout


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_screen_is_as_large_as_the_window(open_kiosk: Open, size: tuple[int, int]) -> None:
    visitor = open_kiosk(Look("en"), size)
    assert (visitor.window.width(), visitor.window.height()) == size
