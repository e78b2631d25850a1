"""Other forms of a word (stems and modern spellings), searched in addition to the word.

The stemmers are those of Snowball (Porter 2 for English; Tala 2003 for Indonesian and Malay). The
old Indonesian spellings of Van Ophuijsen (1901) and Soewandi (1947) are converted to the spelling
of 1972 (EYD). Arabic words have joined particles.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import Stemmer

from kiosk.search.text.arabic import particle_forms

_ENGLISH, _INDONESIAN = "english", "indonesian"
# By BCP 47 primary subtag. If the language of a title is unknown, all stemmers are used.
_STEMMERS = {"en": (_ENGLISH,), "id": (_INDONESIAN,), "ms": (_INDONESIAN,)}
_ANY = (_ENGLISH, _INDONESIAN)
# Languages of titles that may have the old Indonesian spelling, at least in names.
_ONCE_SPELLED_OTHERWISE = frozenset(("", "id", "ms", "jv", "su"))
_OLD = {"oe": "u", "tj": "c", "dj": "j", "nj": "ny", "sj": "sy", "ch": "kh", "j": "y"}
_OLD_SPELLING = re.compile("|".join(_OLD))
_MARKS = re.compile("oe|[tdns]j")  # certainly old; the other digraphs are common today too
# The prefixes me- and pe- drop an initial t or k of the stem before a vowel (Tala 2003).
_TAKEN = re.compile("[mp]en(g?)(?=[aeiou])")
_VOWELS = tuple("aeiou")
_SHORTEST = 4  # letters; shorter words have no affixes
_MOST_REMEMBERED = 50_000  # stems; about 6 MB


def modernise_spelling(word: str) -> str:
    """Convert a folded word from the old Indonesian spelling to the modern spelling."""
    return _OLD_SPELLING.sub(lambda met: _OLD[met.group()], word)


def has_old_spelling(word: str) -> bool:
    """Return True if a folded ``word``, or the beginning of a word, shows the old spelling."""
    return len(word) >= _SHORTEST and _MARKS.search(word) is not None


def stem_words(words: Iterable[str], language: str = "") -> list[str]:
    """Return the stems of folded ``words``; a language without a stemmer uses the English one."""
    return _stemmed(words, _STEMMERS.get(language, _ANY)[0])


def _stemmed(words: Iterable[str], name: str) -> list[str]:
    known = _stems(name)
    if len(known) > _MOST_REMEMBERED:
        known.clear()
    return list(map(known.__getitem__, words))


def index_forms(words: Iterable[str], language: str) -> list[str]:
    """Return the sorted forms to index in addition to the folded ``words`` of a title."""
    plain = {word for word in words if _has_forms(word)}
    found = set(plain)
    if language in _ONCE_SPELLED_OTHERWISE:
        found.update(map(modernise_spelling, plain))
    whole = list(found)
    for name in _STEMMERS.get(language, () if language else _ANY):
        found.update(_stemmed(whole, name))
        if name == _INDONESIAN:
            found.update(_whole_stems(whole))
    return sorted(word for word in found - plain if len(word) > 1)


@lru_cache(4096)
def query_forms(word: str) -> tuple[str, ...]:
    """Return the forms to search in addition to a folded ``word``."""
    if not _has_forms(word):
        return tuple(particle_forms(word))
    spellings = dict.fromkeys((word, modernise_spelling(word)))
    forms = [*spellings, *(_stemmer(name).stemWord(each) for each in spellings for name in _ANY)]
    forms += _whole_stems(spellings)
    return tuple(form for form in dict.fromkeys(forms) if form != word and len(form) > 1)


def clear_caches() -> None:
    """Clear the caches, which contain words of earlier searches."""
    query_forms.cache_clear()
    _stems.cache_clear()


def _whole_stems(words: Iterable[str]) -> Iterator[str]:
    """Yield stems with the initial letter that the prefix dropped: "tulis" for "menulis"."""
    for word in words:
        if met := _TAKEN.match(word):
            (stem,) = _stemmed((word,), _INDONESIAN)
            if stem.startswith(_VOWELS):
                yield ("k" if met[1] else "t") + stem


def _has_forms(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


class _Stems(dict[str, str]):
    """The stems that one stemmer returns, computed on first use."""

    def __init__(self, name: str) -> None:
        self._stem = _stemmer(name).stemWord

    def __missing__(self, word: str) -> str:
        found: str = self._stem(word)
        self[word] = found
        return found


@cache
def _stems(name: str) -> _Stems:
    return _Stems(name)


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)
