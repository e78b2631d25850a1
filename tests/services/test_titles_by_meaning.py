"""Titles about the same thing, found by the real model in its own process."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.records import BibliographicRecord, Format
from kiosk.search import index
from kiosk.search.vectors.encoder import is_installed, is_supported
from kiosk.services.catalogue import free_memory, meaning_search
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.catalogue.meaning_search import MeaningSearch, Obstacle, find_obstacle
from kiosk.services.catalogue.related_titles import MOST_RELATED, RelatedTitles
from kiosk.services.upkeep.check_meaning import describe_meaning
from kiosk.settings import Settings
from kiosk.store import catalogue, title_vectors
from kiosk.store.database import Database

needs_model = pytest.mark.skipif(
    not (is_installed() and is_supported()),
    reason="needs the extra “meaning” and a processor with AVX2",
)
_PATIENCE = 120  # seconds, on a very busy machine

TITLES = {
    "Masakan Rumahan Sehari-hari": ("id", ("Masakan Indonesia",)),
    "家常菜一百道": ("zh", ("烹饪",)),
    "Memulai Warung Sendiri": ("id", ("Usaha kecil",)),
    "A Beginner’s Night Sky": ("en", ("Astronomy",)),
    "حقوق المستأجر": ("ar", ("قانون",)),
    "Bermain Bola Voli": ("id", ("Olahraga",)),
    "Hutan Hujan Kalimantan": ("id", ("Alam",)),
    "Grammaire française": ("fr", ("Langue française",)),
}


def hold(database: Database, titles: dict[str, tuple[str, tuple[str, ...]]], name: str) -> None:
    records = [
        BibliographicRecord(str(n), title, language=language, format=Format.BOOK, subjects=subjects)
        for n, (title, (language, subjects)) in enumerate(titles.items())
    ]
    batch = [(catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in records]
    with database.write() as connection:
        index.update(connection, catalogue.save_records(connection, name, batch).ids)


def vectors(database: Database) -> dict[int, bytes]:
    with database.read() as connection:
        return title_vectors.load_vectors(connection, range(1, 100))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(tmp_path_factory.mktemp("meaning"))
    hold(database, TITLES, "test")
    yield database
    database.close()


@pytest.fixture(scope="module")
def meaning(database: Database) -> Iterator[MeaningSearch]:
    """Yield the running process, once it has made the vectors of all titles and loaded them."""
    meaning = MeaningSearch(database.path.parent)
    meaning.start(makes_vectors=True)
    until = time.monotonic() + _PATIENCE
    while len(vectors(database)) < len(TITLES) and time.monotonic() < until:
        time.sleep(0.2)
    while not meaning.nearest("cooking") and time.monotonic() < until:
        time.sleep(0.2)
    yield meaning
    meaning.stop()


@pytest.fixture
def related(database: Database, meaning: MeaningSearch) -> RelatedTitles:
    return RelatedTitles(CatalogueSearch(database), meaning)


def titles(related: RelatedTitles, query: Query, shown: tuple[int, ...] = ()) -> list[str]:
    return [hit.title for hit in related.related(query, shown)]


@needs_model
@pytest.mark.parametrize("words", ["cooking", "memasak", "الطبخ", "烹饪", "recettes de cuisine"])
def test_words_of_any_language_lead_to_the_same_shelf(related: RelatedTitles, words: str) -> None:
    found = titles(related, Query(words))
    assert found[0] in {"Masakan Rumahan Sehari-hari", "家常菜一百道"}
    assert len(found) <= MOST_RELATED


@needs_model
def test_a_question_finds_a_title_that_shares_no_word(related: RelatedTitles) -> None:
    assert titles(related, Query("how to start a business"))[0] == "Memulai Warung Sendiri"


@needs_model
def test_words_without_meaning_find_nothing(related: RelatedTitles) -> None:
    for nonsense in ("asdfgh", "zzzzz", "blorpt"):
        assert titles(related, Query(nonsense)) == []


@needs_model
def test_the_filters_hold_and_a_shown_title_is_left_out(
    related: RelatedTitles, database: Database
) -> None:
    chinese = Query("cooking", languages=frozenset({"zh"}))
    assert set(titles(related, chinese)) == {"家常菜一百道"}
    (hit,) = related.related(chinese, ())
    assert titles(related, chinese, (hit.id,)) == []


@needs_model
def test_they_are_expected_only_after_few_or_poor_results(
    related: RelatedTitles, database: Database
) -> None:
    find = CatalogueSearch(database)
    for words, expected in [("memasak", True), ("12345", False), ("", False), ("a", False)]:
        query = Query(words)
        assert related.expected(query, find.search(query)) is expected, words
    every = Query("菜")
    assert related.expected(every, find.search(every)), "one character is a word"


@needs_model
def test_a_vector_is_made_again_only_if_the_text_of_its_title_changes(
    database: Database, meaning: MeaningSearch
) -> None:
    before = vectors(database)
    changed = dict(TITLES)
    changed["Grammaire française"] = ("en", ("Langue française",))  # only its language
    hold(database, changed, "test")
    assert vectors(database) == before
    del changed["Grammaire française"]
    changed["Menjahit Baju"] = ("id", ("Kerajinan",))
    hold(database, changed, "test")
    assert len(vectors(database)) == len(before) - 1, "the old vector is gone"
    hold(database, TITLES, "test")


def test_nothing_is_expected_while_the_process_does_not_run(tmp_path: Path) -> None:
    database = Database(tmp_path)
    hold(database, TITLES, "test")
    find = CatalogueSearch(database)
    related = RelatedTitles(find, MeaningSearch(tmp_path))
    query = Query("memasak")
    assert not related.expected(query, find.search(query))
    assert related.related(query, ()) == ()
    database.close()


@pytest.mark.parametrize(
    ("name", "obstacle"),
    [("is_installed", Obstacle.NOT_INSTALLED), ("is_supported", Obstacle.OLD_PROCESSOR)],
)
def test_a_machine_that_cannot_run_it_starts_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, obstacle: Obstacle
) -> None:
    monkeypatch.setattr(meaning_search, "is_installed", lambda: True)
    monkeypatch.setattr(meaning_search, name, lambda: False)
    assert find_obstacle() is obstacle
    meaning = MeaningSearch(tmp_path)
    meaning.start(makes_vectors=True)
    meaning.stop()
    assert not meaning.running


@needs_model
def test_doctor_says_that_memory_is_short(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path, search_by_meaning=True)
    works, message, _ = next(describe_meaning(settings, database))
    assert works or "MB of memory" in message
    short = tmp_path / "meminfo"
    short.write_text("MemTotal:        1000000 kB\nMemAvailable:     204800 kB\n")
    monkeypatch.setattr(free_memory, "_MEMORY", short)
    works, message, advice = next(describe_meaning(settings, database))
    assert not works and "200 MB of memory are available" in message and advice
    switched_off = Settings(data_dir=tmp_path, search_by_meaning=False)
    assert list(describe_meaning(switched_off, database)) == []
