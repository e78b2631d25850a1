"""Decoding MARC text; the bytes show the encoding more reliably than the leader does."""

import re

from kiosk.sources.text import iso5426, marc8
from kiosk.sources.text.marc8 import NotMarc8

_UTF8_SIGN = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CYRILLIC_LANGUAGES = frozenset(b"rus ukr bul bel mac srp kaz tat mon kir tgk".split())
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ]+")
# The lookbehind skips subfield codes, which are Latin letters.
_MIXED_WORD = re.compile(r"(?<!\x1f)[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_MARC8_ESCAPE = re.compile(rb"\x1b[(),\-$gbps1]")


class Undecodable(ValueError):
    """Text in an unknown encoding; ``str(error)`` is one sentence."""


def is_utf8(raw: bytes) -> bool:
    """Return whether a whole record is UTF-8, which an ASCII record with MARC-8 escapes is not."""
    if raw.isascii():
        return not _MARC8_ESCAPE.search(raw)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_windows_1251(raw: bytes, language: bytes) -> bool:
    """Return whether a record makes sense as Windows-1251 in a language written in Cyrillic.

    ``language`` is the MARC code of the language. KOI8-R is rejected, because its capitals are
    lower-case letters in Windows-1251. Romanised text in MARC-8 is rejected too, because its
    accents would become Cyrillic letters inside Latin words.
    """
    if language not in _CYRILLIC_LANGUAGES or raw.isascii():
        return False
    try:
        text = raw.decode("cp1251")
    except UnicodeDecodeError:
        return False
    words = _CYRILLIC_WORD.findall(text)
    if len(_MIXED_WORD.findall(text)) * 10 > len(words):
        return False
    usual = sum(len(word) for word in words if word.islower() or word.istitle())
    letters = sum(map(len, words))
    high = sum(byte > 0x7F for byte in raw)
    return letters * 10 >= high * 9 and usual * 10 >= letters * 8


def decode_marc21(raw: bytes, *, flagged_utf8: bool) -> str:
    """Decode one MARC 21 field as UTF-8 or MARC-8. Raises Undecodable."""
    if is_utf8(raw):
        return raw.decode("utf-8")
    try:
        # Broken UTF-8 is often valid MARC-8, but decodes to nonsense.
        if flagged_utf8 and _UTF8_SIGN.search(raw):
            raise NotMarc8("it is UTF-8 with broken bytes in it")
        return marc8.decode_marc8(raw)
    except NotMarc8 as fault:
        named = "UTF-8" if flagged_utf8 else "MARC-8"
        reason = f"The text is neither UTF-8 nor MARC-8 (the leader says {named}): {fault}."
        raise Undecodable(reason) from fault


def decode_unimarc(raw: bytes) -> str:
    """Decode one UNIMARC field as UTF-8 or ISO 5426. Raises Undecodable."""
    if is_utf8(raw):
        return raw.decode("utf-8")
    try:
        return iso5426.decode_iso5426(raw)
    except iso5426.NotIso5426 as fault:
        reason = f"The text of this UNIMARC field is neither UTF-8 nor ISO 5426: {fault}."
        raise Undecodable(reason) from fault
