"""Titles about the same thing: below what the words found, by touch, by keypad and by ear."""

import time
from collections.abc import Callable, Iterator

import pytest

from kiosk.domain.records import BibliographicRecord
from kiosk.search.vectors.encoder import is_installed, is_supported
from kiosk.services.catalogue.meaning_search import MeaningSearch
from kiosk.store.database import Database
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import Listener
from tests.journeys.ear import TYPING_MS
from tests.journeys.keys import DOWN, ENTER, choose, focused
from tests.journeys.searching import hold, search
from tests.journeys.timers import timer

needs_model = pytest.mark.skipif(
    not (is_installed() and is_supported()),
    reason="needs the extra “meaning” and a processor with AVX2",
)
_PATIENCE = 180  # seconds, on a very busy machine
_STEP_MS = 50
_FEW = """
DELETE FROM bib WHERE id NOT IN (
  SELECT bib_id FROM item WHERE call_number LIKE '641%' OR call_number LIKE '658%')
"""


@pytest.fixture
def database(database: Database) -> Database:
    """Return the demo library with its cookery and its business books, so few vectors are made."""
    with database.write() as connection:
        connection.exec_driver_sql(_FEW)
    return database


@pytest.fixture
def thinking(listening: Listener) -> Iterator[Visitor]:
    """Return a visitor with speech on, at a kiosk that knows what its titles are about."""
    visitor = listening.visitor
    meaning = visitor.kiosk.meaning
    meaning.start(makes_vectors=True)
    wait(visitor, lambda: bool(meaning.nearest("cooking")))
    yield visitor
    meaning.stop()


def wait(visitor: Visitor, done: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not done():
        assert time.monotonic() < until, "nothing came in time"
        visitor.settle(_STEP_MS)


def related(visitor: Visitor) -> list[str]:
    return [row.title for row in visitor.kiosk.related.rows.shown_rows()]


def found(visitor: Visitor) -> list[str]:
    return [row.title for row in visitor.kiosk.find.rows.shown_rows()]


@needs_model
def test_words_of_another_language_lead_to_the_shelf(
    thinking: Visitor, listening: Listener
) -> None:
    visitor = thinking
    choose(visitor, "door-find")
    visitor.type("how to start a business")
    wait(visitor, lambda: bool(related(visitor)))
    assert related(visitor)[0] == "Memulai Warung Sendiri"
    assert not set(related(visitor)) & set(found(visitor)), "no title is shown twice"

    listening.since()
    timer(visitor.kiosk.guide, TYPING_MS).timeout.emit()
    assert "titles about the same thing" in listening.since()

    visitor.kiosk.find.words = "comment créer son entreprise"
    visitor.settle()
    assert related(visitor) == [], "an answer to older words is not shown"
    wait(visitor, lambda: bool(related(visitor)))
    assert "Memulai Warung Sendiri" in [*found(visitor), *related(visitor)]

    last = f"hit-{len(found(visitor)) - 1}" if found(visitor) else ""
    visitor.key(ENTER)
    assert focused(visitor) == ("hit-0" if last else "related-0")
    while focused(visitor) != "related-0":
        visitor.key(DOWN)
    first = related(visitor)[0]
    assert first in listening.since()
    visitor.key(ENTER)
    assert visitor.kiosk.find.record.property("title") == first

    visitor.kiosk.wipe()
    assert related(visitor) == []

    for words in ("zxqvvv", "641"):  # nonsense, and a full answer
        visitor.kiosk.find.words = words
        visitor.settle(400)
        assert related(visitor) == []


def test_poor_results_are_short_until_the_visitor_asks_for_more(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(database, *(BibliographicRecord(f"x{n}", f"Xylophones {n}") for n in range(4)))
    with database.read() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM bib ORDER BY id DESC").scalars().all()
    monkeypatch.setattr(MeaningSearch, "running", True)
    monkeypatch.setattr(MeaningSearch, "nearest", lambda _self, _words: [(i, 0.9) for i in ids])
    search(visitor, "xylophones qqxqq")
    wait(visitor, lambda: bool(related(visitor)))
    assert len(found(visitor)) == 2
    visitor.tap("more-results")
    wait(visitor, lambda: len(found(visitor)) == 4)
    assert not visitor.sees("more-results")
    wait(visitor, lambda: bool(related(visitor)))
    assert not set(related(visitor)) & set(found(visitor)), "no title is shown twice"
