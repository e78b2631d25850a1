"""Filters as chips, by tap, by key and by ear, and the ways on from a search without results."""

from datetime import timedelta

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, Look, Visitor
from tests.journeys.conftest import NOW, Listener, Open
from tests.journeys.keys import ENTER, ESCAPE, choose, focused, go_to
from tests.journeys.screen_checks import SLACK, check, clip_of, name_of, rect
from tests.journeys.searching import hold, read_copies, search, titles


def is_in_sight(item: QQuickItem) -> bool:
    """Return True if the pane around ``item`` shows all of it."""
    pane = clip_of(item)
    assert pane is not None
    return rect(pane).adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(rect(item))


def test_one_tap_shows_only_what_is_here_and_one_tap_all_again(visitor: Visitor) -> None:
    search(visitor, "masaka")
    every = titles(visitor)
    visitor.tap("available-yes")
    rows = visitor.kiosk.find.rows.shown_rows()
    assert rows
    assert all(row.good for row in rows)
    assert len(rows) < len(every)
    visitor.tap("available-yes")
    assert titles(visitor) == every


def test_a_chosen_filter_is_a_chip_with_its_name(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("filter-language")
    visitor.tap("choice-language-zh")
    visitor.tap("filter-language")
    visitor.tap("choice-language-ar")
    assert not visitor.sees("choice-language-ar")
    assert [visitor.text(f"language-{code}") for code in ("zh", "ar")] == ["Chinese", "Arabic"]
    assert {row.titleLanguage for row in visitor.kiosk.find.rows.shown_rows()} == {"zh", "ar"}
    visitor.tap("language-ar")
    assert not visitor.sees("language-ar")
    assert {row.titleLanguage for row in visitor.kiosk.find.rows.shown_rows()} == {"zh"}


def test_here_means_a_branch_that_was_chosen(visitor: Visitor, database: Database) -> None:
    copies = (Item("pusat", status=ItemStatus.ON_LOAN), Item("timur", status=ItemStatus.AVAILABLE))
    hold(database, BibliographicRecord("one", "Xylophones", items=copies))
    search(visitor, "xylophones")
    visitor.tap("available-yes")
    assert visitor.text("available-yes") == "Available here"
    assert titles(visitor) == []
    visitor.tap("filter-branch")
    visitor.tap("choice-branch-timur")
    assert visitor.text("available-yes") == "Available now"
    assert titles(visitor) == ["Xylophones"]


def test_the_filter_promises_nothing_about_copies_read_long_ago(
    visitor: Visitor, database: Database
) -> None:
    copies = Item("pusat", status=ItemStatus.AVAILABLE)
    hold(database, BibliographicRecord("one", "Xylophones", items=(copies,)))
    read_copies(database, NOW - timedelta(days=2))
    search(visitor, "xylophones")
    assert visitor.text("available-yes") == "Should be here"
    visitor.tap("available-yes")
    assert titles(visitor) == ["Xylophones"]
    assert [row.good for row in visitor.kiosk.find.rows.shown_rows()] == [False]
    assert "here now" not in visitor.kiosk.find.summary


def test_by_key_the_focus_stays_at_the_filter(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    choose(visitor, "filter-format")
    go_to(visitor, "choice-format-video")
    visitor.key(ENTER)
    assert focused(visitor) in ("filter-format", "format-video")
    assert visitor.sees("format-video")
    assert {row.formatName for row in visitor.kiosk.find.rows.shown_rows()} == {"Film"}
    choose(visitor, "format-video")
    assert not visitor.sees("format-video")
    assert focused(visitor)


def test_by_ear_a_filter_is_chosen_and_its_effect_is_told(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("masaka")
    go_to(visitor, "available-yes")
    visitor.settle(1200)
    listening.since()
    visitor.key(ENTER)
    visitor.settle(1200)
    said = listening.since()
    assert "chosen" in said
    assert "6 titles, here now" in said


def test_a_filter_that_hides_everything_is_named_and_removed(visitor: Visitor) -> None:
    search(visitor, "masak")
    visitor.tap("filter-language")
    visitor.tap("choice-language-id")
    visitor.clear("search-words")
    visitor.type("红楼梦")
    assert visitor.text("search-summary") == "Nothing with these filters."
    assert visitor.text("way-on-0") == "Remove “Indonesian”"
    visitor.tap("way-on-0")
    assert "红楼梦" in titles(visitor)
    assert not visitor.sees("way-on-0")


def test_other_branches_are_one_tap_away(visitor: Visitor, database: Database) -> None:
    hold(
        database,
        BibliographicRecord("x", "Xylophones", items=(Item("timur", status=ItemStatus.AVAILABLE),)),
    )
    search(visitor, "xylophones")
    visitor.tap("available-yes")
    ways = {row.kind: n for n, row in enumerate(visitor.kiosk.find.waysOn.shown_rows())}
    assert visitor.text(f"way-on-{ways['branches']}") == "Search in all branches"
    visitor.tap(f"way-on-{ways['branches']}")
    assert titles(visitor) == ["Xylophones"]


def test_only_filters_that_hide_titles_are_offered_to_be_removed(
    visitor: Visitor, database: Database
) -> None:
    hold(database, BibliographicRecord("x", "Xylophones", year=1984, language="en"))
    search(visitor, "xylophones")
    for facet, value in (("language", "zh"), ("year", "1980")):
        visitor.kiosk.find.toggle(facet, value)
        visitor.settle()
    assert visitor.text("search-summary") == "Nothing with these filters."
    assert [row.text for row in visitor.kiosk.find.waysOn.shown_rows()] == ["Remove “Chinese”"]
    visitor.kiosk.find.toggle("year", "1980")
    visitor.kiosk.find.toggle("year", "1990")
    visitor.settle()
    assert visitor.text("way-on-0") == "Remove all filters"
    visitor.tap("way-on-0")
    assert titles(visitor) == ["Xylophones"]


def test_words_that_name_an_author_lead_to_the_titles_of_that_author(
    visitor: Visitor, database: Database
) -> None:
    hold(database, BibliographicRecord("x", "Xylophones", ("Quillfeather, Ada",)))
    search(visitor, "quillfeather harpsichords")
    assert visitor.text("search-summary") == "Not found: “harpsichords”. Closest matches:"
    assert visitor.text("way-on-0") == "Titles by Ada Quillfeather"
    visitor.tap("way-on-0")
    assert titles(visitor) == ["Xylophones"]


def test_of_many_words_one_is_enough(visitor: Visitor) -> None:
    search(visitor, "belajar qqxqq")
    ways = [row.text for row in visitor.kiosk.find.waysOn.shown_rows()]
    assert "Only “belajar”" in ways
    visitor.tap(f"way-on-{ways.index('Only “belajar”')}")
    assert visitor.text("search-words") == "belajar"
    assert titles(visitor)


def test_nothing_found_leads_to_the_list_and_to_new_titles(visitor: Visitor) -> None:
    search(visitor, "qqqqqq")
    assert visitor.text("search-summary") == "We do not have “qqqqqq”."
    assert visitor.sees("new-0")
    assert visitor.sees("subject-0")
    visitor.tap("nothing-ask")
    assert not visitor.sees("search-words")
    visitor.tap("back")
    visitor.tap("browse-near")
    assert visitor.text("browse-start") == "qqqqqq"
    visitor.tap("clear-start")
    assert visitor.sees("heading-0")


def test_before_anything_is_typed_there_are_new_titles_and_subjects(visitor: Visitor) -> None:
    visitor.tap("door-find")
    title = visitor.text("new-0")
    visitor.tap("new-0")
    assert visitor.text("record-title") == title
    visitor.tap("back")
    subject = visitor.text("subject-0")
    visitor.tap("subject-0")
    assert visitor.text("search-words") == subject
    assert titles(visitor)
    assert not visitor.sees("subject-0")


def test_in_landscape_list_and_title_are_side_by_side(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"), LANDSCAPE)
    search(visitor, "masak")
    assert visitor.text("record-title") == titles(visitor)[0]
    visitor.tap("hit-1")
    assert visitor.text("record-title") == titles(visitor)[1]
    assert visitor.sees("hit-0")
    check(visitor, "side by side")


def test_in_landscape_a_key_leads_to_the_title_and_back_to_its_row(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"), LANDSCAPE)
    choose(visitor, "door-find")
    visitor.type("masak")
    choose(visitor, "hit-1")
    assert focused(visitor) == "record-title"
    visitor.key(ESCAPE)
    assert focused(visitor) == "hit-1"
    visitor.key(ESCAPE)
    assert visitor.sees("door-find")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768), (1024, 768)])
def test_whether_a_title_is_here_is_in_sight_at_300_percent(
    open_kiosk: Open, language: str, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=300), size)
    search(visitor, "masak")
    visitor.tap("hit-0")
    row = visitor.kiosk.find.rows.shown_rows()[0]
    shown = [band for name in ("record-band", "record-call-number") if (band := visitor.sees(name))]
    words = " ".join(name_of(band) or band.property("text") for band in shown)
    assert row.availability in words
    assert row.callNumber in words
    for band in shown:
        assert is_in_sight(band), band.objectName()
