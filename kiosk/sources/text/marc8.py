"""A strict decoder for MARC-8, which refuses text that is not MARC-8.

Source: MARC 21 Specifications, "Character Sets: MARC-8". The tables are those of pymarc. Its
decoder is not used, because it silently replaces unknown bytes by spaces.
"""

import re
import unicodedata

from pymarc import marc8_mapping

_ASCII, _ANSEL, _EACC = 0x42, 0x45, 0x31
_CODESETS: dict[int, dict[int, tuple[int, int]]] = marc8_mapping.CODESETS
_ODD: dict[int, int] = marc8_mapping.ODD_MAP
_ESCAPE = re.compile(rb"\x1b(?:([(,])(.)|([)\-])(.)|\$[,(]?(1)|\$[)\-](1)|([gbps]))", re.DOTALL)
_SIGNS = re.compile(r"[\u0300-\u036f\ufe20-\ufe2f]{4}")
# Non-sorting marks (removed later), joiner and non-joiner.
_JOINERS = {0x88: "\u2060", 0x89: "\u2060", 0x8D: "\u200d", 0x8E: "\u200c"}


class NotMarc8(ValueError):
    """The bytes are not valid MARC-8."""


def decode_marc8(raw: bytes) -> str:
    """Decode one field to Unicode in NFC. Raises NotMarc8.

    A combining mark without a letter is a typing error and is dropped. If many marks have no
    letter, the text is refused; it is probably Latin-1.
    """
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii")
    text: list[str] = []
    waiting: list[str] = []  # in MARC-8, combining marks precede the letter
    marks = slips = 0
    g0, g1, at = _ASCII, _ANSEL, 0
    while at < len(raw):
        if raw[at] == 0x1B:
            g0, g1, at = _escape(raw, at, g0, g1)
            continue
        width = 3 if g0 == _EACC and raw[at] > 0x20 else 1
        char, combining = _character(raw[at : at + width], g0, g1, width)
        at += width
        if combining:
            waiting.append(char)
            marks += 1
        elif char <= " ":
            slips += len(waiting)
            waiting.clear()
            text.append(char)
        else:
            text += (char, *waiting)
            waiting.clear()
    slips += len(waiting)
    whole = unicodedata.normalize("NFC", "".join(text))
    if slips * 3 > marks or _SIGNS.search(whole):
        raise NotMarc8("there are accents without a letter")
    return whole.replace("\u2060", "")


def _escape(raw: bytes, at: int, g0: int, g1: int) -> tuple[int, int, int]:
    found = _ESCAPE.match(raw, at)
    if not found:
        raise NotMarc8("an unknown escape sequence")
    first, second, wide_first, wide_second, short = (
        found[2], found[4], found[5], found[6], found[7],
    )  # fmt: skip
    if short:
        g0 = _ASCII if short == b"s" else short[0]
    elif wide_first or wide_second:
        g0, g1 = (_EACC, g1) if wide_first else (g0, _EACC)
    elif first:
        g0 = first[0]
    else:
        g1 = second[0]
    if g0 not in _CODESETS or g1 not in _CODESETS:
        # "!E" designates ANSEL with an intermediate byte.
        if second == b"!" and raw[found.end() : found.end() + 1] == b"E":
            return g0, _ANSEL, found.end() + 1
        raise NotMarc8("an unknown character set")
    return g0, g1, found.end()


def _character(raw: bytes, g0: int, g1: int, width: int) -> tuple[str, bool]:
    code = int.from_bytes(raw, "big")
    if len(raw) < width:
        raise NotMarc8("a character cut short")
    if width == 1 and code <= 0x20:
        return chr(code), False
    if width == 1 and code in _JOINERS:
        return _JOINERS[code], False
    table = _CODESETS[g1 if width == 1 and code > 0x80 else g0]
    if code in table:
        point, combining = table[code]
        return chr(point), bool(combining)
    if code in _ODD:
        return chr(_ODD[code]), False
    raise NotMarc8(f"the byte 0x{code:x} is not in the character set")
