"""The text for a voice: words replace everything that the voice would spell or misread."""

import re
import unicodedata
from datetime import date

from kiosk.i18n.formats import ascii_digits
from kiosk.javanese_script import transliterate_javanese
from kiosk.speech.text import abbreviations, date_abbreviations, numbers
from kiosk.speech.text.call_numbers import spell_call_number
from kiosk.speech.text.javanese_numbers import say_javanese_numbers
from kiosk.speech.text.near_dates import say_near_dates
from kiosk.speech.text.signs import say_addresses, say_remaining_signs, say_signs

# Replacements for letters that a voice cannot read: Malay, Kurdish and Uyghur letters in Arabic
# script for the Persian voice, and letters of the old Russian spelling.
_LENT: dict[str, dict[int, str]] = {
    "ar": str.maketrans({"ٱ": "ا"}),
    "fa": str.maketrans(
        {"ڤ": "پ", "ڠ": "نگ", "ݢ": "گ", "ڽ": "نی", "ۏ": "و", "ڕ": "ر", "ێ": "ی", "ۆ": "و"}
        | {"ڵ": "ل", "ۇ": "و", "ې": "ی", "ھ": "ه", "ں": "ن", "ۈ": "و", "ە": "ه", "ۋ": "و"}
    ),
    "ru": str.maketrans(dict(zip("ѣіѵѳѢІѴѲ", "еиифЕИИФ", strict=True))),
}
_ARABIC_SIGNS = str.maketrans({"٫": ".", "٬": ",", "⁄": "/"})
# Voices that read Latin letters as English, and read the letter A as the English article.
_IN_ENGLISH = ("en", "ar", "fa")
_ARTICLE = re.compile(r"(?<!\S)A(?=[\s,]|$)")
# ISBD punctuation between spaces becomes a pause, because voices would say its name.
_ISBD = re.compile(r"\s[:;/=]\s")
# Chinese punctuation, which has no space after it: "空闲：09:40，6 人".
_WIDE = re.compile(r"([：，；])(?=\S)")
# These characters would merge with a digit before them: "3½", "10⁵".
_RAISED = re.compile("(?<=[0-9])(?=[¼-¾⅐-⅞⁰⁴-⁹¹²³])")


def speech_text(
    text: str, language: str, *, sign_by_sign: bool = False, today: date | None = None
) -> str:
    """Return ``text`` rewritten so that the voice of ``language`` reads it correctly.

    If ``sign_by_sign`` is True, ``text`` is a call number or a code and is spelt. If ``today`` is
    given, that day is called "today".
    """
    said = _spell(text, language) if sign_by_sign else _say(text, language, today)
    return say_javanese_numbers(said) if language == "jv" else said


def _spell(text: str, language: str) -> str:
    text = abbreviations.expand_abbreviations(_ISBD.sub(", ", _readable(text, language)), language)
    said = spell_call_number(text, numbers.decimal_point_word(language))
    return _ARTICLE.sub("eigh", said) if language in _IN_ENGLISH else said


def _say(text: str, language: str, today: date | None) -> str:
    text = say_addresses(_readable(say_signs(text, language), language), language)
    text = abbreviations.expand_abbreviations(_ISBD.sub(", ", text), language)
    text = date_abbreviations.expand_dates(text, language)
    if today:
        text = say_near_dates(text, language, today)
    return say_remaining_signs(numbers.spell_out_numbers(text, language), language)


def _readable(text: str, language: str) -> str:
    """Return ``text`` in letters and digits that the voice of ``language`` can read."""
    text = ascii_digits(_plain(text)).translate(_ARABIC_SIGNS)
    if language != "vi":
        text = "".join(map(_known, text))
    if language == "jv":
        return transliterate_javanese(text)
    return text.translate(_LENT.get(language, {}))


def _plain(text: str) -> str:
    """Return ``text`` with compatibility characters replaced; ordinals such as "2ª" are kept."""
    text = _RAISED.sub(" ", text.replace("№", "No."))
    text = _WIDE.sub(r"\1 ", text)
    parts = re.split("([ªº]+)", text)
    return "".join(
        part if place % 2 else unicodedata.normalize("NFKC", part)
        for place, part in enumerate(parts)
    )


def _known(letter: str) -> str:
    """Return a Latin letter that voices can read instead of ``letter``.

    Otherwise voices would say the character codes of "ḥ" and "ʻ" in transliterated names.
    """
    if "\u02b0" <= letter <= "\u036f":
        return ""
    if letter < "\u0180" or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    return unicodedata.normalize("NFD", letter)[0]
