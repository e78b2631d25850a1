"""Where the days end: nothing is offered after the last for which there is anything."""

from tests.journeys.conftest import Listener
from tests.journeys.test_by_keyboard import ENTER

MOST_DAYS = 500


def test_programs_end_where_none_is_planned_any_more(listening: Listener) -> None:
    visitor = listening.visitor
    programs = visitor.kiosk.programs
    visitor.kiosk.comfort.choose("speech", False)
    visitor.tap("door-programs")
    today = programs.dayName
    visitor.tap("next-day")
    assert programs.dayName != today
    programs.toggle("kind", "exhibition")
    programs.toggle("language", "zh")  # and of these there are none
    last = programs.dayName
    visitor.kiosk.comfort.choose("speech", True)
    listening.since()
    press(listening, "next-day")
    assert programs.dayName == last
    assert "This is the last day." in listening.since()


def test_spaces_end_with_the_last_day_that_can_be_reserved(listening: Listener) -> None:
    visitor = listening.visitor
    spaces = visitor.kiosk.spaces
    visitor.kiosk.comfort.choose("speech", False)
    visitor.tap("door-spaces")
    for _ in range(MOST_DAYS):
        if not spaces.canGoOn:
            break
        visitor.tap("day-after")
    last = spaces.momentName
    visitor.kiosk.comfort.choose("speech", True)
    listening.since()
    press(listening, "day-after")
    assert spaces.momentName == last
    assert "This is the last day." in listening.since()


def press(listening: Listener, name: str) -> None:
    """Press a button by the keyboard and wait for what is said at the next pause."""
    item = listening.visitor.sees(name)
    assert item is not None
    item.forceActiveFocus()
    listening.visitor.key(ENTER)
    listening.visitor.settle(1200)
