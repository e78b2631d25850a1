"""Words of Arabic script with and without the particles that are written joined to them.

"And", "with", "like", "so" and "for" are single letters before the article and the word (Larkey et
al. 2007, light10). The index keeps them, because the same letters begin many words: "والدين" means
"parents" and "and the religion". A search tries the other forms after the words as typed. Persian
suffixes follow a zero width non-joiner, and their word is a form of its own. The plurals are also
written without it.
"""

from collections.abc import Iterable, Iterator

from kiosk.search.text.normalise import ARTICLE, index_tokens

_ZERO_WIDTH_NON_JOINER = "\u200c"
_BEFORE_ARTICLE = ("وال", "بال", "كال", "فال", "لل")
_PARTICLES = ("و", "ب", "ل", "ف", "ك")
_PLURALS = ("هاي", "ها")  # of Persian; "ها" is also "her" in Arabic
_FIRST, _LAST = "\u0621", "\u06ff"
_LEAST = 3  # letters of a word that may follow a particle without an article
_LAM = "ل"
_AND = "و"
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # folded; removed in this order
_LEAST_STEM = 2  # letters


def particle_forms(word: str) -> Iterator[str]:
    """Yield the forms of a folded ``word`` of Arabic script with and without joined particles."""
    if len(word) < 2 or not all(_FIRST <= letter <= _LAST for letter in word):
        return
    yield from _without(word)
    plural = next((each for each in _PLURALS if word.endswith(each)), "")
    if plural and len(word) > len(plural) + 1:
        yield word.removesuffix(plural)
    elif len(word) >= _LEAST:
        yield from (word + each for each in _PLURALS)
    if word.startswith(ARTICLE):
        return
    yield from (particle + word for particle in (ARTICLE, *_BEFORE_ARTICLE[:-1]))
    # "For the" before a word with l: two of three l are written.
    yield (_LAM if word.startswith(_LAM) else _LAM * 2) + word
    if len(word) > _LEAST:
        yield from (particle + word for particle in _PARTICLES)


def stem_arabic(word: str) -> str:
    """Return the stem of a folded ``word`` by light10: without particles, article and suffixes."""
    if word.startswith(_AND) and len(word) > _LEAST:
        word = word.removeprefix(_AND)
    for prefix in (*_BEFORE_ARTICLE, ARTICLE):
        if word.startswith(prefix) and len(word) >= len(prefix) + _LEAST_STEM:
            word = word.removeprefix(prefix)
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + _LEAST_STEM:
            word = word.removesuffix(suffix)
    return word


def parts_before_suffixes(texts: Iterable[str]) -> Iterator[str]:
    """Yield the folded parts of the words that contain a zero width non-joiner."""
    for text in texts:
        for word in text.split() if _ZERO_WIDTH_NON_JOINER in text else ():
            if _ZERO_WIDTH_NON_JOINER in word:
                yield from index_tokens(word.replace(_ZERO_WIDTH_NON_JOINER, " "))


def _without(word: str) -> Iterator[str]:
    joined = next((each for each in _BEFORE_ARTICLE if word.startswith(each)), "")
    rest = word.removeprefix(joined)
    if joined and len(rest) > 1:
        yield rest
        if joined == _LAM * 2:
            yield _LAM + rest
    elif word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1:
        yield word.removeprefix(ARTICLE)
    elif word.startswith(_PARTICLES) and len(word) > _LEAST:
        yield word[1:]
