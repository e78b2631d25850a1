"""One order and one spelling of signs that look the same in scripts of South East Asia.

Keyboards and fonts let writers type these in several ways, and Unicode normalisation keeps the
differences: the canonical combining class of most vowel signs is 0.
"""

import re

_ASIAN = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
_RULES = tuple(
    (re.compile(found), replacement)
    for found, replacement in (
        # Thai and Lao: two vowels e are one ae.
        ("\u0e40\u0e40", "\u0e41"),
        ("\u0ec0\u0ec0", "\u0ec1"),
        # Khmer: vowels of two parts (The Unicode Standard, 16.4).
        ("\u17c1\u17b8", "\u17be"),
        ("\u17c1\u17b6", "\u17c4"),
        # Burmese: the digit zero for the letter wa, and the letter u for nya.
        (
            "\u1040(?=[\u102b-\u1032\u1036-\u103e])|(?<=[\u1000-\u103f])\u1040(?=[\u1000-\u103f])",
            "\u101d",
        ),
        ("\u1025(?=[\u1037\u103a])", "\u1009"),
    )
)
# The ring of the vowel am of Thai and Lao comes after the tone.
_RINGS = "\u0e4d\u0ecd"
_RINGS_AND_TONES = re.compile(f"[{_RINGS}\u0e48-\u0e4b\u0ec8-\u0ecb]{{2,}}")
# Burmese vowels and medials in the order of storage (Unicode Technical Note 11).
_BURMESE = (
    "\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u1037\u1038"
)
_SEVERAL = re.compile(f"[{_BURMESE}]{{2,}}")


def respell_asian(text: str) -> str:
    """Return ``text``, decomposed by NFKD, with one spelling of each sign; other text unchanged."""
    if not _ASIAN.search(text):
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    text = _RINGS_AND_TONES.sub(lambda met: "".join(sorted(met[0], key=_RINGS.__contains__)), text)
    return _SEVERAL.sub(lambda met: "".join(sorted(met[0], key=_BURMESE.index)), text)
