"""Reading the codes that a barcode scanner types."""

import re

from kiosk.domain.isbn import as_isbn13

MIN_LENGTH = 6  # characters: the shortest barcode of a copy that is told from typing
_MIN_DIGITS = 4
_LONGEST = 64
_AIM = re.compile(r"^\][A-Za-z][0-9]")  # the identifier of the symbology (ISO/IEC 15424)
# A book or a magazine (EAN-13), with the add-on of two or five digits for an issue or a price.
_BOOK = re.compile(r"(97[89][0-9]{10})([0-9]{2}|[0-9]{5})?")
_MAGAZINE = re.compile(r"977([0-9]{7})[0-9]{3}([0-9]{2}|[0-9]{5})?")
_ISBN_10 = re.compile(r"[0-9]{9}[0-9Xx]")


def clean_code(text: str) -> str:
    """Return ``text`` without the identifier of its symbology, and with ASCII digits only."""
    plain = "".join(str(int(each)) if each.isdecimal() else each for each in text.strip())
    return _AIM.sub("", plain)


def is_code(text: str) -> bool:
    """Return True if ``text`` may be the code of a book or a copy, and not a typed word."""
    digits = sum(map(str.isdecimal, text))
    return MIN_LENGTH <= len(text) <= _LONGEST and digits >= _MIN_DIGITS


def book_number(code: str) -> str:
    """Return the ISBN-13 or ISSN, without hyphens, that a scanned ``code`` holds, or ""."""
    if found := _BOOK.fullmatch(code):
        return found[1]
    if found := _MAGAZINE.fullmatch(code):
        return found[1] + _issn_check(found[1])
    return as_isbn13(code.upper()) if _ISBN_10.fullmatch(code) else ""


def _issn_check(digits: str) -> str:
    """Return the last character of the ISSN with these seven digits (ISO 3297)."""
    rest = -sum(int(digit) * (8 - place) for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)
