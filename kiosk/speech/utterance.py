"""What is said: phrases, each in one language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# After the end of a sentence, or of a clause in a long one.
# An initial and what stands before a name end none.
_SENTENCE = re.compile(
    r"(?<=[.!?؟。！？])(?<!\b\w\.)(?<!\b[DdMm][Rr]\.)(?<!\b[SsHh][tTjJ]\.)\s+|\n+|(?<=[。！？။])"
)
_CLAUSE = re.compile(r"(?<=[,;:،])\s+|(?<=[；，၊])\s*")
# Marks of direction (Unicode 9, section 2) and of line breaks: for the eye alone, and a
# voice may name them.
_UNHEARD = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_NAMES = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_LONG = 120  # characters: about six seconds of speech


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of text and the BCP 47 primary subtag of its language."""

    text: str
    language: str


def with_names(phrases: Iterable[Phrase], home: str) -> Iterator[Phrase]:
    """The same, with the names that the library gave in its own language, ``home``.

    They stand between marks that set them apart (Unicode 9, section 2.4).
    """
    for phrase in phrases:
        apart = _NAMES.split(phrase.text) if phrase.language != home else [phrase.text]
        for place, part in enumerate(apart):
            named = place % 2 == 1 and any(map(str.isalpha, part))
            yield Phrase(part, home if named else phrase.language)


def pieces(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """The same words in pieces so short that the first is soon heard; none is empty."""
    for phrase in phrases:
        for sentence in _SENTENCE.split(phrase.text.translate(_UNHEARD)):
            parts = _CLAUSE.split(sentence) if len(sentence) > _LONG else [sentence]
            for part in parts:
                if any(letter.isalnum() for letter in part):
                    yield Phrase(part.strip(), phrase.language)
