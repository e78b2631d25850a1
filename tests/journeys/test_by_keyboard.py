"""The three tasks by the keys of a keypad alone: arrows, Enter, Escape and digits."""

from itertools import product

import pytest
from PySide6.QtCore import Qt

from kiosk.screenshots import Look, Visitor
from tests.journeys.conftest import PIN, Open

DOWN, UP, ENTER, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape
MOST_STEPS = 150

LOOKS = [
    Look(language, theme, scale)
    for (language, theme), scale in product(
        (("en", "standard"), ("id", "yellow-on-black"), ("ar", "white-on-black")), (100, 300)
    )
]


def focused(visitor: Visitor) -> str:
    item = visitor.window.activeFocusItem()
    assert item is not None, "nothing has the focus"
    while item is not None and not item.objectName():
        item = item.parentItem()
    return item.objectName() if item else ""


def go_to(visitor: Visitor, name: str, key: Qt.Key = DOWN) -> None:
    """Press an arrow until the thing called ``name`` has the focus."""
    for _ in range(MOST_STEPS):
        if focused(visitor) == name:
            return
        visitor.key(key)
    raise AssertionError(f"the arrows never come to “{name}”")


def choose(visitor: Visitor, name: str) -> None:
    go_to(visitor, name)
    visitor.key(ENTER)
    visitor.settle()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.scale}")
def test_the_three_tasks(open_kiosk: Open, look: Look) -> None:
    visitor = open_kiosk(look)
    kiosk = visitor.kiosk

    choose(visitor, "door-find")
    assert focused(visitor) == "search-words"
    visitor.type("siti nur")
    choose(visitor, "hit-0")
    assert visitor.text("record-title") == "Siti Nurbaya: kasih tak sampai"
    visitor.key(ESCAPE)
    assert focused(visitor) == "hit-0"  # where the visitor was
    visitor.key(ESCAPE)
    assert focused(visitor) == "door-find"

    choose(visitor, "door-programs")
    choose(visitor, "program-0")
    assert kiosk.programs.program["title"] == visitor.text("program-title")
    visitor.key(ESCAPE, ESCAPE)

    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    choose(visitor, "slot-1")
    choose(visitor, "confirm-reservation")
    code = kiosk.reservations.code
    assert len(code) == 6
    choose(visitor, "reserved-done")

    choose(visitor, "my-reservation")
    visitor.type(code)
    visitor.key(ENTER)
    visitor.settle()
    choose(visitor, "cancel-it")
    assert kiosk.reservations.isCancelled
    choose(visitor, "cancel-done")
    assert focused(visitor) == "door-find"


def test_the_focus_goes_round_and_is_never_lost(visitor: Visitor) -> None:
    visitor.window.requestActivate()
    start, seen = focused(visitor), []
    for _ in range(MOST_STEPS):
        visitor.key(DOWN)
        seen.append(focused(visitor))
        if seen[-1] == start:
            break
    assert seen[-1] == start
    for name in ("door-find", "door-programs", "door-spaces", "my-reservation", "bar-done"):
        assert name in seen
    # The order is the reading order: down the page, then the bar.
    places = [seen.index(n) for n in ("door-programs", "door-spaces", "my-reservation")]
    assert places == sorted(places)
    visitor.key(UP)
    assert focused(visitor) == seen[-2]


def test_panels_are_left_by_escape_and_give_the_focus_back(visitor: Visitor) -> None:
    choose(visitor, "bar-theme")
    choose(visitor, "theme-yellow-on-black")
    assert visitor.window.color().name() == "#000000"
    visitor.key(ESCAPE)
    visitor.settle()
    assert focused(visitor) == "bar-theme"
    assert not visitor.sees("close-panel")


def test_left_and_right_follow_the_script(open_kiosk: Open) -> None:
    for code, forward in (("en", Qt.Key.Key_Right), ("ar", Qt.Key.Key_Left)):
        visitor = open_kiosk(Look(code))
        go_to(visitor, "door-find")
        visitor.key(forward)
        assert focused(visitor) == "door-programs"


def test_the_keyboard_on_the_screen_stays_away_from_key_users(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("a")
    visitor.settle(300)
    assert visitor.keyboard() is None


def test_staff_leave_by_the_pin_only(visitor: Visitor) -> None:
    left: list[bool] = []
    visitor.kiosk.staff.left.connect(lambda: left.append(True))
    visitor.kiosk.staff.leave()
    assert not left
    choose(visitor, "for-staff")
    visitor.type("1111")
    visitor.key(ENTER)
    visitor.settle()
    assert "not right" in visitor.kiosk.staff.failure
    visitor.type(PIN)
    visitor.key(ENTER)
    visitor.settle()
    assert visitor.kiosk.staff.unlocked
    choose(visitor, "leave")
    assert left


def test_wrong_pins_are_limited(visitor: Visitor) -> None:
    staff = visitor.kiosk.staff
    for _ in range(5):
        staff.unlock("0000")
    staff.unlock(PIN)
    assert not staff.unlocked
    assert "wait" in staff.failure
