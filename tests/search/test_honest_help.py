"""Searches for what the library does not have: nothing is corrected into something else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.resources import assets
from kiosk.search.text.normalise import index_tokens
from kiosk.search.words.known_words import is_acronym, is_known
from kiosk.services.catalogue.catalogue_search import Query, Results, Scope
from kiosk.services.imports.import_files import import_paths

ABSENT = [
    line.split("\t")[1]
    for line in Path(__file__).with_name("absent.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
BEGUN = (4, 6, 9, 13)  # letters


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchLibrary]:
    opened = SearchLibrary(tmp_path_factory.mktemp("demo"))
    import_paths(opened.database, [assets() / "demo/catalogue.xml"])
    yield opened
    opened.close()


def _is_held(results: Results) -> bool:
    return bool(results.hits) and not results.altered


@pytest.mark.parametrize("typed", ABSENT)
def test_nothing_absent_is_corrected(demo: SearchLibrary, typed: str) -> None:
    results = demo.find.search(Query(typed))
    assert (results.suggestion, results.corrected) == ("", False)


def test_nothing_absent_is_corrected_while_it_is_typed(demo: SearchLibrary) -> None:
    begun = {typed[:length] for typed in ABSENT for length in BEGUN if length < len(typed)}
    suggested = {words: demo.find.search(Query(words), 1).suggestion for words in begun}
    assert {words: other for words, other in suggested.items() if other} == {}


@pytest.mark.parametrize("typed", ABSENT)
def test_what_is_offered_instead_finds_titles(demo: SearchLibrary, typed: str) -> None:
    offered = demo.find.search(Query(typed)).fallback
    assert not set(offered.missing) & set(offered.alone)
    for words in offered.alone:
        assert _is_held(demo.find.search(Query(words), 1)), words
    for scope, headings in ((Scope.AUTHORS, offered.authors), (Scope.SUBJECTS, offered.subjects)):
        for heading in headings:
            assert _is_held(demo.find.search(Query(heading, scope=scope), 1)), heading


@pytest.mark.parametrize("language", ["ar", "en", "es", "fa", "fr", "id", "jv", "ms"])
def test_everyday_words_of_each_language_are_known(language: str) -> None:
    words = {
        "ar": "مرض ملك كتاب",
        "en": "harry illness mockingbird",
        "es": "soledad gripe quijote",
        "fa": "فشار خون دیوان",
        "fr": "petit grossesse recettes",
        "id": "pelangi kencing cantik",
        "jv": "basa wonten inggih",
        "ms": "hikayat resipi ombak",
    }
    assert [each for each in words[language].split() if not is_known(index_tokens(each)[0])] == []


@pytest.mark.parametrize("typed", ["pelamgi", "frankentein", "memkbaac", "indonseia", "kiucnig"])
def test_slips_are_not_known(typed: str) -> None:
    assert not is_known(typed)


@pytest.mark.parametrize(
    ("word", "query", "is_one"),
    [
        ("UMKM", "pajak UMKM", True),
        ("BPJS", "BPJS", True),
        ("bpjs", "bpjs kesehatan", True),
        ("POTER", "HARRY POTER", False),
        ("PALANGI", "PALANGI", False),
        ("poter", "harry poter", False),
        ("Poter", "Harry Poter", False),
    ],
)
def test_acronyms_are_told_by_their_capitals(word: str, query: str, is_one: bool) -> None:
    assert is_acronym(word, query) is is_one


def test_a_whole_correction_must_be_found(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("1", "Laskar Pelangi"), BibliographicRecord("2", "Sungai Mahakam")
    )
    assert library.find.search(Query("laskarr palangi")).suggestion == "laskar pelangi"
    results = library.find.search(Query("laskarr mahakan"))
    assert (results.suggestion, results.hits) == ("", ())


def test_a_correction_is_found_with_the_chosen_filters_or_said_to_be_hidden(
    library: SearchLibrary,
) -> None:
    library.hold(
        BibliographicRecord("1", "Laskar Pelangi", language="id"),
        BibliographicRecord("2", "Rainbow troops", language="en"),
    )
    results = library.find.search(Query("pelamgi", languages=frozenset({"en"})))
    assert (results.hits, results.hidden, results.suggestion) == ((), True, "")


def test_words_that_are_found_alone_are_told_from_those_in_no_title(
    library: SearchLibrary,
) -> None:
    library.hold(
        BibliographicRecord("1", "Resep manis", subjects=("Kue",)),
        BibliographicRecord("2", "Edensor", ("Hirata, Andrea",), language="id"),
    )
    fallback = library.find.search(Query("kencing manis")).fallback
    assert (fallback.missing, fallback.alone) == (("kencing",), ("manis",))
    fallback = library.find.search(Query("kencing manis", languages=frozenset({"id"}))).fallback
    assert fallback.alone == (), "with this filter the word finds nothing"
    for typed in ("andrea hirata xylophon", "xylophon Hirata Andrea"):
        assert library.find.search(Query(typed)).fallback.authors == ("Hirata, Andrea",)
    for typed in ("hirata xylophon", "Xylophon Hirata"):
        assert library.find.search(Query(typed)).fallback.authors == ("Hirata, Andrea",)
    assert library.find.search(Query("kue xylophon")).fallback.subjects == ("Kue",)
    library.drop("1")
    assert library.find.search(Query("kue xylophon")).fallback.subjects == ()


def test_an_everyday_word_is_no_surname(library: SearchLibrary) -> None:
    library.hold(BibliographicRecord("1", "Spells", ("Harry, Paul",)))
    assert library.find.search(Query("harry quidditch")).fallback.authors == ()
    assert library.find.search(Query("paul harry quidditch")).fallback.authors == ("Harry, Paul",)


def test_every_subject_that_is_offered_has_titles(demo: SearchLibrary) -> None:
    offered = [each.text for each in demo.find.frequent_subjects("id", 1000)]
    assert offered
    empty = [
        each
        for each in offered
        if not _is_held(demo.find.search(Query(each, scope=Scope.SUBJECTS), 1))
    ]
    assert empty == []


@pytest.mark.parametrize("typed", ["", "s", "siti", "siti n", "laskar p", "memasak", "كت", "hong"])
def test_every_letter_and_word_that_is_offered_has_titles(demo: SearchLibrary, typed: str) -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    begun = [typed + letter for letter in demo.find.next_letters(Query(typed), alphabet)]
    words = demo.find.keypad_words(Query(typed), "74", alphabet)
    begun += [f"{typed} {word}".strip() for word in words]
    assert [each for each in begun if not demo.find.search(Query(each), 1).hits] == []


def test_titles_that_only_sound_alike_are_not_called_found(library: SearchLibrary) -> None:
    library.hold(BibliographicRecord("1", "أغاني الأطفال", language="ar"))
    results = library.find.search(Query("toefl"))
    assert (results.by_sound, len(results.hits)) == (True, 1)
    assert not library.find.search(Query("أغاني")).by_sound
