"""Folding and tokenising text; the rules are the same for index and queries.

A token is a run of letters, digits and vowel signs. Case, accents and short vowels are dropped, so
that a title can be found with any keyboard. The rules are Unicode NFKD and case folding (UAX 15;
The Unicode Standard, 3.13). Arabic is normalised as by Larkey et al. 2007 (light stemming).
Traditional Chinese becomes simplified, Burmese in the Zawgyi encoding becomes Unicode, and writing
without spaces is split into overlapping tokens (``unspaced``).
"""

import re
import unicodedata
from collections.abc import Iterable

from kiosk.domain.zawgyi import zawgyi_to_unicode
from kiosk.search.text.asian_spelling import respell_asian
from kiosk.search.text.chinese import simplify_character
from kiosk.search.text.unspaced import is_unspaced, join_unspaced, split_unspaced

# Separates two texts of one field; never part of a token.
FIELD_SEPARATOR = " | "

# The beginning of a title is indexed without spaces; this is its length in characters.
OPENING_LENGTH = 24
_FILING = 48  # characters of the filing key

# Letters that Unicode does not decompose, and similar letters of different alphabets.
_LETTERS = {
    **dict(zip("đøłħŧıðƒɓɗƙȷ", "dolhtidfbdkj", strict=True)),
    **{"æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"},
    # Arabic, and the letters by which Persian, Urdu, Kurdish and Jawi (Malay) write the same.
    **{"ى": "ي", "ی": "ي", "ێ": "ي", "ٱ": "ا", "ـ": "", "ڕ": "ر", "ڵ": "ل", "ۆ": "و"},
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ڬݢ", "گ"),
    **dict.fromkeys("ةۃەہھ", "ه"),
    # Signs that only shape or break a line: joiners, word joiner, soft hyphen.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict.fromkeys("'’‘ʼʻʾʿʹʺ`´′", "'"),
}
_ELISION = re.compile(r"\b(qu|[cdjlmnst])'")
_SHARP = re.compile(r"\b([acfj])#")
_NOT_IN_ISBN = re.compile(r"[\s\u2010-\u2015-]")
ARTICLE = "ال"
# What looks like a particle and an article after an article is the word itself: "الوالدين".
_NO_PARTICLE = re.compile(f"{ARTICLE}(?:[وبكف]{ARTICLE}|لل)")


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
    if category == "Lo":
        return simplify_character(char)
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


def title_opening(text: str) -> str:
    """Return the first OPENING_LENGTH characters of the tokens of ``text``, without spaces."""
    return "".join(index_tokens(text[: 4 * OPENING_LENGTH]))[:OPENING_LENGTH]


def filing_key(text: str) -> str:
    """Return the filing key of ``text``; filing keys are sorted letter by letter."""
    runs = join_unspaced(_fold(text[: 4 * _FILING], last=True)).split()
    return "".join(map(_bare, runs))[:_FILING]


def strip_arabic_article(token: str) -> str:
    """Return ``token`` without the Arabic article."""
    return token.removeprefix(ARTICLE)


def compact_number(text: str) -> str:
    """Return ``text`` without spaces and hyphens if the rest is digits, otherwise "".

    The last character may also be the X of an ISBN-10.
    """
    compact = _NOT_IN_ISBN.sub("", text).translate(_FOLDING).lower()
    return compact if compact[:-1].isdecimal() and compact[-1] in "0123456789x" else ""


def _tokens(text: str, *, last: bool) -> list[str]:
    folded = _fold(text, last=last)
    if last and not folded.isascii():
        folded = join_unspaced(folded)
    return [
        token
        for run in folded.split()
        for token in ([run] if run.isascii() else _split(run, last=last))
    ]


def _fold(text: str, *, last: bool) -> str:
    if not text.isascii():
        text = zawgyi_to_unicode(text, begun=not last)
        text = respell_asian(unicodedata.normalize("NFKD", text))
    text = text.casefold()
    if "#" in text or "++" in text:
        text = _SHARP.sub(r"\1sharp", text).replace("c++", "cplusplus")
    text = text.translate(_FOLDING)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # "l'amour" is found by "amour", "Qur'an" by "Quran".
    return _ELISION.sub(r"\1 ", text).replace("'", "") if "'" in text else text


def _split(run: str, *, last: bool) -> list[str]:
    return list(map(_bare, split_unspaced(run, last=last) if is_unspaced(run) else (run,)))


def _bare(token: str) -> str:
    # At least three letters must remain: in "الف" (thousand) "ال" is not an article.
    if not token.startswith(ARTICLE) or len(token) < 5 or _NO_PARTICLE.match(token):
        return token
    return token.removeprefix(ARTICLE)
