"""Low vision with keys, speech off: large text, and nothing is passed unseen."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem

from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Open
from tests.journeys.keys import DOWN, ENTER, UP, choose, focused
from tests.journeys.screen_checks import clip_of, is_text, items, rect

SIZES = [(1080, 1920), (1920, 1080), (1366, 768), (1280, 800), (1024, 768)]
LOOKS = [("en", size) for size in SIZES] + [("ar", SIZES[-1])]


def shown(item: QQuickItem) -> QRectF:
    """Return the part of ``item`` that its pane does not cut off."""
    pane = clip_of(item)
    return rect(item).intersected(rect(pane)) if pane else rect(item)


def is_whole(item: QQuickItem) -> bool:
    return shown(item).height() > rect(item).height() - 1


def texts(visitor: Visitor) -> list[QQuickItem]:
    """Return the texts in the pane of the screen."""
    found = filter(is_text, items(visitor.window.contentItem()))
    return [each for each in found if each.isEnabled() and clip_of(each)]


def lines(item: QQuickItem) -> list[tuple[str, int]]:
    """Return the lines of a text by their numbers."""
    return [(str(item.property("text")), n) for n in range(int(item.property("lineCount")))]


def lines_in_sight(item: QQuickItem) -> set[tuple[str, int]]:
    """Return the lines of a text that are wholly in sight."""
    whole, seen, every = rect(item), shown(item), lines(item)
    height = whole.height() / max(1, len(every))
    tops = [whole.top() + height * number for _, number in every]
    return {
        line
        for line, top in zip(every, tops, strict=True)
        if seen.top() - 1 < top and top + height < seen.bottom() + 1
    }


def walk(visitor: Visitor, key: Qt.Key, until: str) -> set[tuple[str, int]]:
    """Press ``key`` until the control called ``until`` has the focus; return the lines seen."""
    seen: set[tuple[str, int]] = set()
    for _ in range(60):
        seen |= {line for each in texts(visitor) for line in lines_in_sight(each)}
        if focused(visitor) == until:
            return seen
        visitor.key(key)
    raise AssertionError(f"“{until}” does not come")


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_every_text_of_a_title_comes_into_sight(
    open_kiosk: Open, language: str, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=300), size)
    choose(visitor, "door-find")
    visitor.type("jalur rempah")
    visitor.key(ENTER, ENTER)
    assert focused(visitor) == "record-title"
    wanted = {line for each in texts(visitor) for line in lines(each)}
    assert wanted - walk(visitor, DOWN, "bar-display") == set(), "downwards"
    assert wanted - walk(visitor, UP, "back") == set(), "upwards"


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_the_hit_that_was_typed_for_is_wholly_in_sight(
    open_kiosk: Open, language: str, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=300), size)
    choose(visitor, "door-find")
    visitor.type("siti nur")
    hit, field = visitor.sees("hit-0"), visitor.sees("search-words")
    assert hit and field
    assert is_whole(hit), "while one types"
    assert is_whole(field)
    visitor.key(ENTER)
    assert focused(visitor) == "hit-0"
    assert is_whole(hit)
    visitor.key(UP, UP)
    assert visitor.sees("filter-language"), "the filters are back"


def test_enter_on_a_page_without_stops_chooses_nothing(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en", scale=300), (1366, 768))
    choose(visitor, "door-find")
    visitor.type("siti nur")
    visitor.key(ENTER, ENTER)
    while focused(visitor) != "map-floor-1":
        visitor.key(DOWN)
    visitor.key(DOWN)
    assert not visitor.sees("map-floor-1").hasActiveFocus()
    visitor.key(ENTER)
    assert not visitor.sees("map-floor-1").property("checked"), "it is out of sight"
    visitor.key(UP)
    assert focused(visitor) == "map-floor-1", "back to the stop before"
