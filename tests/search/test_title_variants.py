"""The forms of a title that visitors may use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.search.text.title_forms import title_variants


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("Bumi manusia", "id", ["Bumi manusia"]),
        ("The hobbit, or, There", "en", ["The hobbit, or, There", "hobbit, or, There"]),
        (
            "The whale : a tale",
            "en",
            ["The whale : a tale", "The whale", "whale : a tale", "whale"],
        ),
        ("L'étranger", "fr", ["L'étranger", "étranger"]),
        ("Die hard", "en", ["Die hard"]),
        ("Zorba the Greek", "en", ["Zorba the Greek"]),
        ("To be a la mode", "", ["To be a la mode"]),
        ("Die Zeit [sound recording]", "", ["Die Zeit [sound recording]", "Die Zeit",
                                           "Zeit [sound recording]", "Zeit"]),
        ("Catch-22", "en", ["Catch-22"]),
        ("2:1 ratios", "en", ["2:1 ratios"]),
        ("The", "en", ["The"]),
        ("", "en", []),
    ],
)  # fmt: skip
def test_names(title: str, language: str, found: list[str]) -> None:
    assert list(title_variants(title, language)) == found


@given(st.text(), st.sampled_from(["", "en", "fr", "id"]))
def test_the_full_title_comes_first_and_variants_are_unique(title: str, language: str) -> None:
    found = list(title_variants(title, language))
    assert found[:1] == [title][: bool(title)]
    assert all(found) and len(set(found)) == len(found)
