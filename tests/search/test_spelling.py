"""Spelling suggestions for words that are in no title."""

import random

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.search.vocabulary import Vocabulary
from kiosk.services.catalogue.catalogue_search import Query

TITLES = (
    BibliographicRecord("hobbit", "The hobbit", ("Tolkien, J. R. R.",), 1937, "en"),
    BibliographicRecord("rings", "The lord of the rings", ("Tolkien, J. R. R.",), 1954, "en"),
    BibliographicRecord("pelangi", "Laskar pelangi", ("Hirata, Andrea",), 2005, "id"),
    BibliographicRecord("war", "War and peace", ("Tolstoy, Leo",), 1869, "en"),
)


@pytest.fixture
def held(library: SearchLibrary) -> SearchLibrary:
    library.hold(*TITLES)
    return library


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("tolkein", "tolkien", "rings"),
        ("hobit", "hobbit", "hobbit"),
        ("lasker", "laskar", "pelangi"),
        ("palengi", "pelangi", "pelangi"),
        ("laskar palangi", "laskar pelangi", "pelangi"),
        ("tolsyot", "tolstoy", "war"),
    ],
)
def test_a_misspelt_query_finds_the_intended_title(
    held: SearchLibrary, typed: str, meant: str, first: str
) -> None:
    results = held.find.search(Query(typed))
    assert results.suggestion == meant
    assert results.hits[0].source_id == first
    assert results.corrected
    assert not results.partial


@pytest.mark.parametrize("typed", ["hobbit", "hob", "tolk", "zzzzzz", "", "12345", "?!"])
def test_correct_and_hopeless_queries_get_no_suggestion(held: SearchLibrary, typed: str) -> None:
    assert held.find.search(Query(typed)).suggestion == ""


def test_the_similar_word_that_any_title_has_is_preferred(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("1", "Green house"),
        *(BibliographicRecord(f"m{n}", "Mouse") for n in range(5)),
    )
    assert library.find.search(Query("green houssse")).suggestion == "green house"


def test_a_new_word_is_known_at_once_and_a_lost_one_is_not_suggested(held: SearchLibrary) -> None:
    held.find.search(Query("hobit"))
    held.hold(BibliographicRecord("new", "Silmarillion"))
    assert held.find.search(Query("silmarilion")).suggestion == "silmarillion"
    held.drop("new")
    assert held.find.search(Query("silmarilion")).hits == ()


def test_two_edits_anywhere_in_a_word_are_corrected(library: SearchLibrary) -> None:
    rng = random.Random(5)
    words = ["".join(rng.choices("abdegiklmnoprstu", k=rng.randint(6, 10))) for _ in range(200)]
    library.hold(*(BibliographicRecord(w, w) for w in words))
    vocabulary = Vocabulary()
    with library.database.read() as connection:
        for word in words:
            at = rng.randrange(len(word) - 2)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            slipped = swapped[:-1] + rng.choice("vwxyz")
            assert word in dict(vocabulary.find_similar(connection, slipped))


def test_a_missing_letter_is_likelier_than_another_word(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("potter", "The harry potter companion", ("Rowling, J. K.",)),
        *(BibliographicRecord(f"p{n}", "Power", ("Harry, Paul",)) for n in range(5)),
    )
    assert library.find.search(Query("harry poter")).suggestion == "harry potter"
    assert library.find.search(Query("poter")).suggestion == "potter"


def test_among_equally_similar_words_most_titles_win(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("1", "Green mouse"),
        *(BibliographicRecord(f"h{n}", "Green house") for n in range(3)),
        *(BibliographicRecord(f"m{n}", "Mouse") for n in range(9)),
    )
    assert library.find.search(Query("green zouse")).suggestion == "green house"


def test_arabic_titles_that_sound_alike_do_not_hide_a_suggestion(held: SearchLibrary) -> None:
    held.hold(BibliographicRecord("ar", "هيبتا", language="ar"))
    results = held.find.search(Query("hobit"))
    assert (results.suggestion, results.corrected) == ("hobbit", False)
    assert [hit.source_id for hit in results.hits] == ["ar"]
    assert held.find.search(Query("hibta")).hits


def test_an_old_spelling_is_not_corrected(library: SearchLibrary) -> None:
    library.hold(BibliographicRecord("1", "Buku cerita"), BibliographicRecord("2", "Doeloe"))
    assert library.find.search(Query("boekoe doeloe")).suggestion == ""


def test_facets_follow_the_suggestion(held: SearchLibrary) -> None:
    facets = held.find.facets(Query("tolkein"))
    assert facets.total == 2
    assert [choice.value for choice in facets.languages] == ["en"]


def test_a_slip_that_is_a_word_is_suggested_but_not_corrected(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("eyre", "Jane Eyre", ("Bronte, Charlotte",)),
        BibliographicRecord("other", "A day in Ayre"),
    )
    results = library.find.search(Query("jane ayre"))
    assert (results.suggestion, results.corrected, results.partial) == ("jane eyre", False, True)
    assert library.find.search(Query("day charlotte")).suggestion == ""


def test_arabic_queries_get_no_suggestion(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("1", "كتاب الحيوان", language="ar"),
        BibliographicRecord("2", "كتاب الحيران", language="ar"),
    )
    for words in ("كتاب الحيوان", "kitab hayawan"):
        assert library.find.search(Query(words)).suggestion == "", words
