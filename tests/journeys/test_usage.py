"""The usage statistics contain sums per day and nothing about a single visitor."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.branches import Branch
from kiosk.services.upkeep.usage import UsageRecorder
from kiosk.store import usage
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.testing.visitor import Visitor
from kiosk.ui.staff.screen_capture import ScreenCapture
from tests.journeys.conftest import NOW
from tests.journeys.timers import READING_MS, timer


@pytest.fixture
def served(database: Database) -> Database:
    """Return the database of a kiosk that is paired with a server."""
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
    return database


def sums(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {each.name: each.times for each in usage.list_usage(connection, 100)}


def search(visitor: Visitor, words: str) -> None:
    visitor.kiosk.find.words = words
    visitor.settle()
    timer(visitor.kiosk.usage, READING_MS).timeout.emit()


def act(visitor: Visitor) -> None:
    visitor.kiosk.session.acted.emit()
    visitor.kiosk.session.go_on()


def test_a_session_is_counted_by_what_was_used(open_kiosk, served: Database) -> None:
    visitor = open_kiosk()
    kiosk = visitor.kiosk
    act(visitor)
    kiosk.accessibility.choose("theme", "yellow-on-black")
    kiosk.accessibility.choose("scale", 200)
    kiosk.accessibility.choose("theme", "standard")
    kiosk.translator.choose("id")
    search(visitor, "qqqzzzxxx")
    assert sums(served) == {}, "nothing before the session is over"
    kiosk.session.finish()
    assert sums(served) == {
        "sessions": 1,
        "language:id": 1,
        "mode:theme=yellow-on-black": 1,
        "mode:scale=200": 1,
        "search": 1,
        "nothing_found": 1,
    }
    kiosk.session.finish()
    assert sums(served)["sessions"] == 1, "none had begun"
    act(visitor)
    kiosk.session.finish()
    assert sums(served) == sums(served) | {"sessions": 2, "language:en": 1, "search": 1}


def test_a_kiosk_that_stands_alone_counts_nothing(open_kiosk, database: Database) -> None:
    visitor = open_kiosk()
    act(visitor)
    visitor.kiosk.session.finish()
    assert sums(database) == {}


def on_disk(database: Database) -> bytes:
    return b"".join(path.read_bytes() for path in Path(database.path.parent).glob("kiosk.sqlite3*"))


def test_words_are_kept_when_enough_sessions_had_them_and_nowhere_before(
    served: Database,
) -> None:
    day = NOW
    count = UsageRecorder(served, Branch("x", "x"), lambda: day)
    for days in (0, 0, 0, 0, 1, 0):
        day += timedelta(days=days)
        count.session([], ["Zyxwvu  Batik", "zyxwvu batik"])
    assert "unfound:zyxwvu batik" not in sums(served), "six sessions, but two days"
    assert b"zyxwvu" not in on_disk(served).lower()
    day += timedelta(days=1)
    count.session([], ["zyxwvu batik", "Qwfpgj Santoso, Jalan Melati 5"])
    assert sums(served)["unfound:zyxwvu batik"] == 1
    assert b"qwfpgj" not in on_disk(served).lower()


def test_five_sessions_are_needed_and_old_ones_do_not_count(served: Database) -> None:
    start = date(2026, 1, 1)
    with served.write() as connection:
        told = [
            usage.record_failed_search(connection, "w", start + timedelta(days=n)) for n in range(5)
        ]
        assert told == [False, False, False, False, True]
        assert not usage.record_failed_search(connection, "w", start + timedelta(days=100))


def test_no_picture_is_taken_while_a_visitor_is_there(open_kiosk) -> None:
    visitor = open_kiosk()
    taken: list[bytes] = []
    portrait = ScreenCapture(visitor.window, visitor.kiosk.session, taken.append)
    act(visitor)
    portrait.ask()
    QCoreApplication.processEvents()
    assert taken == []
    visitor.kiosk.session.finish()
    assert taken == [], "what the visitor left is wiped first"
    visitor.settle()
    assert len(taken) == 1
    assert taken[0].startswith(b"\x89PNG")
    visitor.kiosk.session.finish()
    visitor.settle()
    assert len(taken) == 1, "one picture for one question"
    portrait.ask()
    visitor.settle()
    assert len(taken) == 2, "at once where nobody is"
