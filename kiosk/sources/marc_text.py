"""What the bytes of MARC 21 text say, believed over what the leader says of them."""

import re

from kiosk.sources import marc8
from kiosk.sources.marc8 import NotMarc8

_UTF8_SIGN = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CYRILLIC_LANGUAGES = frozenset(b"rus ukr bul bel mac srp kaz tat mon kir tgk".split())
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ]+")
_MARC8_ESCAPE = re.compile(rb"\x1b[(),\-$gbps1]")


class Undecodable(ValueError):
    """Text whose encoding cannot be told; ``str(error)`` is one plain sentence."""


def is_utf8(raw: bytes) -> bool:
    """Whether a whole record is UTF-8; ASCII with escapes of MARC-8 is not taken for it."""
    if raw.isascii():
        return not _MARC8_ESCAPE.search(raw)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(raw: bytes, *, flagged_utf8: bool, language: bytes) -> str:
    """The text of one field that is not known to be UTF-8.

    ``language`` is the MARC code of the record: Windows-1251 is believed only of a
    language that is written in Cyrillic. Raises Undecodable.
    """
    try:
        return raw.decode("utf-8") if is_utf8(raw) else _legacy(raw, flagged_utf8, language)
    except NotMarc8 as fault:
        named = "UTF-8" if flagged_utf8 else "MARC-8"
        reason = f"The text is neither UTF-8 nor MARC-8 (the leader says {named}): {fault}."
        raise Undecodable(reason) from fault


def _legacy(raw: bytes, flagged_utf8: bool, language: bytes) -> str:
    if language in _CYRILLIC_LANGUAGES and (text := _windows_1251(raw)):
        return text
    # Broken UTF-8 is often good MARC-8 to the letter, and nonsense to the eye.
    if flagged_utf8 and _UTF8_SIGN.search(raw):
        raise NotMarc8("it is UTF-8 with broken bytes in it")
    return marc8.decode(raw)


def _windows_1251(raw: bytes) -> str:
    """The text when every high byte of ``raw`` makes a Cyrillic word in Windows-1251."""
    if raw.isascii():
        return ""
    try:
        text = raw.decode("cp1251")
    except UnicodeDecodeError:
        return ""
    high = sum(byte >= 0xC0 for byte in raw)
    words = _CYRILLIC_WORD.findall(text)
    likely = words and len(max(words, key=len)) >= 4 and all(map(_cased_as_a_word, words))
    return text if likely and high else ""


def _cased_as_a_word(word: str) -> bool:
    return word.islower() or word.istitle() or word.isupper()
