"""Javanese numbers in words, because the voice is Indonesian and would say Indonesian numbers.

The words are those of everyday Javanese (ngoko), such as "selawe" for 25 and "seket" for 50.
"""

import re

_ONES = ("nol", "siji", "loro", "telu", "papat", "lima", "enem", "pitu", "wolu", "sanga")
_BEFORE = ("", "", "rong", "telung", "patang", "limang", "nem", "pitung", "wolung", "sangang")
_TEENS = (
    "sepuluh", "sewelas", "rolas", "telulas", "patbelas", "limalas", "nembelas", "pitulas",
    "wolulas", "sangalas",
)  # fmt: skip
_TWENTIES = (
    "rong puluh", "selikur", "rolikur", "telulikur", "patlikur", "selawe", "nemlikur", "pitulikur",
    "wolulikur", "sangalikur",
)  # fmt: skip
_TENS = {5: "seket", 6: "sewidak"}
_NUMBER = re.compile(r"\d+(?:,\d+)?")
_LONGEST = 9  # digits


def say_javanese_numbers(text: str) -> str:
    """Write the numbers in ``text`` in words; a number below one thousand million is one number."""
    return _NUMBER.sub(lambda met: _say(met[0]), text)


def _say(number: str) -> str:
    whole, _, decimals = number.partition(",")
    is_code = len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0")
    said = _digits(whole) if is_code else _words(int(whole))
    return f"{said} koma {_digits(decimals)}" if decimals else said


def _digits(digits: str) -> str:
    return " ".join(_ONES[int(digit)] for digit in digits)


def _words(value: int) -> str:
    """Return the words for a number from 0 to 999 999 999."""
    for size, one, many in (
        (10**6, "sayuta", "yuta"),
        (1000, "sewu", "ewu"),
        (100, "satus", "atus"),
    ):
        if value >= size:
            count, rest = divmod(value, size)
            said = one if count == 1 else f"{_counted(count)} {many}"
            return f"{said} {_words(rest)}" if rest else said
    if value < 10:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    if tens == 1:
        return _TEENS[ones]
    if tens == 2:
        return _TWENTIES[ones]
    said = _TENS.get(tens) or f"{_BEFORE[tens]} puluh"
    return f"{said} {_ONES[ones]}" if ones else said


def _counted(count: int) -> str:
    """Return ``count`` (2 to 999) as it stands before a larger number, such as "rong"."""
    head, ones = divmod(count, 10)
    if not head:
        return _BEFORE[ones]
    if head % 10 in (1, 2) or not ones:
        return _words(count)
    return f"{_words(count - ones)} {_BEFORE[ones]}" if ones > 1 else _words(count)
