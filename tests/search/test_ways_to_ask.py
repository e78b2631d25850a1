"""Titles are found however a visitor asks for them and writes their words."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.search.query import parse_query
from kiosk.search.text.number_words import DIGITS_OF, WORDS_OF
from kiosk.search.text.requests import strip_request

SHELF = (
    BibliographicRecord("sea", "Pulang ke Laut", ("Chudori, Leila S.",), 2012, "id"),
    BibliographicRecord("hobbit", "The Hobbit", ("Tolkien, J. R. R.",), 1937, "en"),
    BibliographicRecord("weary", "Belenggu", ("N.H. Dini",), 1940, "id"),
    BibliographicRecord("waves", "Aku Ini Binatang Jalang", ("W. S. Indra",), 1986, "id"),
    BibliographicRecord("typed", "Angin Timur", ("AA Navis",), 1955, "id"),
    BibliographicRecord("pride", "Pride & Prejudice", ("Austen, Jane",), 1813, "en"),
    BibliographicRecord("rice", "Padi & Kapas", (), 1999, "id"),
    BibliographicRecord("rouge", "Le Rouge & le Noir", (), 1830, "fr"),
    BibliographicRecord("moths", "Laba2 di Malam Hari", (), 1961, "id"),
    BibliographicRecord("moths new", "Laba-laba Raksasa", (), 2010, "id"),
    BibliographicRecord("seven", "7 Ksatria", (), 2001, "id"),
    BibliographicRecord("nine", "Sembilan Mimpi", (), 2005, "id"),
    BibliographicRecord("years", "Twenty-one Winters", (), 2008, "en"),
    BibliographicRecord("post", "Guide to E-commerce", (), 2015, "en"),
    BibliographicRecord("post joined", "Ecommerce Law", (), 2018, "en"),
    BibliographicRecord("eye", "Belajar Fotografi dari Mata Hari", (), 2003, "id"),
    BibliographicRecord("web", "Designing a Database", (), 1999, "en"),
    BibliographicRecord("hadis", "Ilmu Hadis", (), 2000, "id"),
    BibliographicRecord("hadits", "Kumpulan Hadits", (), 2004, "id"),
    BibliographicRecord("permit", "Tata Cara Izin Usaha", (), 2011, "id"),
    BibliographicRecord("colour", "Colour and Light", (), 2010, "en"),
    BibliographicRecord("her", "Her", (), 2014, "en"),
    BibliographicRecord("cat", "The Cat in the Garden", (), 1990, "en"),
    BibliographicRecord("cattle", "Cattle of Java", (), 2020, "en"),
    BibliographicRecord("catalan", "Catalan Grammar", (), 2021, "en"),
    BibliographicRecord("jardin", "Le jardin pour tous", (), 2016, "fr"),
    BibliographicRecord("chinese", "中国的历史", (), 2001, "zh"),
    BibliographicRecord("cooking zh", "家常烹饪", (), 2001, "zh"),
    BibliographicRecord("pasar", "Pasar Malam", (), 1995, "id"),
    BibliographicRecord("boat", "Ayu di Laut Jauh", (), 1995, "id"),
    BibliographicRecord("request", "Do You Have a Dragon", (), 1995, "en"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchLibrary]:
    opened = SearchLibrary(tmp_path_factory.mktemp("ways"))
    opened.hold(*SHELF)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("do you have the hobbit", "hobbit"),
        ("looking for a book called the hobbit please", "hobbit"),
        ("do you have a dragon", "request"),  # words of a request, and a title
        ("do you have her", "her"),
        ("saya mau pinjam buku pasar malam", "pasar"),
        ("cari buku yang judulnya belenggu", "weary"),
        ("ada pasar malam nggak", "pasar"),
        ("saya nak cari buku belenggu ada tak", "weary"),
        ("aku golek buku belenggu", "weary"),
        ("avez-vous le rouge et le noir", "rouge"),
        ("busco un libro de tolkien", "hobbit"),
        ("我想找烹饪的书", "cooking zh"),
        ("请问有没有关于烹饪的书吗", "cooking zh"),
        ("pride & prejudice", "pride"),
        ("pride and prejudice", "pride"),
        ("padi dan kapas", "rice"),
        ("le rouge et le noir", "rouge"),
        ("jrr tolkien", "hobbit"),
        ("tolkien jrr", "hobbit"),
        ("nh dini", "weary"),
        ("n h dini", "weary"),
        ("ws indra", "waves"),
        ("a a navis", "typed"),
        ("matahari", "eye"),
        ("pasarmalam", "pasar"),
        ("data base", "web"),
        ("tujuh ksatria", "seven"),
        ("9 mimpi", "nine"),
        ("21 winters", "years"),
        ("color and light", "colour"),
        ("ijin usaha", "permit"),
        ("her", "her"),
        ("aju di laut djauh", "boat"),  # a short word beside others in the old spelling
        ("jardin por tous", "jardin"),
    ],
)
def test_a_title_is_found_first(shelf: SearchLibrary, typed: str, name: str) -> None:
    assert shelf.found(typed)[:1] == [name]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("e-commerce", {"post", "post joined"}),
        ("ecommerce", {"post", "post joined"}),
        ("hadis", {"hadis", "hadits"}),
        ("hadits", {"hadis", "hadits"}),
        ("laba2", {"moths", "moths new"}),
        ("laba²", {"moths", "moths new"}),
        ("laba-laba", {"moths", "moths new"}),
    ],
)
def test_both_ways_to_write_are_found(shelf: SearchLibrary, typed: str, names: set[str]) -> None:
    assert names <= set(shelf.found(typed))


def test_a_whole_word_is_before_the_beginning_of_other_words(shelf: SearchLibrary) -> None:
    assert shelf.found("cat") == ["cat", "catalan", "cattle"]
    assert shelf.found("ca")[:2] == ["catalan", "cattle"]


def test_a_whole_word_is_before_many_popular_beginnings(library: SearchLibrary) -> None:
    library.hold(
        *(BibliographicRecord(str(n), f"Cattle farm {n}", year=2020) for n in range(600)),
        BibliographicRecord("old", "My cat", year=1950),
    )
    assert library.found("cat")[0] == "old"


def test_function_words_find_nothing_by_pinyin(shelf: SearchLibrary) -> None:
    assert "chinese" not in shelf.found("recettes de saison")


def test_words_typed_twice_count_twice(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("one", "Notes", summary="rivers bridges tunnels valleys"),
        BibliographicRecord("two", "Notes", summary="harbours bridges tunnels valleys"),
    )
    for word, other, name in (("rivers", "harbours", "one"), ("harbours", "rivers", "two")):
        assert library.found(f"{word} {other} {word} lighthouses")[0] == name


@pytest.mark.parametrize("typed", ["the hobbit", "pasar malam", "红楼梦", "الف ليلة", "", "cari"])
def test_a_title_is_no_request(typed: str) -> None:
    assert strip_request(typed) == ""


@given(st.text(max_size=40))
def test_a_request_is_longer_than_what_is_asked_for(text: str) -> None:
    assert len(strip_request(text)) <= len(text)


def test_each_number_has_its_own_words() -> None:
    for digits, words in WORDS_OF.items():
        for each in words:
            assert DIGITS_OF[tuple(each.split())] == digits
    assert WORDS_OF["47"] == ("forty seven", "empat puluh tujuh")


def test_a_long_question_keeps_all_its_words() -> None:
    assert len(parse_query(" ".join(f"word{n}" for n in range(150))).spellings) == 150
