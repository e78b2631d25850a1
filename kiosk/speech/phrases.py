"""Phrases for the voice to speak, each in one language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kiosk.speech.text.abbreviations import continues_after
from kiosk.speech.text.scripts import split_by_script

# The end of a sentence, or of a clause in a long sentence.
_SENTENCE = re.compile(r"(?<=[.!?؟。！？])\s+|\n+|(?<=[。！？။])")
_CLAUSE = re.compile(r"(?<=[,;:،])\s+|(?<=[；，၊])\s*")
# Direction marks (UAX 9, section 2) and line breaks affect only the display, but a
# voice might read their names.
_UNHEARD = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_NAMES = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_LONG = 120  # characters: about six seconds of speech
_WORDS = re.compile(r".{1,240}(?:\s+|$)|.{240}", re.DOTALL)  # splits a clause without punctuation


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text to speak, and the language of the text (a BCP 47 primary language subtag).

    If a part of the text is in another script, ``others`` contains the languages that it may be in,
    the most likely first. ``sign_by_sign`` is True for call numbers and codes, which are read
    character by character. If ``joined`` is True, there is no pause before the phrase, if the same
    voice speaks the phrase before it.
    """

    text: str
    language: str
    others: tuple[str, ...] = ()
    sign_by_sign: bool = False
    joined: bool = False


def split_names(phrases: Iterable[Phrase], home: str) -> Iterator[Phrase]:
    """Separate the names that are written in the library's language ``home`` from the other text.

    The names are enclosed in isolation marks (UAX 9, section 2.4).
    """
    for phrase in phrases:
        joined = phrase.joined
        for language, text in _by_language(phrase, home):
            yield replace(phrase, text=text, language=language, joined=joined)
            joined = False


def _by_language(phrase: Phrase, home: str) -> Iterator[tuple[str, str]]:
    """Split ``phrase`` into texts in its own language and names in the language ``home``."""
    apart = _NAMES.split(phrase.text) if phrase.language != home else [phrase.text]
    others = ""
    for place, part in enumerate(apart):
        if place % 2 == 0 or not any(map(str.isalpha, part)):
            others += part  # a number is read in the language of the sentence
            continue
        if others:
            yield phrase.language, others
        yield home, part
        others = ""
    if others or len(apart) == 1:
        yield phrase.language, others


def phrases_for_listener(phrases: Iterable[Phrase], screen: str, home: str) -> Iterator[Phrase]:
    """Split the phrases into parts; yield each part with the language in which it is read aloud.

    The library's names are read aloud in the language ``home``. A part in another script is read in
    a language that uses the script, if the visitor or the library has such a language.
    """
    for phrase in split_names(phrases, home):
        yield replace(phrase, others=(*phrase.others, screen, home))


def join_phrases(phrases: Iterable[Phrase]) -> str:
    """Return the text of the phrases without the marks that only a screen needs."""
    return " ".join(phrase.text.translate(_UNHEARD) for phrase in phrases)


def split_phrases(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Split phrases into short, non-empty phrases, each for one voice.

    Speech starts sooner with a short phrase than with a long phrase.
    """
    for phrase in phrases:
        text, joined = phrase.text.translate(_UNHEARD), phrase.joined
        for part in [text] if phrase.sign_by_sign else _short(text):
            for run, language in split_by_script(part, phrase.language, phrase.others):
                if any(letter.isalnum() for letter in run):
                    yield replace(phrase, text=run.strip(), language=language, joined=joined)
                    joined = False


def group_phrases(phrases: Iterable[Phrase]) -> list[tuple[Phrase, ...]]:
    """Group the phrases that are synthesised together: each joined phrase with those before it."""
    groups: list[tuple[Phrase, ...]] = []
    for phrase in phrases:
        before = groups[-1] if groups else ()
        if phrase.joined and before and _is_continued(before, phrase):
            groups[-1] = (*before, phrase)
        else:
            groups.append((phrase,))
    return groups


def _is_continued(before: tuple[Phrase, ...], phrase: Phrase) -> bool:
    length = sum(len(each.text) for each in before) + len(phrase.text)
    return before[-1].language == phrase.language and length <= _LONG


def _short(text: str) -> Iterator[str]:
    for sentence in _sentences(text):
        if len(sentence) <= _LONG:
            yield sentence
            continue
        for clause in _CLAUSE.split(sentence):
            yield from _WORDS.findall(clause) if len(clause) > 2 * _LONG else [clause]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE.finditer(text):
        sentence = text[start : end.start()]
        if (
            sentence.endswith(".")
            and "\n" not in end[0]
            and continues_after(sentence, text[end.end() :])
        ):
            continue
        yield sentence
        start = end.end()
    yield text[start:]
