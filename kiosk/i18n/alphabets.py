"""Alphabets for the letter pad, with which visitors type if their keypad has no letter keys.

Each alphabet holds the exemplar characters of the language in CLDR 48, except the optional vowel
signs of Arabic script, which the search ignores. An accented letter follows its plain letter.
"""

from kiosk.i18n.formats import digits

DIGITS = "0123456789"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_BETWEEN = "-'"  # in "buku-buku" and "l'heure"
_OTHERS = {
    "jv": "aâåbcdeéèêfghiìjklmnoòpqrstuùvwxyz" + _BETWEEN,
    "fr": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz" + _BETWEEN,
    "es": "aábcdeéfghiíjklmnñoópqrstuúüvwxyz" + _BETWEEN,
    "ar": "اأإآبتةثجحخدذرزسشصضطظعغفقكلمنهوؤيىئء",
    # With the hamza above of the genitive.
    "fa": "آاأبپتثجچحخدذرزژسشصضطظعغفقکگلمنوؤهةیئء\u0654",
    # Consonants, independent vowels, vowel signs, tone marks, virama, asat and medials, great sa,
    # logograms and punctuation (Unicode 16.3, Myanmar).
    "my": "ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဿဟဠအ" + "ဣဤဥဦဧဩဪ" + "ါာိီုူေဲံ့း္်ျြွှ" + "၌၍၎၏၊။",
}


# The other alphabet of a language, with which names and titles may be written.
# Letters, final signs, vowel signs, medials and pangkon (Unicode 16.0, Javanese).
_JAVANESE = [*map(chr, (*range(0xA984, 0xA9B4), *range(0xA980, 0xA984), *range(0xA9B4, 0xA9C1)))]
_SECOND = {"ar": "en", "fa": "en", "my": "en"}


def alphabet(code: str) -> list[str]:
    """Return the letters of the language ``code`` in alphabetical order, and its digits.

    Chinese uses the Latin alphabet, because the search understands pinyin.
    """
    return [*_OTHERS.get(code, _LATIN + _BETWEEN), *digits(DIGITS, code)]


def second_alphabet(code: str) -> list[str]:
    """Return the other letters with which titles in the language ``code`` are typed, if any.

    These are Latin letters for a language in another script, and Javanese letters for Javanese.
    """
    if code == "jv":
        return [*_JAVANESE]
    return alphabet(_SECOND[code]) if code in _SECOND else []
