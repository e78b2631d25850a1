"""Index tokens of writing that has no spaces between words.

A token is a run of signs that overlaps the next token: two characters of Chinese and Japanese,
three clusters of a script of South East Asia. So every word inside a title is found, names and new
words too, and half a word finds what it begins. A dictionary would do neither (decision 29).

A cluster is a consonant with its subjoined consonants, vowels and tones (orthographic syllable; The
Unicode Standard, chapters 16 and 17). When a letter is typed after a text, only the last cluster of
the text can change.
"""

import re
import unicodedata
from itertools import chain

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# The scripts of line-breaking class SA (UAX 14), and those of the aksara style that are written
# without spaces: Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Balinese, Javanese, and
# Tai Viet.
_ASIAN_RANGES = (
    (0xE01, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF),
    (0x1B00, 0x1B7F), (0xA980, 0xA9FF), (0xAA60, 0xAADF),
)  # fmt: skip
_ASIAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _ASIAN_RANGES)
_RUNS = re.compile(f"([{_CJK}]+)|([{_ASIAN}]+)|[^{_CJK}{_ASIAN}]+")
_UNSPACED = re.compile(f"[{_CJK}{_ASIAN}]")
_IS_ASIAN = re.compile(f"[{_ASIAN}]")
_BETWEEN = re.compile(f"(?<=[{_CJK}{_ASIAN}])\\s+(?=[{_CJK}{_ASIAN}])")
# Vowels that are written before their consonant, and vowels that Unicode classes as letters.
_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4\u19b5-\u19b7\u19ba\uaab5\uaab6\uaab9\uaabb\uaabc"
_AFTER = "\u0e30\u0e32\u0e45\u0eb0\u0eb2\u0ebd\u19b0-\u19b4\u19b8\u19b9\u19bb-\u19c9"
# The next consonant is written below. In Javanese and Balinese it may be of the next word.
_SUBJOINS = "\u1039\u17d2\u1a60"
_MARKS = "".join(
    char
    for char in map(chr, chain.from_iterable(range(a, b + 1) for a, b in _ASIAN_RANGES))
    if unicodedata.category(char)[0] == "M"
)
_CLUSTER = re.compile(f"[{_BEFORE}]*.(?:[{_SUBJOINS}][^{_MARKS}]|[{_MARKS}])*[{_AFTER}]*")
_CHARACTERS, _CLUSTERS = 2, 3  # in a token


def join_unspaced(text: str) -> str:
    """Return ``text`` without the spaces inside writing that needs none.

    Writers put them as they like: a visitor who types no space finds the title all the same.
    """
    return _BETWEEN.sub("", text)


def split_unspaced(run: str, *, last: bool) -> list[str]:
    """Return the tokens of ``run``, a folded text without spaces.

    With ``last``, as in the index, the shorter tokens at the end of the writing follow, so that
    every sign begins a token.
    """
    found: list[str] = []
    for part in _RUNS.finditer(run):
        if part[1]:
            found += _grams(list(part[1]), _CHARACTERS, last=last)
        elif part[2]:
            found += _grams(clusters(part[2]), _CLUSTERS, last=last)
        else:
            found.append(part[0])
    return found


def clusters(text: str) -> list[str]:
    """Return the clusters of a ``text`` in scripts of South East Asia."""
    return _CLUSTER.findall(text)


def is_unspaced(text: str) -> bool:
    """Return True if a character of ``text`` is of writing without spaces."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def is_cluster_run(token: str) -> bool:
    """Return True for a token of clusters, which is no word and no part of the vocabulary."""
    return not token.isascii() and _IS_ASIAN.match(token) is not None


def is_short(token: str) -> bool:
    """Return True if ``token`` has fewer signs than a token inside of a text has.

    Such a token is found as the beginning of others.
    """
    part = None if token.isascii() else _RUNS.fullmatch(token)
    if part is None or not (part[1] or part[2]):
        return False
    return len(token) < _CHARACTERS if part[1] else len(clusters(token)) < _CLUSTERS


def without_first_sign(token: str) -> str:
    """Return ``token`` without its first character or cluster, as the next token begins."""
    return token[len(clusters(token)[0]) :] if is_cluster_run(token) else token[1:]


def _grams(signs: list[str], size: int, *, last: bool) -> list[str]:
    count = len(signs) if last else max(len(signs) - size + 1, min(len(signs), 1))
    return ["".join(signs[n : n + size]) for n in range(count)]
