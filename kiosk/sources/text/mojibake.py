"""Repairing text that other software has decoded wrongly, if the original is beyond doubt.

There are two cases. UTF-8 was decoded with a code page and encoded again ("Ã©" for "é"), or MARC-8
lost its escape characters ("$1!V9(B" for a Chinese character).
"""

import re
import unicodedata
from collections.abc import Iterator

from pymarc import Field, Record, Subfield

from kiosk.sources.text import marc8
from kiosk.sources.text.languages import has_letters_of

_MOST_LAYERS = 4  # the maximum number of repeated encodings
_LEAST = 3  # letters; a shorter text in Arabic or Cyrillic is not repaired

# Characters that may correctly follow an accented letter: “CAFÉ”, CAFÉ — …
_MAY_FOLLOW = "‘’“”‚„‹›«»–—…•·ªº©®™\xa0"


def _bytes_of(encoding: str) -> dict[int, int]:
    """Map each non-ASCII character to its byte; C1 control characters map to unassigned bytes."""
    pairs = ((bytes((n,)).decode(encoding, "ignore") or chr(n), n) for n in range(0x80, 0x100))
    return {ord(char): byte for char, byte in pairs} | {n: n for n in range(0x80, 0xA0)}


_WESTERN, _ARABIC, _CYRILLIC = map(_bytes_of, ("cp1252", "cp1256", "cp1251"))
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def repair_double_encoding(text: str) -> str:
    """Undo repeated encoding of ``text``, or return ``text`` unchanged if in doubt."""
    if text.isascii():
        return text
    found = meant = text
    for _ in range(_MOST_LAYERS):
        meant = _western(meant) or _other_script(meant)
        if not meant:
            break
        if _is_text(meant):
            found = meant
    return found


def _western(text: str) -> str:
    """Repair UTF-8 that was decoded as Windows-1252 or Latin-1. Returns "" if uncertain."""
    raw = _encoded(text, _WESTERN)
    return raw.decode() if raw and not _by_chance(text, raw) else ""


def _other_script(text: str) -> str:
    """Repair UTF-8 that was decoded as Windows-1256 or Windows-1251. Returns "" if uncertain."""
    for table, language in ((_ARABIC, "ar"), (_CYRILLIC, "ru")):
        if raw := _encoded(text, table):
            letters = [char for char in raw.decode() if not char.isascii() and char.isalpha()]
            if len(letters) >= _LEAST and all(has_letters_of(language, char) for char in letters):
                return raw.decode()
    return ""


def _encoded(text: str, table: dict[int, int]) -> bytes:
    """Encode ``text`` with ``table``; b"" if impossible, or if the result is not UTF-8."""
    codes = [code if code < 0x80 else table.get(code, -1) for code in map(ord, text)]
    if text.isascii() or min(codes) < 0:
        return b""
    raw = bytes(codes)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return b""
    return raw


def _is_text(text: str) -> bool:
    return not any(
        char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cn", "Co")
        for char in text
        if not char.isascii()
    )


def _by_chance(text: str, raw: bytes) -> bool:
    """Return whether the text has one suspect sequence, which may be correct, as in “CAFÉ”."""
    first, *more = _SEQUENCE.finditer(raw)
    at = first.start()  # everything before this position is ASCII
    if more or len(first[0]) > 2 or text[at + 1] not in _MAY_FOLLOW:
        return False
    before, after = text[at - 1 : at] if at else "", text[at + 2 : at + 3]
    if text[at].islower():  # “Fuß…”
        return True
    if before.isupper():
        return not after.islower()
    return not before.islower() and text[at] not in "ÂÃ"


# --- MARC-8 ------------------------------------------------------------------
_LOST = r"[ \ufffd]?"  # some software replaces an escape character by one of these characters
_EAST_ASIAN = re.compile(rf"{_LOST}\$[,(]?1((?:[!-~]{{3}}|[ ]){{1,500}}?)(?:{_LOST}\(B|\Z)")
_OTHER_SETS = re.compile(
    rf"{_LOST}\(([NQS234])(?:\)([QE34]))?([ -~]{{1,500}}?)(?:{_LOST}\)!?E)?{_LOST}\(B"
)
_SCRIPTS = {"N": "ru", "Q": "ru", "S": "el", "2": "he", "3": "ar", "4": "ar"}


def restore_marc8_escapes(record: Record, language: str) -> None:
    """Decode MARC-8 that lost its escape characters; ``record`` is changed in place.

    East Asian text is accepted if all characters are valid in the character set. Text in other sets
    is accepted if the record declares the set (066, 880 $6) or if ``language`` is written in this
    script.
    """
    named = "".join(s.value for f in record.get_fields("066") for s in f.subfields)
    for field in record.fields:
        if any("(B" in s.value or "$1" in s.value for s in field.subfields):
            declared = named + "".join(s.value for s in field.subfields if s.code == "6")
            field.subfields = list(_restored(field, declared, language))


def _restored(field: Field, declared: str, language: str) -> Iterator[Subfield]:
    def other(found: re.Match[str]) -> str:
        letters = found[1]
        sure = f"({letters}" in declared or language == _SCRIPTS[letters]
        second = f"\x1b){found[2]}" if found[2] else ""
        decoded = _decoded(f"\x1b({letters}{second}{found[3]}") if sure else ""
        return decoded if has_letters_of(_SCRIPTS[letters], decoded) else found[0]

    def east_asian(found: re.Match[str]) -> str:
        # "$1949 (Balai Pustaka)" is not MARC-8, so letters and digits alone are not enough.
        sure = language in ("zh", "ja", "ko") or not found[1].replace(" ", "").isalnum()
        decoded = _decoded(f"\x1b$1{found[1]}") if sure else ""
        return decoded if any(has_letters_of(each, decoded) for each in ("ja", "ko")) else found[0]

    for code, value in field.subfields:
        if code != "6":
            value = _EAST_ASIAN.sub(east_asian, value)
            value = _OTHER_SETS.sub(other, value)
        yield Subfield(code, value)


def _decoded(text: str) -> str:
    try:
        return marc8.decode_marc8(text.encode("ascii"))
    except marc8.NotMarc8:
        return ""
