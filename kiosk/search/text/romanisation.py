"""Latin index forms of Chinese, Arabic and Javanese words.

Chinese is romanised in Hanyu Pinyin without tones (ISO 7098). Arabic is reduced to its consonants
("kitab" and "كتاب" both become "ktb"), because the many systems of romanisation write these alike
(ALA-LC, DIN 31635 and common spellings of names). Javanese script is transliterated. Its lines have
no spaces, so that words may begin and end at any syllable.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kiosk.javanese_script import transliterate_javanese
from kiosk.search.text.normalise import index_tokens
from kiosk.search.text.unspaced import join_unspaced

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ARABIC = re.compile("[\u0621-\u064a]+")
_JAVANESE = re.compile("[\ua980-\ua9df]+")
# A consonant with its vowel, or one without. A vowel at the beginning of a word is written with h.
_SYLLABLE = re.compile(r"(?:ng|ny|dh|th|[b-df-hj-np-tv-z])[aeiou]*|[aeiou]+")
_MOST_SYLLABLES = 8
_SHORTEST = 3  # letters
_CONSONANTS = {
    **dict.fromkeys("تطث", "t"),
    **dict.fromkeys("سصش", "s"),
    **dict.fromkeys("دضذزظ", "d"),
    **dict.fromkeys("كقخ", "k"),
    **dict(zip("بجحرغفلمنه", "bjhrgflmnh", strict=True)),
}
_DIGRAPHS = {
    **dict.fromkeys(("th", "ts"), "t"),
    **dict.fromkeys(("sh", "sy", "sj", "ch"), "s"),
    **dict.fromkeys(("dh", "dz", "zh", "dl", "z"), "d"),
    **dict.fromkeys(("kh", "q", "c"), "k"),
    **{"dj": "j", "gh": "g", "p": "b", "v": "f"},
}
_SPELLED = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_NO_CONSONANT = re.compile(r"[aeiou]|(?<=.)[wy]")
_TWICE = re.compile(r"(.)\1+")
# The article before moon letters and sun letters, and the word "and".
_ATTACHED = frozenset(index_tokens("al el an as ash asy at ath ad adh ar az wa wal"))
_AND = "و"
_MARBUTA = "ه"  # folded; this letter is silent or spoken as "t"
_TONE = re.compile("[1-5]")
_TONED = re.compile("(?:(?:zh|ch|sh|[b-df-hj-np-tw-z])?[aeiouvü]{1,3}(?:ng|n|r)?[1-5])+")


def pinyin_runs(text: str) -> Iterator[list[str]]:
    """Yield the syllables of each run of Chinese in ``text``, once with v and once with u for ü."""
    runs = HAN.findall(text)
    if not runs:
        return
    import pypinyin  # imported late: it is large, and most catalogues do not need it

    for run in runs:
        with_v = pypinyin.lazy_pinyin(run, errors="ignore")
        with_u = [syllable.replace("v", "u") for syllable in with_v]
        yield with_v
        if with_u != with_v:
            yield with_u


def latin_forms(texts: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """Yield the Latin index forms of ``texts`` and of their folded ``words``.

    The forms are Chinese syllables, pairs and triples of joined syllables, and the consonants of
    Arabic words.
    """
    for text in texts:
        for run in pinyin_runs(text):
            yield from run
            for count in (2, 3):  # visitors type a Chinese name as one word
                yield from map("".join, zip(*(run[n:] for n in range(count)), strict=False))
        yield from _javanese_forms(text)
    for word in words:
        if _ARABIC.fullmatch(word):
            for each in (word, word.removeprefix(_AND)):
                yield _of_arabic(each)
                if each.endswith(_MARBUTA):
                    yield _of_arabic(each) + "t"


@lru_cache(4096)
def latin_consonants(word: str) -> str:
    """Return the consonants of a folded Latin word, or "" if the word is an Arabic article."""
    if not word.isascii() or not word.isalpha() or word in _ATTACHED:
        return ""
    spelled = _SPELLED.sub(lambda met: _DIGRAPHS[met.group()], word)
    return _TWICE.sub(r"\1", _NO_CONSONANT.sub("", spelled.removesuffix("h")))


def javanese_words(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the folded Latin spellings of each word if all words of ``text`` are Javanese."""
    words = text.split()
    if words and all(map(_JAVANESE.search, words)):
        for word in words:
            for latin in index_tokens(transliterate_javanese(word)):
                yield tuple(dict.fromkeys((latin, latin.removeprefix("h"))))


def _javanese_forms(text: str) -> Iterator[str]:
    for run in _JAVANESE.findall(join_unspaced(text)):
        for latin in index_tokens(transliterate_javanese(run)):
            syllables = _SYLLABLE.findall(latin)
            for start in range(len(syllables)):
                ends = range(start + 1, min(start + _MOST_SYLLABLES, len(syllables)) + 1)
                for word in ("".join(syllables[start:end]) for end in ends):
                    yield from (
                        each
                        for each in dict.fromkeys((word, word.removeprefix("h")))
                        if len(each) >= _SHORTEST
                    )


def is_arabic(text: str) -> bool:
    """Return True if ``text`` contains Arabic letters."""
    return _ARABIC.search(text) is not None


def _of_arabic(word: str) -> str:
    first, rest = word[:1], word[1:].removesuffix(_MARBUTA)
    start = {_AND: "w", "ي": "y"}.get(first) or _CONSONANTS.get(first, "")
    return _TWICE.sub(r"\1", start + "".join(_CONSONANTS.get(letter, "") for letter in rest))


def strip_tones(text: str) -> str:
    """Return Pinyin without tone digits (“hong2 lou2 meng4”); the last word may be incomplete.

    If any word is not a syllable with a tone digit, ``text`` is returned unchanged, because it may
    be something like “A1” or “mp3”.
    """
    words = text.casefold().split()
    toned = [word for word in words if _TONED.fullmatch(word)]
    begun = bool(words) and words[-1].isalpha()
    if sum(len(_TONE.findall(word)) for word in toned) < 2 or len(toned) + begun < len(words):
        return text
    return _TONE.sub("", text)
