"""The texts for visitors use simple words: none of the hard words that each language lists.

A list is a table in ``translations/<language>/hard_words.md``. The first column contains the hard
word ("*" stands for any letters), the second the words to use instead.
"""

import re
import tomllib
from functools import cache

import pytest
from babel.messages.pofile import read_po

from kiosk.i18n.catalogue import catalogue_path
from kiosk.resources import translations
from kiosk.settings import Settings
from tests.i18n.extracted import extracted
from tests.i18n.words import found

LANGUAGES = Settings.model_fields["languages"].default
FOR_STAFF = (
    "kiosk/central/", "kiosk/ui/staff/", "kiosk/commands/", "kiosk/services/", "kiosk/cli",
    "kiosk/toml_faults.py",
)  # fmt: skip
_LEAST = 10  # words on a list


@cache
def hard_words(code: str) -> tuple[tuple[str, str], ...]:
    text = (translations() / code / "hard_words.md").read_text("utf-8")
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line[:1] == "|"]
    return tuple((cells[0].strip(), cells[1].strip()) for cells in rows[2:])


@cache
def contexts_for_visitors() -> frozenset[str]:
    contexts = tomllib.loads((translations() / "contexts.toml").read_text("utf-8"))
    return frozenset(
        name
        for name, context in contexts.items()
        if not any(path.startswith(FOR_STAFF) for path in context["files"])
    )


@cache
def texts(code: str) -> list[str]:
    """Return the texts for visitors in the language ``code``, with all plural forms."""
    if code == "en":
        messages = [message for message in extracted() if message.id]
    else:
        with catalogue_path(code).open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
    shown: list[str] = []
    for message in messages:
        if message.context in contexts_for_visitors():
            words = message.id if code == "en" else message.string
            shown += [words] if isinstance(words, str) else words
    return shown


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_for_visitors_uses_a_hard_word(code: str) -> None:
    used = {
        (hard, simple, text)
        for hard, simple in hard_words(code)
        for text in texts(code)
        if found(hard, text, code)
    }
    assert used == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_hard_word_has_a_simple_one(code: str) -> None:
    listed = hard_words(code)
    assert len(listed) >= _LEAST
    assert all(hard and simple and hard != simple for hard, simple in listed)
    assert len({hard for hard, _ in listed}) == len(listed)


def test_the_texts_of_the_screens_are_checked() -> None:
    assert {"catalogue", "programs", "spaces", "home", "speech"} <= contexts_for_visitors()
    assert re.search("Read aloud", "\n".join(texts("en")))
