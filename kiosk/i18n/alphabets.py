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


def alphabet(code: str) -> list[str]:
    """Return the letters of the language ``code`` in alphabetical order, and its digits.

    Chinese uses the Latin alphabet, because the search understands pinyin.
    """
    return [*_OTHERS.get(code, _LATIN + _BETWEEN), *digits(DIGITS, code)]
