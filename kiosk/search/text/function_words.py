"""Function words (stop words), such as articles and prepositions, of the ten languages.

They say little about what a visitor looks for. function_words.txt names the source of each list.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from kiosk.search.text.normalise import index_tokens

_HOMOGRAPH = "*"  # marks a word that is also a common word of another language
_PARTICLE = 1  # the length of a Chinese particle; pairs that contain one say as little


def _read() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    language = ""
    for line in Path(__file__).with_name("function_words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(language, []).extend(line.split())
    return found


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(token for word in words for token in index_tokens(word))


_LISTS = _read()
_PARTICLES = frozenset(w for w in _LISTS["zh"] if len(w) == _PARTICLE)
_PLAIN = {
    language: _folded(w for w in words if not w.endswith(_HOMOGRAPH) and w not in _PARTICLES)
    for language, words in _LISTS.items()
}
_HOMOGRAPHS = {
    language: _folded(w for w in words if w.endswith(_HOMOGRAPH))
    for language, words in _LISTS.items()
}

# The function words of all languages that are no common words of another language.
FUNCTION_WORDS = frozenset().union(*_PLAIN.values())


def find_function_words(words: Collection[str]) -> set[str]:
    """Return the function words among the folded ``words`` of one text.

    A word that is also a common word of another language counts only beside another function word
    of its own language.
    """
    found = {word for word in words if word in FUNCTION_WORDS or _has_particle(word)}
    for language, homographs in _HOMOGRAPHS.items():
        if not _PLAIN[language].isdisjoint(words):
            found |= homographs.intersection(words)
    return found


def guess_language(words: Iterable[str]) -> str:
    """Return the language (BCP 47 primary subtag) of most function words among ``words``.

    Returns "" if there are no function words.
    """
    typed = list(words)
    counts = Counter(
        {language: sum(word in known for word in typed) for language, known in _PLAIN.items()}
    )
    (language, count), *_ = counts.most_common(1)
    return language if count else ""


def _has_particle(word: str) -> bool:
    return not word.isascii() and not _PARTICLES.isdisjoint(word)
