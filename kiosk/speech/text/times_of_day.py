"""Times of day in any notation, rewritten for the voice."""

import re

_DASH = r"\s?[-–—]\s?"
_HOUR = r"(?<![A-Za-z\d_.,:])([01]?\d|2[0-4])"
_MINUTE = r"\.([0-5]\d)"
# Many libraries write opening hours in this form; no other pair of numbers is written so.
_DOTTED = re.compile(rf"{_HOUR}{_MINUTE}{_DASH}([01]?\d|2[0-4]){_MINUTE}(?![\w]|\.\d)")
# A point between hours and minutes, where the context shows that it is no decimal point.
_POINTS = {
    "ms": re.compile(
        rf"(?<=\b[Pp]ukul )(\d{{1,2}}){_MINUTE}(?!\d)"
        rf"|{_HOUR}{_MINUTE}(?=\s?(?:pagi|petang|malam|tengah|PG|PTG)\b)"
    ),
    "en": re.compile(rf"{_HOUR}{_MINUTE}(?=\s?[AaPp]\.?[Mm]\b)"),
    "es": re.compile(
        rf"(?<=\blas )(\d{{1,2}}){_MINUTE}(?!\d)|{_HOUR}[.:]([0-5]\d)(?:\s?(?:h|hrs|hs)\b\.?)"
    ),
}
_HALVES = r"(?:WIB|WITA|WIT|pagi|siang|sore|petang|malam|tengah hari|PG|PTG|[ap]\.?m\.?)"
_TO = re.compile(rf"(?:(?<=\d)|(?<=\s))({_HALVES}){_DASH}(?=(?:\w+ )?\d)", re.IGNORECASE)
# The words with which the screens say that a time has already started, in each language.
_NOW = re.compile("(الآن|ahora|اکنون|maintenant|sekarang|saiki|now|ယခု|现在) – ")
_BARE = re.compile(rf"{_HOUR}\s?h(?![\w]|\s?\d)\.?")
_HOURS = {"fr": "heures", "es": "horas"}


def normalise_colons(text: str, language: str) -> str:
    """Write a colon between hours and minutes in all times of day in ``text``."""
    text = _DOTTED.sub(r"\1:\2-\3:\4", text)
    if language in _POINTS:
        text = _POINTS[language].sub(_colon, text)
    return text


def spell_out_ranges(text: str, language: str, to: str) -> str:
    """Write full hours in words, and write the word ``to`` between two times."""
    hours = _HOURS.get(language)
    if hours:
        text = _BARE.sub(rf"\1 {hours}", text)
        text = re.sub(rf"({hours}(?: [0-5]\d)?){_DASH}(?=\d{{1,2}} {hours})", rf"\1 {to} ", text)
    return _TO.sub(rf"\1 {to} ", _NOW.sub(rf"\1 {to} ", text))


def _colon(met: re.Match[str]) -> str:
    hour, minute = filter(None, met.groups())
    return f"{hour}:{minute}"
