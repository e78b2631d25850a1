"""Alphabets for the letter pad, with which visitors type if their keypad has no letter keys."""

DIGITS = "0123456789"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_OTHERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةى",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    # Consonants, vowel signs, tone marks, the virama and the medials (Unicode 16.3, Myanmar).
    "my": "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ" + "ါာိီုူေဲံ့း်ျြွှ",
}


def alphabet(code: str) -> list[str]:
    """Return the letters and digits of the language ``code`` in alphabetical order.

    The search ignores accents, so the Latin alphabet contains no letters with accents. Chinese uses
    the Latin alphabet too, because the search understands pinyin.
    """
    return [*_OTHERS.get(code, _LATIN), *DIGITS]
