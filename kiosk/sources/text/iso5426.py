"""A strict decoder for ISO 5426 (1983), the extended Latin set of UNIMARC before Unicode.

A combining mark comes before its letter. Text that is really Latin-1 or Windows-1252 is refused.
"""

import re
import unicodedata

_MARKS = dict(
    zip(
        range(0xC0, 0xDC),
        "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030a\u0315\u0312\u030b\u031b"
        "\u030c\u0327\u031c\u0326\u0328\u0325\u032e\u0323\u0324\u0332\u0333\u0329\u032d",
        strict=True,
    )
)
_SIGNS = {
    **dict(zip(range(0xA1, 0xB0), "¡„£$¥†§′‘“«♭©℗®", strict=True)),
    **dict(zip(range(0xB0, 0xC0), "ʻʼ‚\0\0\0‡·″’”»♯ʹʺ¿", strict=True)),
    0xE1: "Æ", 0xE2: "Đ", 0xE6: "Ĳ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xEC: "Þ",
    0xF1: "æ", 0xF2: "đ", 0xF3: "ð", 0xF5: "ı", 0xF6: "ĳ", 0xF8: "ł", 0xF9: "ø", 0xFA: "œ",
    0xFB: "ß", 0xFC: "þ",
    0x88: "", 0x89: "", 0x98: "", 0x9C: "",  # non-sorting marks
}  # fmt: skip
_INSIDE = re.compile("[a-zà-ÿ][ÆĐĲŁØŒÞ]")  # for example, é in Latin-1 is decoded as Ø
# Combinations that no language uses: É in Latin-1 would become an l with two dots.
_ODD = re.compile("[\u0300-\u0308\u030a-\u030c]|[ẗẅḧẍ]")


class NotIso5426(ValueError):
    """The bytes are not ISO 5426; ``str(error)`` is the reason."""


def decode_iso5426(raw: bytes) -> str:
    """Decode one field to Unicode in NFC. Raises NotIso5426."""
    text: list[str] = []
    waiting: list[str] = []
    for byte in raw:
        if byte in _MARKS:
            waiting.append(_MARKS[byte])
            continue
        char = chr(byte) if byte < 0x80 else _SIGNS.get(byte, "\0")
        if char == "\0":
            raise NotIso5426(f"the byte 0x{byte:x} is not in the character set")
        if waiting and not char.isalpha():
            raise NotIso5426("there are accents without a letter")
        text += (char, *waiting)
        waiting.clear()
    whole = unicodedata.normalize("NFC", "".join(text))
    if waiting or _INSIDE.search(whole) or _ODD.search(whole):
        raise NotIso5426("it reads like another character set")
    return whole
