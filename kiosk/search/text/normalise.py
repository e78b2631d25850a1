"""Folding and tokenising text; the rules are the same for index and queries.

A token is a run of letters, digits and vowel signs. Case, accents and short vowels are dropped, so
that a title can be found with any keyboard. The rules are Unicode NFKD and case folding (UAX 15;
The Unicode Standard, 3.13). Arabic is normalised as by Larkey et al. 2007 (light stemming). Chinese
and Japanese, which are written without spaces, are split into overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable

# Separates two texts of one field; never part of a token.
FIELD_SEPARATOR = " | "

# The beginning of a title is indexed without spaces; this is its length in characters.
OPENING_LENGTH = 24
_FILING = 48  # characters of the filing key

# Letters that Unicode does not decompose, and similar letters of different alphabets.
_LETTERS = {
    **dict(zip("đøłħŧıðƒɓɗƙȷ", "dolhtidfbdkj", strict=True)),
    **{"æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"},
    **{"ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": ""},
    **dict.fromkeys("ةەہھ", "ه"),
    **dict.fromkeys("'’‘ʼʻʾʿʹʺ`´′", "'"),
}
_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(f"[{_CJK}\U00020000-\U0003ffff]+|[^{_CJK}\U00020000-\U0003ffff]+")
_IS_CJK = re.compile(f"[{_CJK}\U00020000-\U0003ffff]")
_ELISION = re.compile(r"\b(qu|[cdjlmnst])'")
_SHARP = re.compile(r"\b([acfj])#")
_NOT_IN_ISBN = re.compile(r"[\s\u2010-\u2015-]")
_ARTICLE = "ال"


class _Folding(dict[int, str]):
    """The folded form of each character, computed on first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category[0] == "M":
        return "" if _accent(char) else char
    return char if category[0] in "LN" else " "


def _accent(char: str) -> bool:
    # Combining classes 10-36 are Hebrew and Arabic points, 200 and above are accents. Other classes
    # carry meaning in Indic, Thai and Japanese writing.
    kind = unicodedata.combining(char)
    return 10 <= kind <= 36 or kind >= 200 or unicodedata.category(char) == "Me"


_FOLDING = _Folding()


def index_tokens(text: str) -> list[str]:
    """Return the tokens of ``text`` for the index, in order."""
    return _tokens(text, last=True)


def query_tokens(text: str) -> list[str]:
    """Return the tokens of ``text`` for a query.

    If an indexed text contains ``text``, each of these tokens is equal to a token of the indexed
    text, or is the beginning of one.
    """
    return _tokens(text, last=False)


def join_fields(texts: Iterable[str]) -> str:
    """Join the texts of one field for the index: spaces separate tokens, " | " separates texts."""
    return FIELD_SEPARATOR.join(filter(None, (" ".join(index_tokens(text)) for text in texts)))


def title_opening(text: str, length: int = OPENING_LENGTH) -> str:
    """Return the first ``length`` characters of the tokens of ``text``, without spaces."""
    return "".join(index_tokens(text[: 4 * length]))[:length]


def filing_key(text: str) -> str:
    """Return the filing key of ``text``; filing keys are sorted letter by letter."""
    return title_opening(text, _FILING)


def strip_arabic_article(token: str) -> str:
    """Return ``token`` without the Arabic article."""
    return token.removeprefix(_ARTICLE)


def compact_number(text: str) -> str:
    """Return ``text`` without spaces and hyphens if the rest is digits, otherwise "".

    The last character may also be the X of an ISBN-10.
    """
    compact = _NOT_IN_ISBN.sub("", text).translate(_FOLDING).lower()
    return compact if compact[:-1].isdecimal() and compact[-1] in "0123456789x" else ""


def _tokens(text: str, *, last: bool) -> list[str]:
    return [
        token
        for run in _fold(text).split()
        for token in ([run] if run.isascii() else _split(run, last=last))
    ]


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = text.casefold()
    if "#" in text or "++" in text:
        text = _SHARP.sub(r"\1sharp", text).replace("c++", "cplusplus")
    text = text.translate(_FOLDING)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # "l'amour" is found by "amour", "Qur'an" by "Quran".
    return _ELISION.sub(r"\1 ", text).replace("'", "") if "'" in text else text


def _split(run: str, *, last: bool) -> list[str]:
    if not _IS_CJK.search(run):
        return [_bare(run)]
    found: list[str] = []
    for part in _RUNS.findall(run):
        found.extend(_pairs(part, last=last) if _IS_CJK.match(part) else [_bare(part)])
    return found


def _pairs(run: str, *, last: bool) -> list[str]:
    pairs = [run[n : n + 2] for n in range(len(run) - 1)]
    # Add the last character alone, so that every character begins a token.
    return [*pairs, run[-1]] if last or not pairs else pairs


def _bare(token: str) -> str:
    # At least three letters must remain: in "الف" (thousand) "ال" is not an article.
    return token[2:] if token.startswith(_ARTICLE) and len(token) >= 5 else token
