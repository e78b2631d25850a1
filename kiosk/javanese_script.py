"""Transliteration of Javanese script for voices that read only Latin letters.

The transliteration is based on the Unicode names of the letters (Unicode 17.2). Each consonant is
followed by the vowel a, unless a vowel sign replaces the a or a pangkon removes it.
"""

import unicodedata
from functools import cache

_FIRST, _LAST = "\ua980", "\ua9df"
_VOWELS = {
    "TARUNG": "a",
    "TOLONG": "o",
    "WULU": "i",
    "WULU MELIK": "i",
    "SUKU": "u",
    "SUKU MENDUT": "u",
    "TALING": "e",
    "DIRGA MURE": "ai",
    "PEPET": "e",
    "KERET": "re",
}
_MEDIALS = {"CAKRA": "r", "PENGKAL": "y"}
_FINALS = {"PANYANGGA": "m", "CECAK": "ng", "LAYAR": "r", "WIGNYAN": "h"}
# Spellings used in Indonesian and Javanese.
_LETTERS = {"DDA": "dha", "TTA": "tha", "PA CEREK": "re", "I KAWI": "i", "II": "i"}
_KINDS = {"MURDA", "MAHAPRANA", "SASAK", "AGUNG", "KAWI", "RASWADI"}


def transliterate_javanese(text: str) -> str:
    """Transliterate the Javanese script in ``text`` and leave the rest unchanged."""
    said = ""
    for letter in text:
        said = _with(said, letter) if _FIRST <= letter <= _LAST else said + letter
    return said


def _with(said: str, letter: str) -> str:
    name = _name(letter)
    if name.startswith("LETTER "):
        return said + _letter(name.removeprefix("LETTER "))
    sign = name.rpartition("SIGN ")[2]
    open_ = said.removesuffix("a")
    if name == "PANGKON":
        return open_
    if sign in _MEDIALS:
        return f"{open_}{_MEDIALS[sign]}a"
    if sign in _FINALS:
        return said + _FINALS[sign]
    if sign == "TARUNG" and said.endswith("e"):
        return said[:-1] + "o"  # taling and tarung together are the vowel o
    if sign in _VOWELS:
        return open_ + _VOWELS[sign]
    if letter.isdecimal():
        return said + str(unicodedata.decimal(letter))
    return said if unicodedata.category(letter).startswith("M") else f"{said}, "


def _letter(name: str) -> str:
    if name.startswith("NGA LELET"):
        return "le"
    if name in _LETTERS:
        return _LETTERS[name]
    plain = " ".join(part for part in name.split() if part not in _KINDS)
    return _LETTERS.get(plain, plain.lower())


@cache
def _name(letter: str) -> str:
    return unicodedata.name(letter, "").removeprefix("JAVANESE ")
