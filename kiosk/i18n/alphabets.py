"""The letters of a language, for visitors whose keypad has none."""

DIGITS = "0123456789"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_OTHERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةى",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    # Consonants, vowels, tones, the killer and the medials (Unicode 16.3, Myanmar).
    "my": "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ" + "ါာိီုူေဲံ့း်ျြွှ",
}


def alphabet(code: str) -> list[str]:
    """The letters and digits to choose from in the language ``code``, in their order.

    Search does without marks, so Latin has the plain letters alone; Chinese, which no row
    of letters holds, gets these too (search reads pinyin).
    """
    return [*_OTHERS.get(code, _LATIN), *DIGITS]
