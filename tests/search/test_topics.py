"""Topics and ages, by which visitors find titles without spelling."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.records import BibliographicRecord, Format, Item
from kiosk.domain.topics import TOPICS, classes_of
from kiosk.search import index
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query, SortOrder
from kiosk.store import catalogue
from kiosk.store.database import Database

SHELVES = {
    "Cooking rice": ("641.59598 CHA r", "Adult shelves"),
    "The cat and the moon": ("JF 813 KAR c", "Children's shelves"),
    "Cats": ("636.8 KAR c", "Children's shelves, level 1"),
    "Prayer": ("2X4.1 HAS p", "Rak dewasa, lantai 2"),
    "Poems": ("899.221 CHA p", "Adult shelves"),
    "Databases": ("QA76.9 .D3 C67", "Adult shelves"),
    "Grammar": ("811.111'36 SWA", "Adult shelves"),
    "Topology": ("QA 611 .M8", "Adult shelves"),
    "A yearbook": ("2019", ""),
}


@pytest.fixture
def search(tmp_path: Path) -> Iterator[CatalogueSearch]:
    records = [
        BibliographicRecord(
            title, title, format=Format.BOOK, language="en", items=(Item("main", shelf, number),)
        )
        for title, (number, shelf) in SHELVES.items()
    ]
    database = Database(tmp_path)
    batch = [(catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in records]
    with database.write() as connection:
        index.update(connection, catalogue.save_records(connection, "test", batch).ids)
    yield CatalogueSearch(database)
    database.close()


def hold(database: Database, title: str, call_number: str) -> None:
    copy = Item("main", "", call_number)
    record = BibliographicRecord(title, title, format=Format.BOOK, language="en", items=(copy,))
    key = catalogue.RecordKey(title, 0)
    with database.write() as connection:
        saved = catalogue.save_records(
            connection, title, [(key, catalogue.content_digest(record), record)]
        )
        index.update(connection, saved.ids)


def titles(search: CatalogueSearch, query: Query) -> set[str]:
    found = {hit.title for hit in search.search(query).hits}
    assert search.facets(query).total == len(found), "the facets count what is shown"
    return found


def topic(*codes: str, **more: object) -> Query:
    return Query(topics=frozenset(codes), **more)  # type: ignore[arg-type]


def test_a_topic_finds_the_titles_with_its_classes(search: CatalogueSearch) -> None:
    assert titles(search, topic("cooking")) == {"Cooking rice"}
    assert titles(search, topic("animals")) == {"Cats"}
    assert titles(search, topic("stories")) == {"The cat and the moon", "Poems"}
    assert titles(search, topic("cooking", "animals")) == {"Cooking rice", "Cats"}


def test_decimals_years_and_the_library_of_congress_are_no_dewey_classes(
    search: CatalogueSearch,
) -> None:
    assert titles(search, topic("religion")) == {"Prayer"}, "not the 221 of 899.221, nor 2019"
    assert titles(search, topic("health")) == set(), "not QA 611"


def test_ages_follow_the_shelves(search: CatalogueSearch) -> None:
    children = frozenset({"children"})
    assert titles(search, Query(ages=children)) == {"Cats", "The cat and the moon"}
    assert titles(search, topic("stories", ages=children)) == {"The cat and the moon"}


@pytest.mark.parametrize("order", SortOrder)
def test_words_and_topics_narrow_each_other(search: CatalogueSearch, order: SortOrder) -> None:
    assert titles(search, topic("animals", words="cat", order=order)) == {"Cats"}
    result = search.search(topic("cooking", words="cats", order=order))
    assert result.hidden and not result.hits
    assert search.facets(topic("cooking", words="cats")).total == 0


def test_only_topics_and_ages_with_titles_are_counted(search: CatalogueSearch) -> None:
    assert search.topics() == {
        "computers": 1, "religion": 1, "languages": 1, "nature": 1, "animals": 1, "cooking": 1,
        "stories": 2, "children": 2, "adults": 6,
    }  # fmt: skip


def test_the_counts_are_kept_until_the_catalogue_changes(tmp_path: Path) -> None:
    database = Database(tmp_path)
    search = CatalogueSearch(database)
    assert search.topics() == {}
    hold(database, "A soup", "641.8 SOU")
    first = search.topics()
    assert first == {"cooking": 1}
    assert search.topics() is first
    hold(database, "Nourishing", "TX353 .S7")
    hold(database, "A pie", "TX773 .P5")
    assert search.topics() == {"cooking": 2}, "TX353 is about nutrition"
    database.close()


def test_no_visitor_can_type_a_mark(search: CatalogueSearch) -> None:
    for typed in ("\ue000children", "children", "\ue000813"):
        assert "Cats" not in {hit.title for hit in search.search(Query(words=typed)).hits}


def test_a_class_belongs_to_one_topic() -> None:
    every = [number for each in TOPICS for number in each.classes]
    assert len(every) == len(set(every))
    assert classes_of(["unknown"]) == frozenset()
