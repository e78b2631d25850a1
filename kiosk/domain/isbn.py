"""Finding ISBNs (ISO 2108) and ISSNs (ISO 3297) in text, and testing their check digits."""

import re

_ISBN_10 = re.compile(r"[0-9]{9}[0-9Xx]")
_ISBN_13 = re.compile(r"97[89][0-9]{10}")
_ISSN = re.compile(r"(?<![0-9])([0-9]{4})[-‐– ]?([0-9]{3}[0-9Xx])(?![0-9])")
_CANDIDATE = re.compile(r"[0-9][0-9\- ‐–]{7,16}[0-9Xx]")


def find_isbn(text: str) -> str:
    """Return the first valid ISBN in ``text`` as 13 digits, or "" if ``text`` contains no ISBN."""
    for found in _CANDIDATE.finditer(text):
        number = re.sub(r"[^0-9Xx]", "", found[0])
        for isbn in filter(_is_valid, (number[:13], number[:10])):
            return as_isbn13(isbn)
    return ""


def find_issn(text: str) -> str:
    """Return the first valid ISSN in ``text`` with a hyphen, or "" if ``text`` contains no ISSN."""
    for found in _ISSN.finditer(text):
        number = (found[1] + found[2]).upper()
        if _sum_of_10(number) % 11 == 0:
            return f"{number[:4]}-{number[4:]}"
    return ""


def is_issn(number: str) -> bool:
    """Return whether ``number``, which comes from a record's ``isbns``, is an ISSN."""
    return len(number) == 9 and number[4] == "-"


def as_isbn13(number: str) -> str:
    """Return the ISBN-13 for an ISBN-10 without hyphens (ISO 2108, annex A).

    Any other string is returned unchanged. The check digit of the ISBN-10 is not tested, because
    many books are printed with a wrong check digit.
    """
    if not _ISBN_10.fullmatch(number):
        return number
    body = f"978{number[:9]}"
    return body + str(-_sum_of_13(body) % 10)


def _is_valid(number: str) -> bool:
    if _ISBN_13.fullmatch(number):
        return _sum_of_13(number) % 10 == 0
    return bool(_ISBN_10.fullmatch(number)) and _sum_of_10(number) % 11 == 0


def _sum_of_13(digits: str) -> int:
    """Return the sum of the digits, weighted 1 and 3 alternately."""
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))


def _sum_of_10(number: str) -> int:
    """Return the weighted sum of an ISBN-10 or ISSN; the last weight is 1, and X counts as 10."""
    values = [10 if digit in "Xx" else int(digit) for digit in reversed(number)]
    return sum(value * weight for weight, value in enumerate(values, 1))
