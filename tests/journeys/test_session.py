"""A session: the idle warning, continuing, the end, and no traces for the next visitor."""

import gc

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.testing.visitor import Look, Visitor
from kiosk.ui.base.session import Session
from kiosk.ui.catalogue.record_text import RecordDetails
from tests.journeys.conftest import Open
from tests.journeys.finger import Finger
from tests.journeys.keys import DOWN, focused
from tests.journeys.screen_checks import items


def all_text(visitor: Visitor) -> str:
    def texts(item: QQuickItem) -> list[str]:
        found = [str(item.property("text"))] if item.property("text") else []
        return found + [text for child in item.childItems() for text in texts(child)]

    return "\n".join(texts(visitor.window.contentItem()))


def test_the_end_of_a_session_leaves_nothing_behind(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("siti nur")
    visitor.tap("filter-language")
    visitor.tap("choice-language-id")
    visitor.tap("hit-0")
    visitor.tap("back")
    visitor.tap("back")
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("slot-1")
    visitor.tap("confirm-reservation")
    code = visitor.kiosk.reservations.code
    QGuiApplication.clipboard().setText("siti nur")
    for name, value in (("theme", "white-on-black"), ("scale", 200), ("speech", True)):
        visitor.kiosk.accessibility.choose(name, value)
    visitor.kiosk.translator.choose("id")

    visitor.kiosk.session.finish()
    visitor.settle()

    kiosk = visitor.kiosk
    assert focused(visitor) == "door-find"
    shown = all_text(visitor)
    assert code not in shown.replace(" ", "")
    assert "siti nur" not in shown.lower()
    assert kiosk.find.words == ""
    assert not any(chip.chosen for chip in kiosk.find.chips.shown_rows())
    assert not kiosk.find.rows.shown_rows()
    assert kiosk.find.record.value == RecordDetails()
    assert kiosk.reservations.code == ""
    assert QGuiApplication.clipboard().text() == ""
    assert kiosk.accessibility.number("scale") == 100
    assert not kiosk.accessibility.speaks
    assert kiosk.translator.code == "en"
    assert not kiosk.speaker.remembers


@pytest.mark.parametrize("door", ["door-find", "door-programs", "door-spaces", "my-reservation"])
def test_im_done_ends_the_session_on_every_screen(visitor: Visitor, door: str) -> None:
    visitor.tap(door)
    assert not visitor.sees("door-find")
    visitor.tap("bar-done")
    assert visitor.sees("door-find")


def test_the_warning_is_shown_and_any_action_goes_on(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("laut")
    visitor.kiosk.session.warn()
    visitor.settle()
    assert visitor.sees("stay")
    assert focused(visitor) == "stay"
    visitor.key(DOWN)
    visitor.settle()
    assert not visitor.sees("stay")
    assert visitor.kiosk.find.words == "laut"
    assert visitor.sees("search-words")


def middle(visitor: Visitor, name: str) -> QPoint:
    item = visitor.sees(name)
    assert item
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


@pytest.mark.parametrize("speech", [False, True])
def test_a_touch_on_the_warning_goes_on_and_touches_nothing_behind_it(
    visitor: Visitor, speech: bool
) -> None:
    visitor.kiosk.accessibility.choose("speech", speech)
    visitor.settle()
    place = middle(visitor, "door-find")
    visitor.kiosk.session.go_on()
    visitor.kiosk.session.warn()
    visitor.settle()
    Finger(visitor, None).tap(place)
    visitor.settle(100)
    assert not visitor.kiosk.session.warning
    assert visitor.kiosk.session.active
    assert visitor.sees("door-find"), "the screen behind the warning is still there"


def test_im_done_on_the_warning_ends_the_session(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.kiosk.session.warn()
    visitor.settle()
    Finger(visitor, None).tap(middle(visitor, "leave"))
    visitor.settle(100)
    assert not visitor.kiosk.session.active
    assert visitor.sees("door-find")


def test_nothing_behind_the_warning_can_be_reached(visitor: Visitor) -> None:
    visitor.kiosk.session.warn()
    visitor.settle()
    root = visitor.window.contentItem()
    names = {i.objectName() for i in items(root) if i.activeFocusOnTab() and i.isEnabled()}
    assert "stay" in names
    assert "door-find" not in names
    assert "bar-display" not in names


def test_idleness_warns_and_then_ends(qtbot: object) -> None:
    session = Session(idle_seconds=0, warning_seconds=2)
    ended: list[bool] = []
    session.ended.connect(lambda: ended.append(True))
    session.go_on()
    QTest.qWait(100)
    assert session.warning
    assert session.secondsLeft == 2
    assert not ended
    QTest.qWait(2500)
    assert ended
    assert not session.warning


@pytest.mark.parametrize("language", ["en", "id", "ar"])
def test_the_warning_counts_in_the_language_of_the_screen(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language))
    visitor.kiosk.session.warn()
    visitor.settle()
    assert str(visitor.kiosk.session.secondsLeft) in all_text(visitor)


def test_screens_that_are_gone_are_not_kept(visitor: Visitor) -> None:
    def screens_of_a_session() -> int:
        for door in ("door-programs", "door-find", "door-spaces"):
            visitor.tap(door)
            visitor.tap("back")
        visitor.kiosk.session.finish()
        visitor.settle()
        gc.collect()
        return sum(isinstance(each, QQuickItem) for each in gc.get_objects())

    screens_of_a_session()
    assert screens_of_a_session() == screens_of_a_session() == screens_of_a_session()


def test_a_session_begins_with_the_first_action_and_only_once() -> None:
    session = Session(idle_seconds=60, warning_seconds=20)
    told: list[str] = []
    session.begun.connect(lambda: told.append("begun"))
    session.ended.connect(lambda: told.append("ended"))
    for _ in range(2):
        session.go_on()
        session.go_on()
        session.finish()
    assert told == ["begun", "ended", "begun", "ended"]
