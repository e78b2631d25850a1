"""Times of day in any notation, rewritten for the voice."""

import re
from functools import cache

from kiosk.speech.text.clock_words import CLOCKS, say_times

_NOON = 12
_DASH = r"\s?[-–—]\s?"
# No part of a longer number; in Chinese a comma or a word stands before a time without a space.
_ALONE = r"(?<![A-Za-z\d_:])(?<!\d[.,])(?<!\.)"
_HOUR = rf"{_ALONE}([01]?\d|2[0-4])"
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
# The words for the halves of the day that stand after a time.
_HALF = {
    "ms": r"(?:\s?(?:[AaPp]\.?[Mm]\b\.?|PG|PTG|pagi|tengah hari|petang|tengah malam|malam)(?!\w))?",
    "ar": r"(?:\s?(?:ص|م|صباح[اً]{1,2}|مساءً?)(?!\w))?",
}
_USUAL_HALF = r"(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_MORNING = re.compile(r"\s?(?:[Aa]|ص|PG|pagi)")
_MIDNIGHT = re.compile(r"\s?tengah malam")
_MARK = {"id": "[:.]", "jv": "[:.]", "fr": r"(?::|\s?h\s?)"}
# The words that may stand before a time, which the words for the time contain.
_NAMED = {
    "id": "[Pp]ukul|[Jj]am", "jv": "[Jj]am|[Pp]ukul", "ms": "[Pp]ukul|[Jj]am", "es": "las|la",
    "ar": "الساعة", "fa": "ساعت", "my": "နံနက်|မနက်|နေ့လယ်|ညနေ|ည",
}  # fmt: skip
_BARE = re.compile(rf"{_HOUR}\s?h(?![\w]|\s?\d)\.?")
_HOURS = {"fr": "heures", "es": "horas"}


def normalise_colons(text: str, language: str) -> str:
    """Write a colon between hours and minutes in all times of day in ``text``."""
    text = _DOTTED.sub(r"\1:\2-\3:\4", text)
    if language in _POINTS:
        text = _POINTS[language].sub(_colon, text)
    return text


def spell_out_times(text: str, language: str) -> str:
    """Write the times and spans of time with minutes in words."""
    if language not in CLOCKS:
        return text
    return _pattern(language).sub(lambda met: _say(met, language), text)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    half = _HALF.get(language, _USUAL_HALF)
    mark = _MARK.get(language, ":")
    time = rf"([01]?\d|2[0-4]){mark}([0-5]\d)(?!\d|[.:,]\d)({half})"
    named = rf"(?:(?<!\w)({_NAMED.get(language, '(?!)')})\s+)?"
    return re.compile(rf"{named}{_ALONE}{time}(?:{_DASH}{time})?")


def _say(met: re.Match[str], language: str) -> str:
    named, hour, minute, half, last_hour, last_minute, last_half = met.groups()
    if language == "en" and not (half or last_hour) and len(hour) == 1:
        return met[0]  # "John 3:16": a time of the kiosk has two digits
    times = [_time(hour, minute, half or last_half or "")]
    if last_hour:
        times.append(_time(last_hour, last_minute, last_half))
    said, clock = say_times(times, language), CLOCKS[language]
    if named and clock.part_first:
        return f"{named} {clock.time(*times[0])}"
    if named and clock.named and said.startswith(clock.named):
        return f"{named} {said.removeprefix(clock.named)}"
    before = met.string[: met.start()].rstrip().rpartition(" ")[2]
    return said.removeprefix(clock.start) if before == clock.start.strip() else said


def _time(hour: str, minute: str, half: str) -> tuple[int, int]:
    """Return the hour (0 to 24) and minutes; ``half`` is the half of the day, or empty."""
    whole = int(hour)
    if half.strip() and whole <= _NOON:
        is_morning = _MORNING.match(half) or (_MIDNIGHT.match(half) and whole == _NOON)
        whole = whole % _NOON + (0 if is_morning else _NOON)
    return whole, int(minute)


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
