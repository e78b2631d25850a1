"""In which script a text is written, and by whose voice each part of it is said."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kiosk.i18n.languages import language as choose_language

# The scripts for which there may be a voice, by the first word of the names of their letters
# in Unicode, with the language whose voice says a name that is not known to be of another.
_LANGUAGE_OF = {
    "Latn": "en",
    "Arab": "ar",
    "Hani": "zh",
    "Kana": "ja",
    "Hang": "ko",
    "Mymr": "my",
    "Java": "jv",
    "Cyrl": "ru",
    "Grek": "el",
    "Hebr": "he",
    "Deva": "hi",
    "Beng": "bn",
    "Guru": "pa",
    "Gujr": "gu",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Thai": "th",
    "Laoo": "lo",
    "Khmr": "km",
    "Tibt": "bo",
    "Geor": "ka",
    "Armn": "hy",
    "Ethi": "am",
    "Bali": "ban",
    "Sund": "su",
    "Orya": "or",
}
# Nobody has a voice for these: another would say the codes of their letters.
_SILENT = {
    "BUGINESE": "Bugi",
    "BATAK": "Batk",
    "REJANG": "Rjng",
    "MAKASAR": "Maka",
    "TAGALOG": "Tglg",
    "CHAM": "Cham",
    "MONGOLIAN": "Mong",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "TIFINAGH": "Tfng",
    "NKO": "Nkoo",
    "YI": "Yiii",
    "COPTIC": "Copt",
    "LISU": "Lisu",
}
_NAMED = {
    "LATIN": "Latn",
    "FULLWIDTH": "Latn",
    "ARABIC": "Arab",
    "CJK": "Hani",
    "KANGXI": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "HALFWIDTH": "Kana",
    "HANGUL": "Hang",
    "MYANMAR": "Mymr",
    "JAVANESE": "Java",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "TIBETAN": "Tibt",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi",
    "BALINESE": "Bali",
    "SUNDANESE": "Sund",
    "ORIYA": "Orya",
    **_SILENT,
}
_OWN = {
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Jpan": ("Kana", "Hani"),
    "Kore": ("Hang", "Hani"),
}
_UNREAD = frozenset(("Bali", "Sund", *_SILENT.values()))
_URDU = frozenset("ٹڈڑےںھہ")
_ARABIC = ("\u0621", "\u064a")  # its own letters: of all others its voice says the codes
_BETWEEN = frozenset(" \t\n,،;()[]–-/")
_WORD = 3  # letters: what is shorter may be a code, and stays with what is around it


def script_of(text: str) -> str:
    """The script (ISO 15924) of the first letter of ``text`` whose script is known, or ""."""
    return next(filter(None, map(_script, text)), "")


def language_for(script: str) -> str:
    """The language whose voice says a text in ``script`` of which nothing else is known."""
    return _LANGUAGE_OF.get(script, "und" if script else "en")


def is_language_of_script(language: str, script: str) -> bool:
    """Whether ``language`` is written in ``script``."""
    return script in _scripts_of(language)


def can_voice_read(text: str, language: str) -> bool:
    """Whether the voice of ``language`` knows the signs of ``text``: those of Japanese and Korean
    know no Chinese ones, and one that is lent by Indonesian knows Latin ones alone."""
    return script_of(text) not in _UNREAD and _is_read_in(text, language)


def _is_read_in(text: str, language: str) -> bool:
    return language not in ("ja", "ko") or all(_script(letter) != "Hani" for letter in text)


def split_by_script(
    text: str, language: str, others: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """``text`` in parts of one script, each with the language whose voice is to say it.

    That is ``language`` for what is written in its script; else the first of ``others``
    that is, or the usual one of the script. Signs, digits and marks stay with the letters
    before them (Unicode UAX 24, 5.1), but for a number that only follows: a year.
    """
    waiting, spoken_in = "", language
    for part, script in _runs(text, language):
        for run, said in _ends(part, _voice_language(part, script, language, others), language):
            if said != spoken_in and waiting:
                yield waiting, spoken_in
                waiting = ""
            waiting, spoken_in = waiting + run, said
    yield waiting, spoken_in


def _voice_language(text: str, script: str, language: str, others: Sequence[str]) -> str:
    if not script or (is_language_of_script(language, script) and script != "Arab"):
        return language
    known = (each for each in (language, *others) if is_language_of_script(each, script))
    said = next(known, _usual(text, script))
    return _arabic(text, said) if script == "Arab" else said


def _ends(part: str, said: str, language: str) -> Iterator[tuple[str, str]]:
    """A part, and a number after it that is none of its words: a year after a name."""
    after = max((place for place, letter in enumerate(part, 1) if letter.isalpha()), default=0)
    while after < len(part) and part[after] not in _BETWEEN:
        after += 1
    if said == language or not any(map(str.isdecimal, part[after:])):
        yield part, said
        return
    yield part[:after], said
    yield part[after:], language


def _runs(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Parts of ``text`` with their scripts; "" where there is no letter of a known one."""
    start, script = 0, ""
    for place, letter in enumerate(text):
        found = _script(letter)
        if not found or found == script or _are_one(found, script):
            continue
        if _is_code(text, place, found, language):
            continue
        if script or _is_numbered(text[start:place], found, language):
            yield text[start:place], script
            start = place
        script = found
    yield text[start:], script


def _is_numbered(text: str, script: str, language: str) -> bool:
    """Whether a number stands apart before a name in a foreign script: that of a shelf."""
    number = text[-1:].isspace() and any(map(str.isdecimal, text))
    return number and not is_language_of_script(language, script)


def _is_code(text: str, place: int, script: str, language: str) -> bool:
    """Whether a few Latin letters stand in a text that is not in Latin: "ISBN", "T"."""
    if script != "Latn" or is_language_of_script(language, "Latn"):
        return False
    end = place
    while end < len(text) and _script(text[end]) == "Latn":
        end += 1
    word = text[place:end]
    return len(word) < _WORD or word.isupper()


def _are_one(one: str, other: str) -> bool:
    """Japanese has its scripts in one word; of Korean, the voice reads Hangul alone."""
    return {one, other} == {"Kana", "Hani"}


def _usual(text: str, script: str) -> str:
    scripts = {_script(letter) for letter in text}
    if script in ("Hani", "Kana"):
        return "ja" if "Kana" in scripts else "zh"
    return language_for(script)


def _arabic(text: str, language: str) -> str:
    """``language``, or another where the voice of Arabic would name letters by their codes."""
    letters = set(unicodedata.normalize("NFKC", text).replace("ٱ", "ا"))
    if language != "ar" or all(map(_is_arabic, letters)):
        return language
    return "ur" if letters & _URDU else "fa"


def _is_arabic(letter: str) -> bool:
    return _script(letter) != "Arab" or _ARABIC[0] <= letter <= _ARABIC[1]


@lru_cache(256)
def _scripts_of(language: str) -> tuple[str, ...]:
    script = choose_language(language).script
    own = _OWN.get(script, (script,))
    return (*own, "Java") if language == "jv" else own


@lru_cache(4096)
def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    first, _, rest = unicodedata.name(letter, "").partition(" ")
    if first in ("FULLWIDTH", "HALFWIDTH"):
        first = rest.partition(" ")[0]
    return _NAMED.get(first, "")
