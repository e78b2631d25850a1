"""ISBNs as 13 digits (ISO 2108) and ISSNs as 4 and 4 (ISO 3297)."""

import re

_ISSN = re.compile(r"(?<![0-9])([0-9]{4})[-‐– ]?([0-9]{3}[0-9Xx])(?![0-9])")
_CANDIDATE = re.compile(r"[0-9][0-9\- ‐–]{7,16}[0-9Xx]")


def find_isbn13(text: str) -> str:
    """The first valid ISBN in ``text`` as 13 digits, "" where there is none."""
    for found in _CANDIDATE.finditer(text):
        digits = re.sub(r"[^0-9Xx]", "", found[0]).upper()
        for length in (13, 10):
            if len(digits) >= length and (isbn := _valid(digits[:length])):
                return isbn
    return ""


def find_issn(text: str) -> str:
    """The first valid ISSN in ``text`` with its hyphen, "" where there is none."""
    for found in _ISSN.finditer(text):
        digits = (found[1] + found[2]).upper()
        values = [10 if d == "X" else int(d) for d in digits]
        weights = range(8, 0, -1)
        if sum(v * w for v, w in zip(values, weights, strict=True)) % 11 == 0:
            return f"{digits[:4]}-{digits[4:]}"
    return ""


def _valid(digits: str) -> str:
    if len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979")):
        return digits if digits[-1] == _check13(digits) else ""
    if len(digits) == 10 and digits[:9].isdigit():
        values = [10 if d == "X" else int(d) for d in digits]
        if sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11:
            return ""
        return "978" + digits[:9] + _check13("978" + digits[:9])
    return ""


def _check13(digits: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits[:12]))
    return str(-total % 10)
