"""From part to part of a screen, by keys and by flicks."""

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.settings import Settings
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.finger import Finger, middle
from tests.journeys.flicks import ABOVE, BELOW, LEFT, RIGHT, flick
from tests.journeys.keys import DOWN, ENTER, UP, choose, focused

PAGE_DOWN, PAGE_UP = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
F1 = Qt.Key.Key_F1
HOME, END = Qt.Key.Key_Home, Qt.Key.Key_End


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"double_tap_ms": 300, "screen_width_mm": 340.0})


@pytest.fixture(params=["touch", "mouse"])
def finger(request: pytest.FixtureRequest, listening: Listener) -> Iterator[Finger]:
    touches = request.param == "touch"
    yield Finger(listening.visitor, QTest.createTouchDevice() if touches else None)


def test_a_flick_moves_to_the_next_stop_and_to_the_part(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    listening.since()
    flick(finger, BELOW)
    assert focused(visitor) == "all-titles"
    assert listening.since() == "From our shelves | See all | button", "not what it began on"
    flick(finger, RIGHT)
    assert focused(visitor) == "home-title-0"
    flick(finger, LEFT)
    assert "| See all | button" in listening.since()
    flick(finger, ABOVE)
    assert focused(visitor) == "door-find"


@pytest.mark.parametrize(("language", "onwards"), [("en", RIGHT), ("ar", LEFT)])
def test_a_flick_goes_on_as_one_reads(open_kiosk: Open, language: str, onwards: QPoint) -> None:
    visitor = open_kiosk(Look(language))
    visitor.kiosk.accessibility.choose("speech", True)
    finger = Finger(visitor, QTest.createTouchDevice())
    flick(finger, BELOW)
    flick(finger, onwards)
    assert focused(visitor) == "home-title-0"
    flick(finger, -onwards)
    assert focused(visitor) == "all-titles"


@pytest.mark.parametrize(
    ("stroke", "ms"),
    [(RIGHT, 900), (QPoint(600, 0), 700), (QPoint(20, 2), 100), (QPoint(100, 95), 100)],
    ids=["slow", "long", "short", "slanting"],
)
def test_what_is_slow_short_or_slanting_is_no_flick(
    finger: Finger, stroke: QPoint, ms: int
) -> None:
    visitor = finger.visitor
    start = middle(visitor, "my-reservation")
    flick(finger, stroke, start, ms)
    assert focused(visitor) not in ("all-titles", "home-language-en"), "the next stops"
    assert visitor.kiosk.exploration.expects_double_tap() is False


def test_after_a_flick_a_double_tap_anywhere_chooses_the_stop(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    for _ in range(2):
        flick(finger, BELOW)
    assert focused(visitor) == "door-programs"
    listening.since()
    place = middle(visitor, "use-now-0")
    finger.tap(place)
    finger.tap(place + QPoint(5, -3))
    assert visitor.sees("programs-summary")


def test_after_a_flick_one_tap_still_tells_what_it_touches(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    flick(finger, BELOW)
    listening.since()
    finger.tap(middle(visitor, "door-spaces"))
    visitor.settle(400)
    assert listening.since().startswith("All rooms | button")
    assert visitor.sees("door-spaces"), "one tap chooses nothing"
    finger.tap(middle(visitor, "door-spaces"))
    visitor.settle(400)
    assert visitor.sees("spaces-summary"), "no second tap has to be quick"


def test_before_the_first_flick_a_tremor_chooses_nothing(
    finger: Finger, listening: Listener
) -> None:
    visitor = finger.visitor
    for _ in range(2):
        finger.tap(middle(visitor, "door-programs"))
    assert visitor.sees("door-programs"), "the second tap came too soon"


def test_the_next_visitor_begins_without_double_taps(finger: Finger) -> None:
    visitor = finger.visitor
    flick(finger, BELOW)
    assert visitor.kiosk.exploration.expects_double_tap()
    visitor.kiosk.session.finish()
    visitor.kiosk.accessibility.choose("speech", True)
    assert not visitor.kiosk.exploration.expects_double_tap()


def test_keys_lead_from_part_to_part_and_round(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    listening.since()
    visitor.key(PAGE_DOWN)
    assert "Filters | " in listening.since()
    visitor.key(PAGE_DOWN)
    assert focused(visitor) == "search-summary"
    assert "Results | 1 title" in listening.since()
    visitor.key(PAGE_UP, PAGE_UP)
    assert focused(visitor) == "search-words"
    visitor.key(PAGE_UP, PAGE_UP)
    assert focused(visitor) == "bar-speech"


def test_home_and_end_lead_to_the_ends_of_a_list(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("a")
    visitor.key(DOWN)
    while focused(visitor) != "hit-3":
        visitor.key(DOWN)
    visitor.key(END)
    assert focused(visitor) == f"hit-{visitor.kiosk.find.shown - 1}"
    visitor.key(HOME)
    assert focused(visitor) == "hit-0"


def test_help_tells_where_one_is_and_what_enter_does(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("siti nur")
    visitor.key(ENTER)
    listening.since()
    visitor.key(F1)
    said = listening.since()
    assert said.startswith("Search. | Results | Siti Nurbaya")
    assert said.endswith("Enter: Opens the details. | F1 again: all keys.")
    visitor.key(F1)
    assert "Page down and page up lead to the next and the previous part" in listening.since()
    visitor.key(F1)
    assert listening.since().startswith("Search. | Results"), "and round"
    visitor.key(UP, F1)
    listening.since()
    visitor.key(DOWN, F1)
    assert "again: all keys" in listening.since(), "it is another place"


def test_help_without_speech_opens_the_panel(visitor: Visitor) -> None:
    visitor.key(F1)
    assert visitor.sees("close-panel")


def test_digits_choose_among_few(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.key(PAGE_DOWN)
    visitor.key(Qt.Key.Key_1)
    assert visitor.sees("available-yes").property("checked")
    visitor.key(Qt.Key.Key_1)
    assert not visitor.sees("available-yes").property("checked")
    visitor.key(PAGE_UP)
    visitor.type("3")
    assert visitor.kiosk.find.words == "3", "in a field they are typed"


def test_a_digit_among_many_or_beyond_the_last_does_nothing(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("a")
    visitor.key(ENTER)
    assert visitor.kiosk.find.shown > 9
    visitor.key(Qt.Key.Key_3)
    assert focused(visitor) == "hit-0"
    visitor.clear("search-words")
    visitor.type("siti nur")
    visitor.key(ENTER, Qt.Key.Key_2)
    assert focused(visitor) == "hit-0"
    visitor.key(Qt.Key.Key_1)
    assert visitor.text("record-title") == "Siti Nurbaya: kasih tak sampai"


def test_one_key_enlarges_the_text_and_returns(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    listening.since()
    sizes, said = [], ""
    for _ in range(3):
        visitor.key(Qt.Key.Key_F11)
        sizes.append(visitor.kiosk.accessibility.number("scale"))
        said += listening.since() + " | "
    assert sizes == [200, 300, 100]
    assert said == "Text 200% | Text 300% | Text 100% | "


def test_on_the_first_screen_the_size_is_said_alone(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    visitor.key(Qt.Key.Key_F11)
    assert "Welcome" not in (said := listening.since())
    assert "Text 200%" in said
    assert focused(visitor) == "door-find"


def test_every_part_of_a_screen_has_a_name(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("id"))
    visitor.kiosk.tap_filter.now = count(step=1.0).__next__  # no tap follows another too soon
    listener = Listener(visitor)
    for name in journey(visitor):
        if name == "reserved":
            break
        place = visitor.window.activeFocusItem()
        visitor.kiosk.accessibility.choose("speech", True)
        visitor.settle()
        seen: set[object] = set()
        for _ in range(30):
            listener.since()
            visitor.key(PAGE_DOWN)
            assert listener.since(), f"{name}: {focused(visitor)}"
            if (item := visitor.window.activeFocusItem()) in seen:
                break
            seen.add(item)
        assert len(seen) >= 3, f"{name}: the top, the screen and the bar"
        visitor.kiosk.accessibility.choose("speech", False)
        place.forceActiveFocus()
        visitor.settle()
