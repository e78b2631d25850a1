"""A visitor suggests a title or a course to the library: by touch, by keypad and by ear."""

import json

import pytest
from PySide6.QtCore import Qt

from kiosk.store.database import Database
from kiosk.store.sync import feed_state, outbox
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import Listener, Open

UNKNOWN = "xylophone repair"


@pytest.fixture
def database(database: Database) -> Database:
    """Return the database of a kiosk whose server accepts suggestions."""
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
        feed_state.save_actions(connection, ["suggest"])
    return database


def sent(database: Database) -> list[dict[str, str]]:
    with database.read() as connection:
        orders = outbox.list_next_orders(connection, 100)
    assert {each.action for each in orders} <= {"suggest"}
    return [json.loads(each.body) for each in orders]


def search(visitor: Visitor, words: str) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type(words)


def test_a_title_that_was_not_found_is_sent_by_one_tap(
    visitor: Visitor, database: Database
) -> None:
    ordered: list[bool] = []
    visitor.kiosk.ordered.connect(lambda: ordered.append(True))
    search(visitor, UNKNOWN)
    assert not sent(database), "nothing is sent unless the visitor chooses to"
    visitor.tap("suggest-title")
    assert visitor.text("suggested-title") == UNKNOWN
    assert UNKNOWN in visitor.text("suggestion-summary")
    visitor.tap("send-suggestion")
    assert sent(database) == [{"kind": "title", "text": UNKNOWN, "language": ""}]
    assert ordered, "the sync is woken"
    assert visitor.text("suggestion-thanks").startswith("Thank you.")
    visitor.tap("suggestion-done")
    assert visitor.sees("door-find")


def test_a_class_is_suggested_from_the_first_screen(visitor: Visitor, database: Database) -> None:
    visitor.tap("suggest")
    visitor.tap("suggestion-subject-class")
    visitor.tap("send-suggestion")
    assert visitor.text("suggestion-failure") == "Please choose the type of class first."
    visitor.tap("suggest-kind-workshop")
    visitor.tap("suggest-language-id")
    assert "Workshop" in visitor.text("suggestion-summary")
    assert not visitor.text("suggestion-failure")
    visitor.tap("send-suggestion")
    assert sent(database) == [{"kind": "workshop", "text": "", "language": "id"}]


def test_what_was_found_offers_no_suggestion(visitor: Visitor) -> None:
    search(visitor, "be")
    assert visitor.sees("hit-0")
    assert not visitor.sees("suggest-title")


def test_by_keypad_and_by_ear(listening: Listener, database: Database) -> None:
    visitor = listening.visitor
    visitor.press("door-find")
    visitor.type(UNKNOWN)
    for _ in range(12):
        if visitor.kiosk.window.activeFocusItem().objectName() == "suggest-title":
            break
        visitor.key(Qt.Key.Key_Down)
    listening.since()
    visitor.key(Qt.Key.Key_Return)
    said = listening.since()
    assert "Suggest to the library" in said
    assert UNKNOWN in said, "what is sent is heard before"
    assert visitor.kiosk.window.activeFocusItem().objectName() == "send-suggestion"
    visitor.key(Qt.Key.Key_Return)
    assert "The library will read your suggestion." in listening.since()
    assert [each["text"] for each in sent(database)] == [UNKNOWN]
    visitor.key(Qt.Key.Key_Return)
    assert visitor.sees("door-find"), "the focus was on the way back"


def test_an_empty_title_is_asked_for(visitor: Visitor, database: Database) -> None:
    visitor.tap("suggest")
    visitor.tap("send-suggestion")
    assert visitor.text("suggestion-failure") == "Please type the title first."
    assert not sent(database)


def test_a_visitor_sends_three_and_the_next_visitor_more(
    visitor: Visitor, database: Database
) -> None:
    def suggest(title: str) -> None:
        visitor.tap("suggest")
        visitor.tap("suggested-title")
        visitor.type(title)
        visitor.tap("send-suggestion")

    for number in range(3):
        suggest(f"title {number}")
        visitor.tap("suggestion-done")
    suggest("one more")
    assert visitor.text("suggestion-failure").startswith("You have sent three suggestions.")
    assert len(sent(database)) == 3
    visitor.kiosk.session.finish()
    visitor.settle()
    assert visitor.kiosk.suggestions.property("title") == ""
    suggest("another visitor")
    assert len(sent(database)) == 4


def test_a_kiosk_sends_ten_in_an_hour(visitor: Visitor, database: Database) -> None:
    for number in range(11):
        visitor.kiosk.suggestions.begin(f"title {number}")
        visitor.kiosk.suggestions.send()
        if number % 3 == 2:
            visitor.kiosk.session.finish()
    assert len(sent(database)) == 10
    visitor.settle()
    visitor.tap("suggest")
    visitor.tap("suggested-title")
    visitor.type("too many")
    visitor.tap("send-suggestion")
    assert "in the last hour" in visitor.text("suggestion-failure")


@pytest.mark.parametrize("actions", [None, ["reserve", "register"]], ids=["alone", "old server"])
def test_where_nobody_receives_suggestions_none_are_offered(
    open_kiosk: Open, database: Database, actions: list[str] | None
) -> None:
    with database.write() as connection:
        if actions is None:
            connection.exec_driver_sql("DELETE FROM feed_state")
        else:
            feed_state.save_actions(connection, actions)
    visitor = open_kiosk()
    assert visitor.sees("ask-staff")
    assert not visitor.sees("suggest")
    search(visitor, UNKNOWN)
    assert visitor.text("search-summary")
    assert not visitor.sees("suggest-title")


def test_the_button_comes_with_the_news_of_the_server(open_kiosk: Open, database: Database) -> None:
    with database.write() as connection:
        feed_state.save_actions(connection, [])
    visitor = open_kiosk()
    assert not visitor.sees("suggest")
    with database.write() as connection:
        feed_state.save_actions(connection, ["suggest"])
    visitor.kiosk.sync.news.emit()
    visitor.settle()
    assert visitor.sees("suggest")
