"""The search as the screens call it: in threads, interrupting stale queries."""

import sys
import threading
from pathlib import Path

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.services.catalogue.catalogue_search import Facets, Query, SearchCancelled

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from synthetic import records

_COUNT = 3000


@pytest.fixture(scope="module")
def large_library(tmp_path_factory: pytest.TempPathFactory) -> SearchLibrary:
    """Return a catalogue of some thousand titles."""
    library = SearchLibrary(tmp_path_factory.mktemp("town"))
    library.hold(*records(_COUNT))
    return library


def test_one_word_and_a_three_letter_prefix_find_the_title(large_library: SearchLibrary) -> None:
    titles = list(records(_COUNT))[::10]
    found = 0
    for record in titles:
        first, second = record.title.split()[:2]
        found += record.source_id in large_library.found(f"{first} {second[:3]}")
    assert found / len(titles) >= 0.95


def test_each_further_letter_still_finds_the_title(large_library: SearchLibrary) -> None:
    for record in list(records(_COUNT))[::100]:
        shown = [
            record.source_id in large_library.found(record.title[:end])
            for end in range(1, len(record.title) + 1)
        ]
        assert shown[-1], record.title
        assert sorted(shown) == shown, record.title


def test_an_unknown_id_has_no_record(library: SearchLibrary) -> None:
    assert library.find.record(1) is None
    library.hold(BibliographicRecord("1", "Short-lived"))
    (hit,) = library.find.search(Query("short")).hits
    library.drop("1")
    assert library.find.record(hit.id) is None


def test_cancel_interrupts_a_running_count_but_not_the_next(large_library: SearchLibrary) -> None:
    cut = threading.Event()

    def count_until_cut() -> None:
        try:
            while True:
                large_library.find.facets(Query("s"))
        except SearchCancelled:
            cut.set()

    worker = threading.Thread(target=count_until_cut, daemon=True)
    worker.start()
    for _ in range(20_000):
        if not worker.is_alive():
            break
        large_library.find.cancel()
        worker.join(0.001)
    assert cut.is_set()
    assert large_library.find.facets(Query("s")) != Facets()


def test_searches_continue_while_another_thread_writes(library: SearchLibrary) -> None:
    library.hold(BibliographicRecord("1", "Steady"))
    with library.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM bib")
        assert library.found("steady") == ["1"]
    assert library.found("steady") == []
