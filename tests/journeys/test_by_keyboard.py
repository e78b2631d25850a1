"""The three main tasks with only the keys of a keypad: arrows, Enter, Escape and digits."""

from itertools import product

import pytest
from PySide6.QtCore import Qt

from kiosk.i18n.alphabets import alphabet
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import PIN, Open
from tests.journeys.keys import DOWN, ENTER, ESCAPE, MOST_STEPS, UP, choose, focused, go_to
from tests.journeys.letter_keys import DIGIT_KEYS
from tests.journeys.screen_checks import check, items

LOOKS = [
    Look(language, theme, scale)
    for (language, theme), scale in product(
        (("en", "standard"), ("id", "yellow-on-black"), ("ar", "white-on-black")), (100, 300)
    )
]


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
    assert kiosk.programs.program.title == visitor.text("program-title")
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
    assert focused(visitor) == "cancel-it"
    choose(visitor, "cancel-it")
    assert focused(visitor) == "cancel-done"  # one Enter too many takes nothing away
    assert not kiosk.lookup.is_cancelled
    choose(visitor, "cancel-sure")
    assert kiosk.lookup.is_cancelled
    choose(visitor, "cancel-done")
    assert focused(visitor) == "door-find"


def pick(visitor: Visitor, letters: str) -> None:
    """Type with arrow keys and Enter on the on-screen keyboard."""
    for letter in letters:
        name = "letter-space" if letter == " " else f"letter-{letter}"
        go_to(visitor, name, Qt.Key.Key_Right)
        visitor.key(ENTER)
    visitor.settle()


@pytest.mark.parametrize("scale", [100, 300])
def test_words_and_codes_by_arrows_and_enter_alone(open_kiosk: Open, scale: int) -> None:
    visitor = open_kiosk(Look("en", scale=scale))
    choose(visitor, "door-find")
    choose(visitor, "choose-letters")
    assert focused(visitor) == "offer-0"
    check(visitor, "letters")
    pick(visitor, "sitix")
    assert visitor.kiosk.find.words == "sitix"
    go_to(visitor, "letter-delete", Qt.Key.Key_Right)
    visitor.key(ENTER)
    pick(visitor, " nur")
    assert visitor.kiosk.find.words == "siti nur"
    choose(visitor, "hit-0")
    assert visitor.text("record-title") == "Siti Nurbaya: kasih tak sampai"
    visitor.key(ESCAPE, ESCAPE)

    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    choose(visitor, "slot-1")
    choose(visitor, "confirm-reservation")
    code = visitor.kiosk.reservations.code
    choose(visitor, "reserved-done")
    choose(visitor, "my-reservation")
    visitor.key(DOWN)
    check(visitor, "digits")
    shown = {name for item in items(visitor.window.contentItem()) if (name := item.objectName())}
    keys = {f"letter-{digit}" for digit in "0123456789"} | {"letter-delete"}
    assert {name for name in shown if name.startswith("letter-")} == keys
    for digit in code:
        visitor.key(*DIGIT_KEYS[digit])
    assert visitor.text("found")


def test_up_and_down_go_by_rows_of_letters_and_out_of_them(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    choose(visitor, "choose-letters")
    visitor.key(DOWN, DOWN)
    assert focused(visitor) == "letter-g"  # six letters in a row
    visitor.key(UP)
    assert focused(visitor) == "letter-a"
    visitor.key(UP)
    assert focused(visitor) == "offer-0"
    visitor.key(UP)
    assert focused(visitor) == "choose-letters"
    go_to(visitor, "filter-language")


@pytest.mark.parametrize(("language", "letter"), [("ar", "ش"), ("my", "ာ"), ("fa", "گ")])
def test_the_letters_are_those_of_the_language(language: str, letter: str) -> None:
    letters = alphabet(language)
    assert letter in letters
    assert len(set(letters)) == len(letters)


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
    choose(visitor, "bar-display")
    choose(visitor, "theme-yellow-on-black")
    assert visitor.window.color().name() == "#000000"
    visitor.key(ESCAPE)
    visitor.settle()
    assert focused(visitor) == "bar-display"
    assert not visitor.sees("close-panel")


def test_left_and_right_follow_the_script(open_kiosk: Open) -> None:
    for code, forward in (("en", Qt.Key.Key_Right), ("ar", Qt.Key.Key_Left)):
        visitor = open_kiosk(Look(code))
        go_to(visitor, "door-find")
        visitor.key(forward)
        assert focused(visitor) == "door-pictures"


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
    visitor.ask_staff()
    visitor.type("1111")
    visitor.key(ENTER)
    visitor.settle()
    assert "Wrong PIN" in visitor.kiosk.staff.failure
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
