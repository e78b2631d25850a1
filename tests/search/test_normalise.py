"""Queries and indexed texts are folded in the same way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.isbn import as_isbn13
from kiosk.search.text.normalise import (
    compact_number,
    index_tokens,
    join_fields,
    query_tokens,
    title_opening,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Laskar Pelangi: sebuah novel!", ["laskar", "pelangi", "sebuah", "novel"]),
        ("Đường Søren Łódź Straße Æsop", ["duong", "soren", "lodz", "strasse", "aesop"]),
        ("Café CAFÉ cafe\u0301", ["cafe"] * 3),
        ("ＦＵＬＬ ﬁre ①", ["full", "fire", "1"]),
        ("Qur'an Qur’ān Qurʼān", ["quran"] * 3),
        ("l'amour d’Alice don't", ["l", "amour", "d", "alice", "dont"]),
        ("C++ and C# in C", ["cplusplus", "and", "csharp", "in", "c"]),
        ("anak-anak", ["anak", "anak"]),
        ("٢٠٢٤", ["2024"]),
        ("ελλάδα Ёлка", ["ελλαδα", "елка"]),
        ("हिन्दी", ["हिन्दी"]),
        ("한국어 이야기", ["한국어", "이야기"]),
        ("🎉 ?! …", []),
        ("a\0b\ud800c", ["a", "b", "c"]),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert index_tokens(text) == found


@pytest.mark.parametrize(
    "variants",
    [
        ("الْكِتَابُ", "الكتاب", "الكتـــاب", "كتاب"),
        ("أحمد", "احمد", "إحمد"),
        ("مكتبة", "مكتبه"),
        ("مصطفى", "مصطفي", "مصطفی"),
        ("مؤمن", "مومن"),
    ],
)
def test_arabic_spelling_variants_fold_alike(variants: tuple[str, ...]) -> None:
    assert len({tuple(index_tokens(variant)) for variant in variants}) == 1


def test_a_short_arabic_word_keeps_letters_that_look_like_an_article() -> None:
    assert index_tokens("ألف ليلة") == ["الف", "ليله"]


def test_chinese_is_indexed_in_overlapping_pairs() -> None:
    assert index_tokens("红楼梦") == ["红楼", "楼梦", "梦"]
    assert query_tokens("红楼梦") == ["红楼", "楼梦"]
    assert query_tokens("梦") == ["梦"]
    assert index_tokens("学习HTML5入门") == ["学习", "习", "html5", "入门", "门"]


@pytest.mark.parametrize(
    ("number", "compact", "isbn"),
    [
        ("0-306-40615-2", "0306406152", "9780306406157"),
        ("978 0 306 40615 7", "9780306406157", "9780306406157"),
        ("097522980X", "097522980x", "9780975229804"),
        ("978–979–306", "978979306", "978979306"),
        ("813.54 HIR", "", ""),
        ("", "", ""),
        ("x", "", ""),
    ],
)
def test_numbers(number: str, compact: str, isbn: str) -> None:
    assert compact_number(number) == compact
    assert as_isbn13(compact) == isbn


def test_texts_of_a_field_are_separated() -> None:
    assert join_fields(["Hirata, Andrea", "", "Pram!"]) == "hirata andrea | pram"


def test_an_opening_has_no_spaces_and_a_maximum_length() -> None:
    assert title_opening("E-book: a guide") == "ebookaguide"
    assert len(title_opening("word " * 1000)) == 24


@given(st.text())
def test_tokens_have_no_characters_special_to_fts5(text: str) -> None:
    for token in index_tokens(text) + query_tokens(text):
        assert token
        assert not set(token) & set(" \t\n\r\0\"'*():^|+-{}")
        token.encode()


# Latin, Greek and Cyrillic, without the few signs whose meaning hangs on what follows.
_WRITING = st.text(st.characters(max_codepoint=0x4FF, exclude_characters="'’‘ʼʻʾʿʹʺŉ`´′#+ς"))


@given(_WRITING)
def test_folding_again_changes_nothing(text: str) -> None:
    assert index_tokens(" ".join(index_tokens(text))) == index_tokens(text)


@given(_WRITING, st.integers(0, 30))
def test_every_prefix_of_a_text_matches_it(text: str, end: int) -> None:
    kept = index_tokens(text)
    assert all(any(k.startswith(token) for k in kept) for token in query_tokens(text[:end]))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.integers(0, 30))
def test_every_part_of_a_chinese_text_matches_it(text: str, start: int) -> None:
    kept = index_tokens(text)
    assert all(any(k.startswith(token) for k in kept) for token in query_tokens(text[start:]))
