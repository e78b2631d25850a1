"""Suggestions, sort orders, A to Z lists, related titles, and lists that keep their place."""

import re
from threading import get_ident

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from sqlalchemy import delete

from kiosk.domain.records import BibliographicRecord, Format, HostItem, Item, ItemStatus
from kiosk.errors import StoreError
from kiosk.i18n.formats import isolate_bidi
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query, Results
from kiosk.store.database import Database
from kiosk.store.tables import bib
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.screen_checks import name_of
from tests.journeys.searching import hold, search, titles


def test_a_misspelt_word_leads_to_what_was_meant(visitor: Visitor) -> None:
    search(visitor, "nurbaja siti")
    assert visitor.text("hit-0") == "Siti Nurbaya: kasih tak sampai"
    visitor.tap("clear-search")
    visitor.type("nurbsya")
    assert visitor.text("hit-0") == "Siti Nurbaya: kasih tak sampai"
    assert "nurbaya" in visitor.text("search-summary")
    visitor.tap("suggestion")
    assert visitor.kiosk.find.words == "nurbaya"
    assert visitor.text("search-words") == "nurbaya"
    assert not visitor.sees("suggestion")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_large_text_leaves_room_for_the_first_title_above_the_keyboard(
    open_kiosk: Open, language: str, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=300), size)
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.kiosk.find.words = "be"  # a key of a real keyboard would close that on the screen
    visitor.settle(300)
    title, keyboard = visitor.sees("hit-0"), visitor.keyboard()
    assert title and keyboard
    font = visitor.window.property("pixelsPerMm") * 7.2 * 3
    assert title.mapToScene(QPointF(0, font)).y() < keyboard.mapToScene(QPointF()).y()
    visitor.tap("clear-search")
    assert visitor.text("search-words") == ""
    assert visitor.sees("browse")


def test_a_correction_is_spoken_once(visitor: Visitor, listening: Listener) -> None:
    visitor.key(Qt.Key.Key_Return)
    visitor.type("nurbsya")
    visitor.settle(1200)
    said = listening.since()
    assert "No results for your words. | Showing “nurbaya”. | Siti Nurbaya" in said
    assert said.count("nurbaya") == 1


def test_new_popular_and_all_titles_are_one_tap_away(visitor: Visitor, database: Database) -> None:
    hold(database, BibliographicRecord("new", "Zzz the last to come"))
    visitor.tap("door-find")
    assert visitor.text("search-summary") == "Popular"
    visitor.tap("filter-order")
    visitor.tap("choice-order-newest")
    assert visitor.text("search-summary") == "New arrivals"
    assert visitor.text("order-newest") == "New arrivals"
    assert titles(visitor)[0] == "Zzz the last to come"
    visitor.tap("filter-order")
    visitor.tap("choice-order-title")
    assert titles(visitor)[0] == "The Adventures of Tom Sawyer"


def test_results_are_put_in_the_order_of_years_or_titles(visitor: Visitor) -> None:
    search(visitor, "be")
    visitor.tap("filter-order")
    visitor.tap("choice-order-newest")
    years = [row.byline.rsplit(" · ")[-1] for row in visitor.kiosk.find.rows.shown_rows()]
    assert years == sorted(years, reverse=True)
    visitor.tap("filter-order")
    visitor.tap("choice-order-title")
    filed = [re.sub("^(The|A) ", "", title).lower() for title in titles(visitor)]
    assert filed == sorted(filed)


def test_a_name_of_the_list_shows_its_titles_and_back_leads_out(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("browse")
    visitor.tap("browse-authors")
    visitor.tap("browse-start")
    visitor.type("rusli")
    assert visitor.text("heading-0").startswith("Rusli")
    visitor.tap("heading-0")
    assert "Siti Nurbaya: kasih tak sampai" in titles(visitor)
    assert visitor.text("search-words").startswith("Rusli")
    visitor.tap("back")
    assert visitor.sees("door-find")


def test_a_letter_of_the_strip_leads_to_its_part_of_the_list(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("browse")
    assert visitor.keyboard() is None  # it would cover half of the list
    visitor.tap("initial-s")
    assert visitor.text("heading-0").startswith("S")
    visitor.tap("initial-ا")
    assert visitor.kiosk.browse.rows.shown_rows()[0].textLanguage == "ar"
    assert not visitor.sees("initial-s")
    visitor.tap("initial-a")
    assert visitor.sees("initial-s")


def test_the_keys_pass_the_letters_by_rows(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("browse")
    visitor.key(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down)
    assert visitor.window.activeFocusItem() == visitor.sees("initial-a")
    visitor.key(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert visitor.text("browse-start") == "b"
    visitor.key(Qt.Key.Key_Down, Qt.Key.Key_Down)
    field = visitor.sees("browse-start")
    assert field and field.hasActiveFocus()


def test_a_title_of_the_list_opens(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("browse")
    visitor.tap("browse-start")
    visitor.type("siti nur")
    visitor.tap("heading-0")
    assert visitor.text("record-title") == "Siti Nurbaya: kasih tak sampai"


def test_a_list_goes_on_and_has_an_end(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("browse")
    before = len(visitor.kiosk.browse.rows)
    visitor.tap("more-headings")
    assert len(visitor.kiosk.browse.rows) == 2 * before
    visitor.tap("browse-start")
    visitor.type("龘")
    assert "End of the list" in visitor.text("browse-summary")


def test_from_a_title_to_those_like_it(visitor: Visitor) -> None:
    search(visitor, "siti nur")
    visitor.tap("hit-0")
    assert visitor.sees("similar-0")
    other = visitor.text("similar-0")
    visitor.tap("similar-0")
    assert visitor.text("record-title") == other
    subject = next(
        n
        for n, link in enumerate(visitor.kiosk.find.record.links.shown_rows())
        if link.scope == "subjects"
    )
    visitor.tap(f"link-{subject}")
    assert other in titles(visitor)


def test_a_digital_title_goes_to_the_phone(visitor: Visitor, database: Database) -> None:
    url = "https://example.org/read/42"
    hold(database, BibliographicRecord("net", "Xylophones online", format=Format.EBOOK, url=url))
    search(visitor, "xylophones")
    visitor.tap("hit-0")
    assert visitor.text("record-url") == visitor.text("record-qr") == url


def test_a_row_tells_where_a_copy_can_be_had(visitor: Visitor, database: Database) -> None:
    copies = (
        Item("timur", status=ItemStatus.ON_LOAN),
        Item("pusat", status=ItemStatus.AVAILABLE),
    )
    hold(database, BibliographicRecord("two", "Xylophones", items=copies))
    search(visitor, "xylophones")
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert row.availability == "Here now"
    assert row.good


def test_a_row_names_the_other_branch_with_a_copy(visitor: Visitor, database: Database) -> None:
    copies = (
        Item("pusat", "Adult", "786.8 A", ItemStatus.ON_LOAN),
        Item("timur", "Music", "786.8 B", ItemStatus.AVAILABLE),
    )
    hold(database, BibliographicRecord("two", "Xylophones", items=copies))
    search(visitor, "xylophones")
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert row.availability == f"At {isolate_bidi('East Branch')}"
    assert row.callNumber == "786.8 B"
    assert not row.good


def test_a_row_and_the_title_say_shelf_and_call_number_in_the_same_words(
    visitor: Visitor, database: Database
) -> None:
    copies = (
        Item("timur", "Music", "786.8 B", ItemStatus.AVAILABLE),
        Item("pusat", "Adult, level 1", "786.8 A", ItemStatus.AVAILABLE),
        Item("pusat", "Adult, level 1", "786.8 A", ItemStatus.ON_LOAN),
    )
    hold(database, BibliographicRecord("two", "Xylophones", items=copies))
    search(visitor, "xylophones")
    where = f"Here: {isolate_bidi('Adult, level 1')}"
    assert name_of(visitor.sees("hit-0")) == f"Xylophones, {where}, Other, 786.8 A, 1 of 1"
    visitor.tap("hit-0")
    assert name_of(visitor.sees("record-band")) == f"{where}, 1 of 2"
    assert visitor.text("record-call-number") == "786.8 A"
    visitor.tap("take-to-phone")
    assert visitor.text("phone-qr") == "Xylophones\n786.8 A\nHere: Adult, level 1"


def test_what_is_under_the_finger_stays_and_is_what_opens(
    visitor: Visitor, database: Database
) -> None:
    search(visitor, "siti nur")
    row = visitor.sees("hit-0")
    assert row is not None
    spot = row.mapToScene(QPointF(row.width() / 2, row.height() / 2)).toPoint()
    QTest.mousePress(
        visitor.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
    )
    before = titles(visitor)
    visitor.kiosk.find.words = "belajar"  # the answer comes while the finger is down
    visitor.settle()
    assert titles(visitor) == before
    QTest.mouseRelease(
        visitor.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
    )
    visitor.settle()
    assert visitor.text("record-title") == "Siti Nurbaya: kasih tak sampai"
    assert titles(visitor)[0].startswith("Belajar")


def test_a_letter_more_changes_the_rows_in_place(visitor: Visitor) -> None:
    search(visitor, "bel")
    first = visitor.sees("hit-0")
    visitor.type("a")
    assert visitor.sees("hit-0") is first


def test_a_title_that_a_sync_took_away_or_that_cannot_be_read_is_told(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(visitor, "siti nur")
    with database.write() as connection:
        connection.execute(delete(bib).where(bib.c.title.startswith("Siti Nurbaya")))
    visitor.tap("hit-0")
    assert "no longer in the catalogue" in visitor.text("record-title")

    def fail(_self: CatalogueSearch, _id: int) -> None:
        raise StoreError("The disk is gone.", "Repair it.")

    visitor.tap("back")
    monkeypatch.setattr(CatalogueSearch, "record", fail)
    visitor.tap("hit-0")
    assert "went wrong" in visitor.text("record-title")
    assert visitor.sees("back")


def test_a_series_leads_to_its_titles(visitor: Visitor, database: Database) -> None:
    hold(
        database,
        BibliographicRecord("s1", "Akar", series="Seri sungai ; 1"),
        BibliographicRecord("s2", "Muara", series="Seri sungai ; 2"),
    )
    search(visitor, "akar")
    visitor.tap("hit-0")
    assert visitor.text("link-0") == "Series: Seri sungai"
    visitor.tap("link-0")
    assert set(titles(visitor)) == {"Akar", "Muara"}


def test_typing_never_waits_for_a_search_and_ends_the_one_before(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, cancel = CatalogueSearch.search, CatalogueSearch.cancel
    threads: set[int] = set()
    ended: list[str] = []

    def noted(self: CatalogueSearch, query: Query, limit: int) -> Results:
        threads.add(get_ident())
        return plain(self, query, limit)

    def ending(self: CatalogueSearch) -> None:
        ended.append(visitor.kiosk.find.words)
        cancel(self)

    monkeypatch.setattr(CatalogueSearch, "search", noted)
    monkeypatch.setattr(CatalogueSearch, "cancel", ending)
    search(visitor, "sit")
    visitor.type("i")
    assert get_ident() not in threads
    assert ended[-1] == "siti"
    assert titles(visitor)


def test_the_first_of_how_many_is_told(visitor: Visitor) -> None:
    search(visitor, "a")
    total = visitor.kiosk.catalogue.facets(Query("a")).total
    assert total > 10
    here = visitor.kiosk.catalogue.facets(Query("a"), "pusat").here
    assert 0 < here < total
    assert visitor.text("search-summary") == f"{total} titles, {here} of them here now"


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ("missing", "Missing from shelf"),
        ("missing missing", "Missing from shelf"),
        ("reference", "Read here only"),
        ("on_loan", "On loan"),
        ("on_loan missing", "On loan"),
        ("on_loan reference", "Read here only"),
        ("on_loan unknown", "Ask the staff"),
        ("unknown", "Ask the staff"),
        ("missing reference available", "Here now"),
    ],
)
def test_the_words_for_a_title_are_those_of_its_best_copy(
    visitor: Visitor, database: Database, statuses: str, words: str
) -> None:
    copies = tuple(Item("pusat", status=ItemStatus(status)) for status in statuses.split())
    hold(database, BibliographicRecord("one", "Xylophones", items=copies))
    search(visitor, "xylophones")
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert row.availability == words
    assert name_of(visitor.sees("hit-0")).startswith(f"Xylophones, {words}, ")
    visitor.tap("hit-0")
    assert name_of(visitor.sees("record-band")).startswith(words)


def test_an_article_leads_to_its_magazine(visitor: Visitor, database: Database) -> None:
    host = HostItem("Xylofoon", "Vol. 3, p. 5-9")
    hold(
        database,
        BibliographicRecord("article", "Wooden bars", format=Format.ARTICLE, host=host),
        BibliographicRecord("magazine", "Xylofoon", format=Format.SERIAL),
    )
    search(visitor, "wooden bars")
    visitor.tap("hit-0")
    facts = {fact.label: fact.value for fact in visitor.kiosk.find.record.facts.shown_rows()}
    assert facts["Part of"] == "Xylofoon, Vol. 3, p. 5-9"
    visitor.tap("link-0")
    assert titles(visitor) == ["Xylofoon"]


def test_a_title_without_names_tells_who_is_responsible(
    visitor: Visitor, database: Database
) -> None:
    hold(database, BibliographicRecord("one", "Xylophones", statement="Suharsimi Arikunto"))
    search(visitor, "suharsimi")
    (row,) = visitor.kiosk.find.rows.shown_rows()
    assert row.author == "Suharsimi Arikunto"
    assert row.author in row.byline
    visitor.tap("hit-0")
    assert "Suharsimi Arikunto" in visitor.kiosk.find.record.byline
