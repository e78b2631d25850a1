"""Other forms of a word (stems and modern spellings), searched in addition to the word.

The stemmers are those of Snowball (Porter 2 for English; Tala 2003 for Indonesian and Malay). Stems
of the other languages carry a mark, so that they never match a word of another language. The old
Indonesian spellings of Van Ophuijsen (1901) and Soewandi (1947) are converted to the spelling of
1972 (EYD). Arabic words have joined particles, and stems by light10.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import Stemmer

from kiosk.search.text import variants
from kiosk.search.text.arabic import particle_forms, stem_arabic
from kiosk.search.text.romanisation import is_arabic

_ENGLISH, _INDONESIAN, _ARABIC, _PERSIAN = "english", "indonesian", "arabic", "persian"
_FRENCH, _SPANISH = "french", "spanish"
# By BCP 47 primary subtag.
_STEMMERS = {
    "ar": (_ARABIC,),
    "en": (_ENGLISH,),
    "es": (_SPANISH,),
    "fa": (_PERSIAN,),
    "fr": (_FRENCH,),
    "id": (_INDONESIAN,),
    "ms": (_INDONESIAN,),
}
# The stemmers for titles of unknown language. A query's language is always unknown.
_ANY = (_ENGLISH, _INDONESIAN, _ARABIC)
_UNMARKED = (_ENGLISH, _INDONESIAN)
# The mark of a stem; digits at the end of a word keep it apart from words that visitors type.
_MARKS = {_ARABIC: "0ar", _PERSIAN: "0fa", _FRENCH: "0fr", _SPANISH: "0es"}
# Languages of titles that may have the old Indonesian spelling, at least in names.
_ONCE_SPELLED_OTHERWISE = frozenset(("", "id", "ms", "jv", "su"))
_OLD = {"oe": "u", "tj": "c", "dj": "j", "nj": "ny", "sj": "sy", "ch": "kh", "j": "y"}
_OLD_SPELLING = re.compile("|".join(_OLD))
_OLD_MARKS = re.compile("oe|[tdns]j")  # certainly old; the other digraphs are common today too
# The prefixes me- and pe- drop an initial t or k of the stem before a vowel (Tala 2003).
_TAKEN = re.compile("[mp]en(g?)(?=[aeiou])")
_VOWELS = tuple("aeiou")
_SHORTEST = 4  # letters; shorter words have no affixes
_SHORTEST_MARKED = 3  # letters; shorter words have no marked stem
_MOST_REMEMBERED = 50_000  # stems; about 6 MB


def modernise_spelling(word: str) -> str:
    """Convert a folded word from the old Indonesian spelling to the modern spelling."""
    return _OLD_SPELLING.sub(lambda met: _OLD[met.group()], word)


def has_old_spelling(word: str) -> bool:
    """Return True if a folded ``word``, or the beginning of a word, shows the old spelling."""
    return len(word) >= _SHORTEST and _OLD_MARKS.search(word) is not None


def stems_in(language: str) -> Mapping[str, str]:
    """Return a mapping of folded words to their stems, as indexed for titles in ``language``.

    English stems are used for a language without a stemmer.
    """
    return _stems(_STEMMERS.get(language, _ANY)[0])


def index_forms(words: Iterable[str], language: str) -> list[str]:
    """Return the sorted forms to index in addition to the folded ``words`` of a title."""
    names = _STEMMERS.get(language, () if language else _ANY)
    known = set(words)
    plain = {word for word in known if _has_forms(word)}
    found = set(plain)
    if language in _ONCE_SPELLED_OTHERWISE:
        found.update(modernise_spelling(word) for word in plain if word.isascii())
    whole = list(found)
    for name in names:
        found.update(map(_stems(name).__getitem__, known if name in _MARKS else whole))
        if name == _INDONESIAN:
            found.update(_whole_stems(whole))
    found.update(variants.index_keys(known, language))
    return sorted(word for word in found - known if len(word) > 1)


@lru_cache(4096)
def query_forms(word: str) -> tuple[str, ...]:
    """Return the forms to search in addition to a folded ``word``."""
    if word.isascii():
        spellings = [word, modernise_spelling(word)] if _has_forms(word) else []
        forms = [*spellings, *(_stems(name)[each] for each in spellings for name in _UNMARKED)]
        forms += [*_whole_stems(spellings), _stems(_SPANISH)[word], _stems(_FRENCH)[word]]
        forms += variants.query_keys(word)
    else:
        forms = [_stems(_ARABIC)[word], _stems(_PERSIAN)[word], *particle_forms(word)]
    return tuple(form for form in dict.fromkeys(forms) if form != word and len(form) > 1)


def clear_caches() -> None:
    """Clear the caches, which contain words of earlier searches."""
    query_forms.cache_clear()
    _stems.cache_clear()


def _whole_stems(words: Iterable[str]) -> Iterator[str]:
    """Yield stems with the initial letter that the prefix dropped: "tulis" for "menulis"."""
    for word in words:
        if met := _TAKEN.match(word):
            stem = _stems(_INDONESIAN)[word]
            if stem.startswith(_VOWELS):
                yield ("k" if met[1] else "t") + stem


def _has_forms(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


class _Stems(dict[str, str]):
    """The stems that one stemmer returns, computed on first use; a long text clears old ones."""

    def __init__(self, name: str) -> None:
        self._stem = stem_arabic if name == _ARABIC else Stemmer.Stemmer(name).stemWord
        self._mark = _MARKS.get(name, "")
        self._arabic = name in (_ARABIC, _PERSIAN)

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[word] = found = self._stem(word) + self._mark if self._has_stem(word) else word
        return found

    def _has_stem(self, word: str) -> bool:
        if not self._mark:
            return True
        return len(word) >= _SHORTEST_MARKED and word.isalpha() and is_arabic(word) is self._arabic


@cache
def _stems(name: str) -> _Stems:
    return _Stems(name)
