"""The scripts in a text, and the language whose voice reads each part of the text."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kiosk.i18n.languages import language as choose_language

# The default language of each script that a voice may read,
# for texts whose language is unknown.
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
# Scripts that no voice can read; a voice for another script would read out character codes.
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
_ARABIC = ("\u0621", "\u064a")  # the first and last letter that the Arabic voice can read
_BETWEEN = frozenset(" \t\n,،;()[]–-/")
_WORD = 3  # letters: a shorter part may be a code, and is not split off


def script_of(text: str) -> str:
    """Return the script (ISO 15924) of the first letter in ``text`` whose script is recognised.

    If there is no such letter, an empty string is returned.
    """
    return next(filter(None, map(_script, text)), "")


def language_for(script: str) -> str:
    """Return the default language for a text in ``script``."""
    return _LANGUAGE_OF.get(script, "und" if script else "en")


def is_language_of_script(language: str, script: str) -> bool:
    """Return True if ``language`` is written in ``script``."""
    return script in _scripts_of(language)


def can_voice_read(text: str, language: str) -> bool:
    """Return True if the voice of ``language`` can read ``text``.

    Japanese and Korean voices cannot read Chinese characters. A language that borrows the
    Indonesian voice can be read only in Latin letters.
    """
    return script_of(text) not in _UNREAD and _is_read_in(text, language)


def _is_read_in(text: str, language: str) -> bool:
    return language not in ("ja", "ko") or all(_script(letter) != "Hani" for letter in text)


def split_by_script(
    text: str, language: str, others: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Split ``text`` into parts of one script, each with the language whose voice reads the part.

    A part is read in ``language`` if that language uses the script of the part. Otherwise the part
    is read in the first language in ``others`` that uses the script, or else in the default
    language of the script. Punctuation and digits belong to the letters before them (UAX 24, 5.1),
    except for a number at the end of a part, such as a year.
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
    """Split off a number at the end of a part, such as a year after a name."""
    after = max((place for place, letter in enumerate(part, 1) if letter.isalpha()), default=0)
    while after < len(part) and part[after] not in _BETWEEN:
        after += 1
    if said == language or not any(map(str.isdecimal, part[after:])):
        yield part, said
        return
    yield part[:after], said
    yield part[after:], language


def _runs(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Split ``text`` into parts, each with its script.

    The script is an empty string if no letter of the part has a recognised script.
    """
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
    """Return True for a separate number before a foreign name, such as the number of a shelf."""
    number = text[-1:].isspace() and any(map(str.isdecimal, text))
    return number and not is_language_of_script(language, script)


def _is_code(text: str, place: int, script: str, language: str) -> bool:
    """Return True for a few Latin letters in a text in another script: "ISBN", "T"."""
    if script != "Latn" or is_language_of_script(language, "Latn"):
        return False
    end = place
    while end < len(text) and _script(text[end]) == "Latn":
        end += 1
    word = text[place:end]
    return len(word) < _WORD or word.isupper()


def _are_one(one: str, other: str) -> bool:
    """Return True if letters of both scripts can appear in one word, as in Japanese."""
    return {one, other} == {"Kana", "Hani"}


def _usual(text: str, script: str) -> str:
    scripts = {_script(letter) for letter in text}
    if script in ("Hani", "Kana"):
        return "ja" if "Kana" in scripts else "zh"
    return language_for(script)


def _arabic(text: str, language: str) -> str:
    """Return ``language``, or Urdu or Persian if the Arabic voice cannot read every letter."""
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
