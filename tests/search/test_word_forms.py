"""Titles are found by other forms, spellings and scripts of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.search.text import romanisation
from kiosk.search.text.normalise import index_tokens
from kiosk.search.text.variants import query_keys
from kiosk.search.text.word_forms import index_forms, modernise_spelling, query_forms

SHELF = (
    BibliographicRecord("old", "Boekoe tjerita anak-anak", ("Soekarno",), 1930, "id"),
    BibliographicRecord("new", "Buku cerita rakyat", ("Sukarno",), 1999, "id"),
    BibliographicRecord("reading", "Membaca di perpustakaan", (), 1990, "id"),
    BibliographicRecord("poem", "Njanji soenji", ("Amir Hamzah",), 1937, "id"),
    BibliographicRecord("flows", "Flows past heated wings", (), 1955, "en"),
    BibliographicRecord("animals", "كتاب الحيوان", ("الجاحظ",), 1965, "ar"),
    BibliographicRecord("nights", "ألف ليلة وليلة", (), 1990, "ar"),
    BibliographicRecord("chamber", "红楼梦", ("曹雪芹",), 1982, "zh"),
    BibliographicRecord("loi", "Đường về nhà", (), 2001, "vi"),
    BibliographicRecord("green", "绿色女儿国", ("曹雪芹",), 1990, "zh", subjects=("中国",)),
    BibliographicRecord("koran", "القرآن الكريم", (), 1950, "ar"),
    BibliographicRecord("write", "Seni menulis dan pengiriman", (), 1980, "id"),
)


@pytest.fixture
def shelf(library: SearchLibrary) -> SearchLibrary:
    library.hold(*SHELF)
    return library


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("buku cerita", ["new", "old"]),
        ("boekoe tjerita", ["old", "new"]),
        ("sukarno", ["new", "old"]),
        ("soekarno", ["old", "new"]),
        ("nyanyi sunyi", ["poem"]),
        ("baca", ["reading"]),
        ("bacaan", ["reading"]),
        ("pustaka", ["reading"]),
        ("perpustakaan", ["reading"]),
        ("flow wing", ["flows"]),
        ("heating", ["flows"]),
        ("kitab", ["animals"]),
        ("kitab al-hayawan", ["animals"]),
        ("al-jahiz", ["animals"]),
        ("الكِتاب", ["animals"]),
        ("alf layla wa-layla", ["nights"]),
        ("hong lou meng", ["chamber"]),
        ("hongloumeng", ["chamber"]),
        ("honglou m", ["chamber"]),
        ("cao xueqin", ["green", "chamber"]),
        ("caoxueqin", ["green", "chamber"]),
        ("lvse", ["green"]),
        ("luse", ["green"]),
        ("lüse nü er guo", ["green"]),
        ("zhongguo", ["green"]),
        ("alquran", ["koran"]),
        ("tulis", ["write"]),
        ("tulisan kirim", ["write"]),
        ("boek", ["old"]),
        ("tjerit", ["old"]),
        ("duong ve", ["loi"]),
    ],
)
def test_finds(shelf: SearchLibrary, words: str, ids: list[str]) -> None:
    assert shelf.found(words) == ids


def test_an_old_spelling_matches_by_prefix_and_modern_words_are_kept(
    library: SearchLibrary,
) -> None:
    library.hold(
        BibliographicRecord("love", "Cinta", language="id"),
        BibliographicRecord("flood", "Banjir", language="id"),
        BibliographicRecord("many", "Banyak", language="id"),
        BibliographicRecord("poe", "Poems of Poe", language="en"),
        BibliographicRecord("pump", "Pumps", language="en"),
    )
    assert library.found("tjint") == ["love"]
    assert library.found("banj") == ["flood"]
    assert library.found("poem") == library.found("poe") == ["poe"]


def test_other_forms_of_a_word_rank_after_the_word_itself(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("stem", "Baca", language="id", year=2020),
        BibliographicRecord("word", "Membaca", language="id", year=1990),
    )
    assert library.found("membaca") == ["word", "stem"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("boekoe", "buku"), ("tjerita", "cerita"), ("djalan", "jalan"), ("jang", "yang"),
     ("njanji", "nyanyi"), ("sjair", "syair"), ("achir", "akhir"), ("buku", "buku")],
)  # fmt: skip
def test_the_old_spelling(old: str, new: str) -> None:
    assert modernise_spelling(old) == new


@pytest.mark.parametrize(
    ("arabic", "typed"),
    [("كتاب", "kitab"), ("محمد", "muhammad"), ("القرآن", "quran"), ("شمس", "syams"),
     ("مقدمة", "muqaddimah"), ("يوسف", "yusuf"), ("الغزالي", "ghazali"), ("خالد", "khaled")],
)  # fmt: skip
def test_arabic_and_its_romanisations_have_the_same_consonants(arabic: str, typed: str) -> None:
    assert romanisation.latin_consonants(*index_tokens(typed)) in romanisation.latin_forms(
        [arabic], index_tokens(arabic)
    )


@given(st.text(max_size=30), st.sampled_from(["", "id", "en", "ar"]))
def test_every_indexed_form_can_be_searched(text: str, language: str) -> None:
    for form in [
        *index_forms(index_tokens(text), language),
        *romanisation.latin_forms([text], index_tokens(text)),
    ]:
        assert not set(form) & set(" \t\n\r\0\"'*():^|+-{}")


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=12))
def test_index_forms_and_query_forms_of_a_word_overlap(word: str) -> None:
    kept = {word, *(form for each in ("", "es", "fr") for form in index_forms([word], each))}
    assert set(query_forms(word)) - set(query_keys(word)) <= kept
