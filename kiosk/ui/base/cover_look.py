"""The colour and the motif of a drawn cover, which follow from the title's data."""

import re
from zlib import crc32

_NUMBER = re.compile(r"\d{2,3}(?=\D|$)")  # a Dewey or UDC class
_LETTERS = re.compile(r"[^\W\d_]+")  # a class of the Library of Congress, or a local prefix


def shade_of(call_number: str, kind: str = "") -> int:
    """Return the number of the cover's colour, so that the titles of a shelf look alike.

    Titles with the same first two digits of the class (such as 64 for cookery), or with the same
    letters if the call number has no digits, have the same colour. Titles without a call number
    have the colour of their ``kind``. The number may be larger than the number of colours.
    """
    met = _NUMBER.search(call_number) or _LETTERS.search(call_number)
    if met is None:
        return _stable(kind)
    return int(met[0].zfill(3)[:2]) if met[0].isdigit() else _stable(met[0].casefold())


def motif_of(title: str, author: str) -> int:
    """Return the number of the cover's pattern, which is always the same for a title."""
    return _stable(f"{title}\n{author}")


def _stable(text: str) -> int:
    return crc32(text.encode()) & 0xFFFF
