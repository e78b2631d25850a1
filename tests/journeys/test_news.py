"""Announcements: the decisive words come first, and a key that cuts them off loses nothing."""

from PySide6.QtCore import Qt

from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import Listener, plain
from tests.journeys.ear import TYPING_MS
from tests.journeys.keys import DOWN, ENTER, choose, focused
from tests.journeys.timers import timer

F3 = Qt.Key.Key_F3


def announce(visitor: Visitor) -> None:
    """Let the pause in typing pass."""
    visitor.settle()
    timer(visitor.kiosk.guide, TYPING_MS).timeout.emit()


def test_a_search_says_its_number_of_titles_and_the_first_with_its_shelf(
    listening: Listener,
) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("sit")
    listening.since()
    announce(visitor)
    rows = visitor.kiosk.find.rows.shown_rows()
    said = listening.since()
    assert len(rows) > 1
    assert said.startswith(f"{visitor.kiosk.find.announcement} | {rows[0].title} |")
    assert f"{rows[0].title} | {plain(rows[0].availability)}" in said


def test_of_a_single_title_it_is_said_once_that_it_is_here(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    listening.since()
    announce(visitor)
    said = listening.since()
    assert said.startswith("1 title. | Siti Nurbaya: kasih tak sampai | Here: ")
    assert "here now" not in said


def test_enter_in_the_field_goes_to_the_first_title(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    listening.since()
    visitor.key(ENTER)
    assert focused(visitor) == "hit-0"
    assert listening.since().startswith("Siti Nurbaya: kasih tak sampai | Here: ")


def test_enter_waits_for_the_search(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    field = visitor.window.activeFocusItem()
    assert field is not None
    visitor.kiosk.background.settle()
    field.setProperty("text", "siti nur")
    field.textEdited.emit()  # type: ignore[attr-defined]
    field.accepted.emit()  # type: ignore[attr-defined]
    assert focused(visitor) == "search-words", "the old titles are not the answer"
    visitor.settle()
    assert focused(visitor) == "hit-0"
    assert visitor.text("hit-0") == "Siti Nurbaya: kasih tak sampai"


def test_enter_says_so_where_nothing_is_found(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("qqqqqq")
    visitor.key(ENTER)
    listening.since()
    announce(visitor)
    assert listening.since() == "We do not have “qqqqqq”."
    assert focused(visitor) == "search-words"


def test_an_announcement_that_a_key_cut_off_can_be_had_again(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    announce(visitor)
    visitor.key(DOWN)
    listening.since()
    visitor.key(F3)
    stop = listening.since()
    assert "Siti Nurbaya" not in stop
    visitor.key(F3)
    assert listening.since().startswith("1 title. | Siti Nurbaya: kasih tak sampai")
    visitor.key(DOWN, F3)
    assert "Siti Nurbaya" not in listening.since(), "the first time, the last stop is repeated"


def test_an_announcement_that_was_never_said_can_be_had(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    visitor.key(DOWN, F3)
    listening.since()
    visitor.key(F3)
    assert listening.since().startswith("1 title. | Siti Nurbaya: kasih tak sampai")


def test_the_next_visitor_cannot_have_it(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    visitor.settle()
    visitor.kiosk.session.finish()
    visitor.kiosk.accessibility.choose("speech", True)
    visitor.settle()
    listening.since()
    visitor.key(F3, F3)
    assert "Siti" not in listening.since()
