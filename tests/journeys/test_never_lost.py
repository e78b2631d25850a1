"""Visitors who go back, wait too long or press a key too often still know where they are."""

import pytest
from PySide6.QtCore import Qt

from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import ROOM, Listener, Open, open_code, reserve_room, reserved_before
from tests.journeys.keys import DOWN, ENTER, ESCAPE, choose, focused, go_to
from tests.journeys.programs import open_program


def test_enter_too_early_is_no_wrong_code(visitor: Visitor, database: Database) -> None:
    code = reserved_before(database)
    choose(visitor, "my-reservation")
    for _ in range(7):
        visitor.key(ENTER)
    assert visitor.kiosk.lookup.failure == "Type the six digits of your code."
    visitor.type(code)
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
    choose(visitor, "reservation-again")
    assert visitor.text("reservation-code").replace(" ", "") == visitor.kiosk.reservations.code
    visitor.kiosk.session.finish()
    choose(visitor, "my-reservation")
    assert not visitor.sees("reservation-again")


def test_what_is_shown_again_is_what_was_made(visitor: Visitor) -> None:
    reserve_room(visitor)
    room = visitor.kiosk.reservations.confirmation.text
    visitor.key(ESCAPE)
    visitor.tap("door-spaces")
    rows = visitor.kiosk.spaces.rows.shown_rows()
    other = next(n for n, row in enumerate(rows) if row.code != ROOM and row.free)
    visitor.tap(f"space-{other}")
    visitor.tap("slot-0")
    assert visitor.kiosk.reservations.confirmation.text == room
    visitor.kiosk.lookup.wipe()
    visitor.key(ESCAPE, ESCAPE, ESCAPE)
    open_code(visitor, visitor.kiosk.reservations.code)
    visitor.tap("cancel-it")
    visitor.tap("cancel-sure")
    visitor.tap("cancel-done")
    visitor.tap("my-reservation")
    assert not visitor.sees("reservation-again"), "it is cancelled"


def test_a_registration_is_shown_again_after_another_program_was_looked_at(
    visitor: Visitor,
) -> None:
    open_program(visitor)
    visitor.tap("register")
    made = visitor.kiosk.registrations.confirmation.text
    visitor.key(ESCAPE)
    visitor.tap("door-programs")
    visitor.tap("program-0")
    visitor.key(ESCAPE, ESCAPE)
    visitor.tap("my-reservation")
    visitor.tap("registration-again")
    assert visitor.kiosk.registrations.confirmation.text == made
    assert visitor.sees("reservation-code")


@pytest.mark.parametrize("key", [ENTER, DOWN, ESCAPE, Qt.Key.Key_Tab, Qt.Key.Key_Up])
def test_after_the_warning_the_keypad_is_where_it_was(listening: Listener, key: Qt.Key) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("a")
    go_to(visitor, "hit-2")
    title = visitor.kiosk.find.rows.shown_rows()[2].title
    visitor.kiosk.session.warn()
    listening.since()
    visitor.key(key)
    assert focused(visitor) == "hit-2"
    assert title in listening.since()


def test_going_back_tells_the_screen_and_then_the_place(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    name = visitor.kiosk.spaces.rows.shown_rows()[0].name
    listening.since()
    visitor.key(ESCAPE)
    said = listening.since()
    assert name in said[said.index("Rooms") :]


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


def test_what_is_typed_after_clearing_is_no_erasure(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("gajah")
    choose(visitor, "clear-search")
    listening.since()
    visitor.type("b")
    assert listening.since().startswith("b")
    visitor.type("ali")
    visitor.key(Qt.Key.Key_Home)
    listening.since()
    visitor.key(Qt.Key.Key_Delete)
    assert listening.since().startswith("b deleted")


def test_of_how_many_the_first_are_shown_is_told(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("a")
    visitor.settle(1200)
    assert visitor.text("search-summary") in listening.since()


def test_what_has_the_focus_is_told_once_from_the_top(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    visitor.kiosk.guide.put_on_headphones()
    assert listening.since().count("Search | button") == 1


def test_the_fault_of_a_code_goes_as_one_types(visitor: Visitor) -> None:
    choose(visitor, "my-reservation")
    visitor.key(ENTER)
    assert visitor.kiosk.lookup.failure
    visitor.type("1")
    assert not visitor.kiosk.lookup.failure


def test_a_button_that_does_nothing_now_is_left_out_and_says_so(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    idle = visitor.sees("previous-day")
    assert not idle.activeFocusOnTab()
    visitor.kiosk.guide.touched(idle)
    assert "Previous day | cannot be chosen" in listening.since()
    choose(visitor, "next-day")
    go_to(visitor, "previous-day", Qt.Key.Key_Up)
    for _ in range(2):  # the first press leads to the first day
        visitor.key(ENTER)
        assert focused(visitor) == "previous-day"


def test_turning_speech_on_is_told_in_the_language_of_the_screen(open_kiosk: Open) -> None:
    listener = Listener(open_kiosk(Look("ar")))
    listener.visitor.key(Qt.Key.Key_F2)
    assert listener.since().startswith("القراءة الصوتية تعمل.")


def test_a_code_is_spelled_digit_by_digit(visitor: Visitor) -> None:
    reserve_room(visitor)
    listener = Listener(visitor)
    for name in ("speech", "aloud"):
        visitor.kiosk.accessibility.choose(name, True)
    go_to(visitor, "reservation-code")
    listener.since()
    visitor.key(Qt.Key.Key_F9)
    spelled = [part for part in listener.since().split(" | ") if part != "space"]
    assert spelled == list(visitor.kiosk.reservations.code)


def test_a_day_chosen_before_the_space_is_kept(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    tomorrow = visitor.kiosk.spaces.days.shown_rows()[1]
    visitor.tap(f"day-{tomorrow.value}")
    visitor.tap("space-0")
    assert tomorrow.fullDate in visitor.text("wish")
    visitor.tap("back")
    assert visitor.kiosk.spaces.days.shown_rows()[1].chosen


def test_escape_leaves_the_letters_before_the_screen(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    choose(visitor, "choose-letters")
    assert focused(visitor) == "offer-0"
    visitor.key(ESCAPE)
    assert focused(visitor) == "choose-letters"
    visitor.key(ESCAPE)
    assert visitor.sees("door-find")


def test_a_choice_says_once_that_it_is_chosen(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    choose(visitor, "available-yes")
    visitor.key(ENTER)
    go_to(visitor, "available-yes")
    listening.since()
    visitor.key(ENTER)
    said = listening.since()
    assert said.count("chosen") == 1
    assert "not chosen" not in said
