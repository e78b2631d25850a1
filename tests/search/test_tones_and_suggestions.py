"""Pinyin with tone digits, and suggestions that are computed only once."""

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.search.text.romanisation import strip_tones
from kiosk.services.catalogue import catalogue_search
from kiosk.services.catalogue.catalogue_search import Query


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("hong2 lou2 meng4", "hong lou meng"),
        ("Hong2 Lou2 Meng4", "Hong Lou Meng"),
        ("hong2lou2meng4", "hongloumeng"),
        ("hong2 lou2 m", "hong lou m"),
        ("nü3 er2", "nü er"),
        ("lv4 se4", "lv se"),
        ("e4 yu2", "e yu"),
        ("zhuang4 r2", "zhuang4 r2"),
        ("mp3 mp4", "mp3 mp4"),
        ("A1", "A1"),
        ("kelas 7", "kelas 7"),
        ("Bahasa Inggris A1 A2", "Bahasa Inggris A1 A2"),
        ("hong2", "hong2"),
        ("813.54 HIR", "813.54 HIR"),
        ("", ""),
    ],
)
def test_tone_digits_are_stripped_only_from_pinyin(typed: str, plain: str) -> None:
    assert strip_tones(typed) == plain


@pytest.mark.parametrize("typed", ["hong2 lou2 meng4", "hong2lou2meng4", "hong2 lou2 m", "红楼梦"])
def test_a_title_is_found_by_pinyin_with_tones(library: SearchLibrary, typed: str) -> None:
    library.hold(BibliographicRecord("1", "红楼梦", language="zh"))
    assert library.found(typed) == ["1"]


def test_a_suggestion_is_computed_once_for_titles_and_facets(
    library: SearchLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.hold(BibliographicRecord("1", "Laskar Pelangi"))
    asked: list[str] = []
    known = catalogue_search.suggest_spelling

    def counted(connection: object, words: str, vocabulary: object) -> object:
        asked.append(words)
        return known(connection, words, vocabulary)  # type: ignore[arg-type]

    monkeypatch.setattr(catalogue_search, "suggest_spelling", counted)
    query = Query("laskar pelamgi")
    assert library.find.search(query).corrected
    library.find.facets(query)
    assert asked == ["laskar pelamgi"]
    library.find.forget()
    assert library.find.search(query).corrected
    assert asked == ["laskar pelamgi"] * 2, "nothing of a visitor stays"
    library.hold(BibliographicRecord("2", "Laskar Pelamgi"))  # a title came
    assert not library.find.search(query).corrected
