"""Alphabets for the letter pad, which replaces letter keys on keypads."""

DIGITS = "0123456789"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_OTHERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةى",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    # Consonants, vowels, tones, the killer and the medials (Unicode 16.3, Myanmar).
    "my": "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ" + "ါာိီုူေဲံ့း်ျြွှ",
}


def alphabet(code: str) -> list[str]:
    """Return the letters and digits of the language ``code`` in alphabetical order.

    Search ignores accents, so Latin has plain letters only. Chinese uses them too, because
    search understands pinyin.
    """
    return [*_OTHERS.get(code, _LATIN), *DIGITS]
