"""Call numbers and codes, read character by character so that a visitor can find the book.

"899.221 3 HAM t" becomes "8 9 9 point 2 2 1, 3, H A M, T": no part is read as a whole number or as
a word.
"""

import re
import unicodedata

_GROUP = 3  # digits in a group, if a code has more than two groups of digits
_LETTERS = 4  # a part with more letters is a word
_SIGN = re.compile(r"[^\W\d_]+|\d+|\.|\S", re.UNICODE)
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
_WORD = re.compile(r"[A-Za-z]{3,}")


def spell_digits(digits: str) -> str:
    """Return the digits separated by spaces, in groups of three if there are many digits."""
    if len(digits) <= 2 * _GROUP:
        return " ".join(digits)
    groups = [digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP)]
    if len(groups[-1]) == 1:
        groups[-2:] = ["".join(groups[-2:])]
    return ", ".join(" ".join(group) for group in groups)


def spell_call_number(mark: str, point: str) -> str:
    """Spell a call number, ISBN or other code; ``point`` is the word for a decimal point.

    Words in the code are read as words, and years as numbers. Spaces, hyphens, brackets and the
    slash of a segmented class number (DDC) become pauses.
    """
    said, word_before = "", False
    for part in filter(None, re.split(r"[\s,;:()\[\]]+", mark)):
        is_word = _is_word(part)
        words = part if is_word else _part(part, point)
        between = " " if is_word or word_before else ", "
        said += between + words if said and words else words
        word_before = is_word
    return said


def _part(part: str, point: str) -> str:
    """Spell one of the parts between spaces, which is not a word."""
    if _YEAR.fullmatch(part) or (part.isdecimal() and len(part) < _GROUP and part[0] != "0"):
        return part
    signs = _signs(part.replace("/.", ".").replace("./", "."))
    said = ""
    for place, sign in enumerate(signs):
        before, after = signs[place - 1 : place], signs[place + 1 : place + 2]
        if sign == ".":
            between = bool(before and after) and before[0][-1].isdecimal() and after[0].isdecimal()
            said += f" {point} " if between and point else ", "
        elif sign.isdecimal():
            said += f" {spell_digits(sign)} "
        elif sign[0].isalpha():
            said += f" {_letters(sign)} "
        else:
            said += ", "
    return re.sub(r"(?: ?, ?)+", ", ", re.sub(r"\s+", " ", said)).strip(" ,")


def _signs(part: str) -> list[str]:
    """Split ``part`` into letters, digits and marks; Thai vowel signs stay with their letters."""
    signs: list[str] = []
    for sign in _SIGN.findall(part):
        whole = bool(signs) and signs[-1][0].isalpha()
        if whole and (_is_mark(sign) or (sign[0].isalpha() and _is_mark(signs[-1][-1]))):
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign[0]).startswith("M")


def _is_word(part: str) -> bool:
    letters = part.strip(".'’\"")
    if not letters.isascii():
        return all(each.isalpha() or _is_mark(each) for each in letters)
    long = len(letters) > _LETTERS or not letters.isupper()
    return long and _WORD.fullmatch(letters) is not None


def _letters(sign: str) -> str:
    if _is_word(sign):
        return sign
    return " ".join(sign.upper() if sign.isascii() else sign)
