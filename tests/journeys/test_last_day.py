"""The last day: nothing is offered after the last day that has entries."""

from collections.abc import Callable

from tests.journeys.conftest import Listener
from tests.journeys.keys import ENTER


def test_programs_end_where_none_is_planned_any_more(listening: Listener) -> None:
    visitor = listening.visitor
    programs = visitor.kiosk.programs
    visitor.kiosk.accessibility.choose("speech", False)
    visitor.tap("door-programs")
    today = programs.summary
    visitor.tap("next-week")
    assert programs.summary != today
    programs.toggle("kind", "exhibition")
    programs.toggle("language", "zh")  # and of these there are none
    stays(listening, "next-week", lambda: programs.summary)


def test_spaces_end_with_the_last_day_that_can_be_reserved(listening: Listener) -> None:
    visitor = listening.visitor
    spaces = visitor.kiosk.spaces
    visitor.kiosk.accessibility.choose("speech", False)
    visitor.tap("door-spaces")
    visitor.tap("other-days")
    visitor.tap(f"day-{spaces.laterDays.shown_rows()[-1].value}")
    visitor.tap("space-0")
    assert not spaces.slotsCanGoOn
    stays(listening, "next-day", lambda: spaces.dayName)


def stays(listening: Listener, name: str, shown: Callable[[], str]) -> None:
    """Check that the button ``name`` leaves ``shown`` unchanged and that speech says why."""
    visitor = listening.visitor
    last = shown()
    visitor.kiosk.accessibility.choose("speech", True)
    item = visitor.sees(name)
    assert item is not None
    item.forceActiveFocus()
    listening.since()
    visitor.key(ENTER)
    visitor.settle(1200)  # it is said at the next pause
    assert shown() == last
    assert "This is the last day." in listening.since()
