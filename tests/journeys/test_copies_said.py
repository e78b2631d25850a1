"""What is seen and heard of copies: their place, their loan, and how long ago they were read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject, QTimer
from sqlalchemy import delete

from kiosk.app import Kiosk, application
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.domain.source_keys import join_key
from kiosk.services.catalogue.catalogue_search import SearchCancelled, TitleDetails
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store import houses
from kiosk.store.database import Database
from kiosk.store.tables import bib
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from tests.clocks import ManualClock
from tests.journeys.conftest import ENGLISH, NOW, Listener, Open, plain
from tests.journeys.ear import TYPING_MS
from tests.journeys.keys import choose, focused, go_to
from tests.journeys.screen_checks import check
from tests.journeys.searching import hold, read_copies, search
from tests.journeys.timers import HINT_MS, timer

SHELF = "Rak dewasa, lantai 1"
COPY = Item("pusat", SHELF, "786.8 XYL", ItemStatus.AVAILABLE)
LENT = replace(COPY, status=ItemStatus.ON_LOAN, due=date(2026, 12, 20))
HERE = "Here: Rak dewasa, lantai 1"
ON_LOAN = "On loan until 20 December"
LOOK_MS = 1_000  # after which the results count as looked at
EARLIER = NOW - timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=3)


def book(*copies: Item, call_number: str = "") -> BibliographicRecord:
    return BibliographicRecord("x", "Xylophones", items=copies, call_number=call_number)


def lend(visitor: Visitor, database: Database, *copies: Item) -> None:
    """Let a sync bring the book with these copies while the visitor is at the kiosk."""
    hold(database, book(*copies))
    visitor.kiosk.sync.news.emit()
    visitor.settle()


def band(visitor: Visitor) -> str:
    return plain(visitor.text("record-band"))


def slow_timer(owner: QObject, milliseconds: int) -> QTimer:
    """Return the timer with this interval, made so long that only the test lets it run out."""
    found = timer(owner, milliseconds)
    found.setInterval(HINT_MS)
    return found


def tops(visitor: Visitor, *names: str) -> list[float]:
    """Return how far the controls are from the top of the window."""
    items = [visitor.sees(name) for name in names]
    return [item.mapToScene(item.position()).y() for item in items if item]


def test_a_row_and_the_title_tell_the_end_of_the_loan(visitor: Visitor, database: Database) -> None:
    hold(database, book(LENT))
    search(visitor, "xylophones")
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert (row.availability, row.callNumber, row.good) == (ON_LOAN, "786.8 XYL", False)
    visitor.tap("hit-0")
    assert band(visitor) == ON_LOAN
    check(visitor, "a title on loan")


def test_a_loan_changes_the_open_title_in_its_place(visitor: Visitor, database: Database) -> None:
    hold(database, book(COPY))
    search(visitor, "xylophones")
    visitor.tap("hit-0")
    assert band(visitor) == HERE
    visitor.tap("take-to-phone")
    before = tops(visitor, "record-title", "record-band", "way-listen", "take-to-phone")
    assert len(before) == 4
    lend(visitor, database, LENT)
    assert band(visitor) == ON_LOAN
    assert focused(visitor) == "take-to-phone"
    assert "On loan until 20 December" in visitor.text("phone-qr")
    assert tops(visitor, "record-title", "record-band", "way-listen", "take-to-phone") == before


def test_the_way_comes_with_a_copy_that_is_returned(visitor: Visitor, database: Database) -> None:
    hold(database, book(LENT))
    search(visitor, "xylophones")
    visitor.tap("hit-0")
    assert not visitor.sees("floor-map")
    lend(visitor, database, COPY)
    assert band(visitor) == HERE
    assert visitor.sees("floor-map")
    visitor.tap("back")
    lend(visitor, database, LENT)
    visitor.tap("hit-0")
    assert not visitor.sees("floor-map"), "the way belongs to the title that was open before"


def test_rows_change_in_their_place(visitor: Visitor, database: Database) -> None:
    other = BibliographicRecord("y", "Xylophones at home", items=(COPY,))
    hold(database, book(COPY), other)
    search(visitor, "xylophones")
    titles = [row.title for row in visitor.kiosk.find.rows.shown_rows()]
    focus = focused(visitor)
    lend(visitor, database, LENT)
    rows = visitor.kiosk.find.rows.shown_rows()
    assert [row.title for row in rows] == titles
    assert [plain(row.availability) for row in rows] == [ON_LOAN, HERE]
    assert focused(visitor) == focus


def test_beside_the_list_both_change(open_kiosk: Open, database: Database) -> None:
    visitor = open_kiosk(ENGLISH, LANDSCAPE)
    hold(database, book(COPY))
    search(visitor, "xylophones")
    assert band(visitor) == HERE
    lend(visitor, database, LENT)
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert band(visitor) == row.availability == ON_LOAN


def test_a_loan_is_said_once_and_without_cutting_anything_off(
    listening: Listener, database: Database
) -> None:
    visitor = listening.visitor
    waiting = slow_timer(visitor.kiosk.guide, TYPING_MS)
    hold(database, book(COPY))
    choose(visitor, "door-find")
    visitor.type("xylophones")
    choose(visitor, "hit-0")
    go_to(visitor, "take-to-phone")
    listening.since()
    lend(visitor, database, LENT)
    assert waiting.isActive()
    waiting.stop()
    waiting.timeout.emit()  # the pause has passed
    assert listening.since() == ON_LOAN
    assert focused(visitor) == "take-to-phone"
    later = replace(LENT, due=date(2026, 12, 27))
    lend(visitor, database, later)
    assert not waiting.isActive(), "it is still on loan"
    assert band(visitor) == "On loan until 27 December"


def test_with_the_time_here_becomes_on_the_shelf_at(
    listening: Listener, database: Database, clock: ManualClock
) -> None:
    visitor = listening.visitor
    waiting = slow_timer(visitor.kiosk.guide, TYPING_MS)
    hold(database, book(COPY))
    choose(visitor, "door-find")
    visitor.type("xylophones")
    choose(visitor, "hit-0")
    assert band(visitor) == HERE
    listening.since()
    clock.advance(minutes=30)
    visitor.kiosk.sync.changed.emit()  # every minute
    assert band(visitor) == "On the shelf at 09:40: Rak dewasa, lantai 1"
    assert not waiting.isActive(), "nothing has happened"
    clock.advance(days=1)
    visitor.kiosk.sync.changed.emit()
    assert band(visitor) == "Its place: Rak dewasa, lantai 1"
    assert visitor.sees("floor-map")


def test_an_earlier_reading_is_heard_with_its_time(listening: Listener, database: Database) -> None:
    visitor = listening.visitor
    hold(database, book(COPY))
    read_copies(database, EARLIER)
    choose(visitor, "door-find")
    visitor.type("xylophones")
    listening.since()
    choose(visitor, "hit-0")
    said = listening.since()
    assert "Details. | On the shelf at 08:40: Rak dewasa, lantai 1 | Xylophones" in said
    assert "Here" not in said


def test_only_sure_copies_are_counted_as_here(visitor: Visitor, database: Database) -> None:
    hold(database, book(COPY))
    search(visitor, "xylophones")
    assert visitor.kiosk.find.summary == "1 title, here now"
    read_copies(database, EARLIER)
    visitor.kiosk.sync.news.emit()
    visitor.settle()
    assert visitor.kiosk.find.summary == "1 title"


def test_a_title_without_copies_shows_its_call_number_and_the_way(
    visitor: Visitor, database: Database
) -> None:
    with database.write() as connection:
        house = houses.find_house(connection, "pusat")
        assert house
        ground = [floor for floor in house.floors if floor.level == 1]
        houses.save_house(connection, replace(house, floors=tuple(ground)))
    hold(database, book(call_number="152.4 PAN s"))
    search(visitor, "xylophones")
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert row.availability == "Ask the staff whether it is here"
    assert row.callNumber == "152.4 PAN s"
    visitor.tap("hit-0")
    assert band(visitor) == "Ask the staff whether it is here"
    assert visitor.text("record-call-number") == "152.4 PAN s"
    assert visitor.sees("floor-map")
    check(visitor, "a title without copies")
    visitor.tap("take-to-phone")
    assert visitor.text("phone-qr").startswith("Xylophones\n152.4 PAN s\nAsk the staff")


def test_the_copies_are_listed_by_branch(visitor: Visitor, database: Database) -> None:
    away = [replace(LENT, branch="anak"), replace(COPY, branch="timur")]
    missing = replace(COPY, status=ItemStatus.MISSING, call_number="786.8 XYL c.2")
    hold(database, book(*away, missing))
    search(visitor, "xylophones")
    visitor.tap("hit-0")
    assert band(visitor) == "At East Branch"
    rows = visitor.kiosk.find.record.holdings.shown_rows()
    assert [(row.branch, row.status) for row in rows] == [
        ("Central Library", "Missing from shelf"),
        ("East Branch", "Available"),
        ("Melati Children’s Library", ON_LOAN),
    ]
    check(visitor, "a title in three branches")


@pytest.mark.parametrize("look", [Look("en", scale=200), Look("ar", scale=300), Look("id")])
def test_every_state_fits_its_row_and_its_screen(
    open_kiosk: Open, database: Database, look: Look
) -> None:
    copies = [
        *(replace(LENT, status=status) for status in ItemStatus),
        replace(LENT, due=date(2026, 11, 3)),
        replace(COPY, as_of=EARLIER),
        replace(COPY, as_of=EARLIER - timedelta(hours=15)),
        replace(COPY, as_of=LONG_AGO),
        replace(COPY, branch="timur", as_of=EARLIER),
    ]
    several = (LENT, replace(LENT, due=date(2027, 1, 3)), replace(copies[-1], as_of=EARLIER))
    titles = [
        BibliographicRecord(f"z{number}", f"Zebra {number}", items=(copy,))
        for number, copy in enumerate(copies)
    ]
    hold(database, *titles, BibliographicRecord("z", "Zebra zebra", items=several))
    visitor = open_kiosk(look, LANDSCAPE if look.scale == 200 else PORTRAIT)
    search(visitor, "zebra")
    visitor.close_keyboard()
    check(visitor, "every state")
    visitor.tap("more-results")
    assert len({row.availability for row in visitor.kiosk.find.rows.shown_rows()}) >= 12
    check(visitor, "every state")
    places = [row.title for row in visitor.kiosk.find.rows.shown_rows()]
    visitor.tap(f"hit-{places.index('Zebra zebra')}")
    check(visitor, "a title with several copies")


def test_the_server_is_asked_about_what_a_visitor_looks_at(
    visitor: Visitor, database: Database
) -> None:
    asked: list[list[str]] = []
    rest = slow_timer(visitor.kiosk.find.looked_at, LOOK_MS)
    visitor.kiosk.copiesAsked.connect(asked.append)
    hold(database, book(COPY))
    search(visitor, "xylophones")
    assert rest.isActive(), "the visitor may still be typing"
    rest.timeout.emit()
    visitor.settle()
    visitor.tap("hit-0")
    assert asked == [[join_key("test", "x", "0")]] * 2


def test_beside_the_list_nothing_is_asked_while_a_visitor_types(
    open_kiosk: Open, database: Database
) -> None:
    visitor = open_kiosk(ENGLISH, LANDSCAPE)
    asked: list[list[str]] = []
    visitor.kiosk.copiesAsked.connect(asked.append)
    hold(database, book(COPY))
    slow_timer(visitor.kiosk.find.looked_at, LOOK_MS)
    search(visitor, "xylophones")
    assert band(visitor) == HERE
    assert asked == []


def test_a_search_that_interrupts_the_reading_of_copies_loses_none(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(database, book(COPY))
    search(visitor, "xylophones")
    visitor.tap("hit-0")
    read, interrupted = visitor.kiosk.catalogue.record, []

    def interrupt_once(bib_id: int) -> TitleDetails | None:
        if not interrupted:
            interrupted.append(bib_id)
            raise SearchCancelled
        return read(bib_id)

    monkeypatch.setattr(visitor.kiosk.catalogue, "record", interrupt_once)
    lend(visitor, database, LENT)
    assert interrupted
    assert band(visitor) == ON_LOAN


def test_a_title_that_is_deleted_stays_until_the_visitor_leaves_it(
    visitor: Visitor, database: Database
) -> None:
    hold(database, book(COPY))
    search(visitor, "xylophones")
    visitor.tap("hit-0")
    with database.write() as connection:
        connection.execute(delete(bib).where(bib.c.source == "test"))
    visitor.kiosk.sync.news.emit()
    visitor.settle()
    assert visitor.text("record-title") == "Xylophones"
    visitor.tap("back")
    visitor.tap("hit-0")
    assert visitor.text("record-title").startswith("This title is no longer in the catalogue")


def test_a_kiosk_that_no_branch_was_chosen_for_names_the_branch(
    settings: Settings, database: Database, clock: ManualClock
) -> None:
    nowhere = settings.model_copy(update={"branch": ""})
    hold(database, book(COPY))
    application()
    kiosk = Kiosk(nowhere, database, Speaker(), clock, PORTRAIT)
    try:
        kiosk.attend()
        kiosk.translator.choose("en")
        visitor = Visitor(kiosk)
        search(visitor, "xylophones")
        (row,) = visitor.kiosk.find.rows.shown_rows()
        assert plain(row.availability) == "At Central Library"
        assert visitor.kiosk.find.summary == "1 title"
        visitor.tap("hit-0")
        assert band(visitor) == "At Central Library"
    finally:
        kiosk.close()
