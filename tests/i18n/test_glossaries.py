"""The glossaries contain the same terms in each language, and no translation uses excluded words.

A glossary is a table in ``translations/<language>/glossary.md``. The first column contains the
English term, the second the translation, and the third the excluded words, separated by ";". In an
excluded word, "*" stands for any letters; longer expressions that may contain the word follow in
brackets.
"""

from dataclasses import dataclass
from functools import cache

import pytest
from babel.messages.pofile import read_po

from kiosk.i18n.catalogue import catalogue_path
from kiosk.resources import translations
from kiosk.settings import Settings
from tests.i18n.extracted import extracted
from tests.i18n.words import found

LANGUAGES = Settings.model_fields["languages"].default


@dataclass(frozen=True, slots=True)
class Entry:
    term: str
    word: str
    ruled_out: tuple[str, ...]


@cache
def glossary(code: str) -> tuple[Entry, ...]:
    text = (translations() / code / "glossary.md").read_text("utf-8")
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line[:1] == "|"]
    cells = [[cell.strip() for cell in row] for row in rows[2:]]
    assert all(len(row) == 3 for row in cells), "three columns: the term, the word, not"
    return tuple(
        Entry(term, word, tuple(filter(None, map(str.strip, ruled_out.split(";")))))
        for term, word, ruled_out in cells
    )


@cache
def texts(code: str) -> list[str]:
    """Return every translation in the language ``code``, with all plural forms."""
    if code == "en":
        messages = [m.id for m in extracted() if m.id]
    else:
        with catalogue_path(code).open("rb") as file:
            messages = [m.string for m in read_po(file, locale=code) if m.id]
    return [str(form) for each in messages for form in ([each] if isinstance(each, str) else each)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_glossary_has_the_same_terms(code: str) -> None:
    terms = [entry.term for entry in glossary(code)]
    assert terms == [entry.term for entry in glossary("en")]
    assert len(terms) == len(set(terms)) > 40


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_term_has_a_word(code: str) -> None:
    assert [entry.term for entry in glossary(code) if not entry.word] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_uses_a_word_that_is_ruled_out(code: str) -> None:
    wrong = [
        (entry.term, ruled_out, text)
        for entry in glossary(code)
        for ruled_out in entry.ruled_out
        for text in texts(code)
        if found(ruled_out, text, code)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_is_ruled_out_that_is_the_word_for_a_term(code: str) -> None:
    words = {entry.word.casefold() for entry in glossary(code)} if code != "en" else set()
    words |= {entry.term for entry in glossary("en")} if code == "en" else set()
    assert not words & {out.casefold() for entry in glossary(code) for out in entry.ruled_out}


@pytest.mark.parametrize(
    ("ruled_out", "text", "code", "expected"),
    [
        ("room", "Add a room", "en", True),
        ("room", "Rooms", "en", False),
        ("room*", "Rooms", "en", True),
        ("room [study room]", "Study room", "en", False),
        ("room [study room]", "Study room or another room", "en", True),
        ("speech", "{speech} turns it off", "en", False),
        ("空间", "添加空间", "zh", True),
        ("空间 [创客空间]", "创客空间", "zh", False),
    ],
)
def test_a_word_is_found(ruled_out: str, text: str, code: str, expected: bool) -> None:
    assert found(ruled_out, text, code) is expected
