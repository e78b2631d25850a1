"""Visitors who go back, wait too long, or press a key too often: they know where they are."""

from PySide6.QtCore import Qt

from kiosk.screenshots import Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.test_by_keyboard import ENTER, ESCAPE, choose, focused, go_to
from tests.journeys.test_orders import reserve_room


def test_enter_too_early_is_no_wrong_code(visitor: Visitor) -> None:
    reserve_room(visitor)
    visitor.tap("reserved-done")
    choose(visitor, "my-reservation")
    for _ in range(7):
        visitor.key(ENTER)
    assert visitor.kiosk.lookup.failure == "Type the six digits of your code."
    visitor.type(visitor.kiosk.reservations.code)
    visitor.key(ENTER)
    assert visitor.sees("check-in")


def test_what_is_reserved_is_not_offered_again_by_going_back(visitor: Visitor) -> None:
    reserve_room(visitor)
    visitor.key(ESCAPE)
    assert visitor.sees("door-find")
    assert focused(visitor) == "door-find"


def test_a_code_that_was_left_is_shown_again_in_the_same_session(visitor: Visitor) -> None:
    reserve_room(visitor)
    visitor.key(ESCAPE)
    choose(visitor, "my-reservation")
    choose(visitor, "code-again-0")
    assert visitor.text("reservation-code").replace(" ", "") == visitor.kiosk.reservations.code
    visitor.kiosk.session.finish()
    choose(visitor, "my-reservation")
    assert not visitor.sees("code-again-0")


def test_after_the_warning_the_keypad_is_where_it_was(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("a")
    go_to(visitor, "hit-2")
    title = visitor.kiosk.find.rows.shown_rows()[2]["title"]
    visitor.kiosk.session.warn()
    listening.since()
    visitor.key(ENTER)
    assert focused(visitor) == "hit-2"
    assert title in listening.since()


def test_going_back_tells_the_screen_and_then_the_place(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    name = visitor.kiosk.spaces.rows.shown_rows()[0]["name"]
    listening.since()
    visitor.key(ESCAPE)
    said = listening.since()
    assert name in said[said.index("Spaces") :]


def test_after_clearing_one_can_type_again(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("zz")
    go_to(visitor, "choose-letters")
    go_to(visitor, "clear-search")
    visitor.key(ENTER)
    visitor.type("a")
    assert visitor.kiosk.find.words == "a"


def test_a_search_begins_anew_each_time(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("siti")
    visitor.key(ESCAPE)
    choose(visitor, "door-find")
    visitor.type("a")
    assert visitor.kiosk.find.words == "a"


def test_what_is_erased_is_told(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("q")
    listening.since()
    visitor.key(Qt.Key.Key_Backspace)
    assert listening.since().startswith("q deleted")


def test_a_button_that_does_nothing_now_says_so(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-spaces")
    listening.since()
    go_to(visitor, "earlier")
    assert "Earlier | not available" in listening.since()


def test_turning_speech_on_is_told_in_the_language_of_the_screen(open_kiosk: Open) -> None:
    listener = Listener(open_kiosk(Look("ar")))
    listener.visitor.key(Qt.Key.Key_F2)
    assert listener.since().startswith("الصوت يعمل.")


def test_a_code_is_spelled_digit_by_digit(visitor: Visitor) -> None:
    reserve_room(visitor)
    listener = Listener(visitor)
    for name in ("speech", "aloud"):
        visitor.kiosk.comfort.choose(name, True)
    go_to(visitor, "reservation-code")
    listener.since()
    visitor.key(Qt.Key.Key_F9)
    spelled = [part for part in listener.since().split(" | ") if part != "space"]
    assert spelled == list(visitor.kiosk.reservations.code)


def test_a_time_chosen_before_the_space_is_kept(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    for _ in range(3):
        visitor.tap("later")
    moment = visitor.text("moment")
    visitor.tap("space-0")
    assert visitor.text(focused(visitor)) in moment


def test_escape_leaves_the_letters_before_the_screen(visitor: Visitor) -> None:
    choose(visitor, "my-reservation")
    choose(visitor, "choose-letters")
    assert focused(visitor).startswith("letter-")
    visitor.key(ESCAPE)
    assert focused(visitor) == "choose-letters"
    visitor.key(ESCAPE)
    assert visitor.sees("door-find")


def test_a_choice_says_once_that_it_is_chosen(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    choose(visitor, "open-filters")
    go_to(visitor, "language-ar")
    listening.since()
    visitor.key(ENTER)
    said = listening.since()
    assert said.count("chosen") == 1
    assert "not chosen" not in said
