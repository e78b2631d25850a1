"""Each screen begins, by ear, at the control that the visitor needs next."""

import pytest
from PySide6.QtCore import Qt

from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Listener, Open, reserved_before
from tests.journeys.keys import ENTER, ESCAPE, choose, focused, go_to


def at_the_times(listening: Listener) -> Visitor:
    """Open the times of the first space."""
    choose(listening.visitor, "door-spaces")
    choose(listening.visitor, "space-0")
    return listening.visitor


def start_with_focus(visitor: Visitor) -> str:
    return visitor.text(focused(visitor))


def test_a_space_begins_at_the_time_that_is_chosen(listening: Listener) -> None:
    visitor = at_the_times(listening)
    assert focused(visitor) == "slot-0"


def test_a_space_that_is_wanted_now_begins_at_the_usual_length(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "use-now-0")
    assert focused(visitor) == "confirm-reservation"
    visitor.key(ESCAPE)
    choose(visitor, "door-spaces")
    choose(visitor, "choose-for-me")
    assert focused(visitor) == "confirm-reservation"


def test_digits_lead_to_an_hour(listening: Listener) -> None:
    visitor = at_the_times(listening)
    for digits, time in (("14", "14:00"), ("9", "Now"), ("2", "14:00"), ("19", "19:00")):
        visitor.key(Qt.Key.Key_Down)  # what was typed before is over
        visitor.type(digits)
        assert start_with_focus(visitor) == time
    visitor.type("8")
    assert start_with_focus(visitor) == "19:00", "the library is closed at 8 and at 20"


def test_a_step_of_time_says_the_time_and_what_is_free(listening: Listener) -> None:
    visitor = at_the_times(listening)
    listening.since()
    visitor.key(Qt.Key.Key_Down)
    row = visitor.kiosk.spaces.slots.shown_rows()[1]
    said = listening.since()
    assert said == f"{row.start} | {row.freeUntil}"


def test_a_reservation_offers_to_say_its_code(listening: Listener) -> None:
    visitor = at_the_times(listening)
    visitor.key(ENTER, ENTER)
    assert focused(visitor) == "say-code"
    listening.since()
    visitor.key(ENTER)
    assert listening.since().startswith("Your code is ")


@pytest.mark.parametrize(("panel", "stop"), [("display", "scale-100"), ("language", "language-en")])
def test_a_panel_begins_at_the_value_in_force(listening: Listener, panel: str, stop: str) -> None:
    visitor = listening.visitor
    go_to(visitor, f"bar-{panel}", Qt.Key.Key_Up)
    visitor.key(ENTER)
    visitor.settle()
    assert focused(visitor) == stop


def test_a_panel_begins_at_a_size_between_those_of_the_choices(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en", scale=125))
    visitor.press("bar-display")
    visitor.settle()
    assert focused(visitor) == "scale-more"


def test_the_speed_is_said_first(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    visitor.press("speech-settings")
    visitor.settle()
    assert "Speed: 100%" in listening.since()


def test_a_code_can_be_typed_on_the_first_screen(listening: Listener, database: Database) -> None:
    visitor, code = listening.visitor, reserved_before(database)
    visitor.type(code)
    assert visitor.text("found")
    assert focused(visitor) == "check-in"


def test_enter_pressed_too_often_cancels_nothing(listening: Listener) -> None:
    visitor = at_the_times(listening)
    visitor.type("14")
    visitor.key(ENTER, ENTER)
    code = visitor.kiosk.reservations.code
    choose(visitor, "reserved-done")
    visitor.type(code)
    visitor.key(ENTER, ENTER, ENTER, ENTER)
    visitor.settle()
    visitor.kiosk.session.finish()
    visitor.type(code)
    assert visitor.sees("cancel-it"), "it is still held"
