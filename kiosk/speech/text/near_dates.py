"""Dates near today, as people say them: "today", "tomorrow", and no year if it is this year."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from kiosk.i18n import formats
from kiosk.speech.text.date_abbreviations import month_pattern, weekday_pattern

_TODAY_AND_TOMORROW = {
    "id": ("hari ini", "besok"),
    "jv": ("dina iki", "sesuk"),
    "ms": ("hari ini", "esok"),
    "en": ("today", "tomorrow"),
    "fr": ("aujourd’hui", "demain"),
    "es": ("hoy", "mañana"),
    "ar": ("اليوم", "غدًا"),
    "fa": ("امروز", "فردا"),
    "zh": ("今天", "明天"),
    "my": ("ယနေ့", "မနက်ဖြန်"),
}
# Words that stand before a date, but not before "today".
_BEFORE = {"en": "on ", "fr": "le ", "es": "el ", "ar": "يوم ", "fa": "روز "}
# Languages whose dates begin with the year.
_YEAR_FIRST = {"zh": "{year}年(?=[ 0-9]+月[0-9]+日)", "my": "{year} (?=(?:{months}) [0-9])"}
_FORMS = (formats.day, formats.day_and_month, formats.short_date)
_YEAR_LAST = r"(?<=[0-9] )((?:de )?(?:{months}))ٔ?(?: de)?,? {year}(?![0-9])"


def say_near_dates(text: str, language: str, today: date) -> str:
    """Replace the dates of today and tomorrow in ``text``, and leave out this year.

    Days and months in ``text`` are written in full, with the digits 0 to 9.
    """
    if language not in _TODAY_AND_TOMORROW or not any(map(str.isdecimal, text)):
        return text
    for pattern, words in _replacements(language, today):
        text = pattern.sub(words, text)
    return text


@lru_cache(maxsize=32)
def _replacements(language: str, today: date) -> tuple[tuple[re.Pattern[str], str], ...]:
    months = month_pattern(language)
    # "Thursday 26, Thursday 26 December": a short date and the whole one.
    twice = rf"((?:{weekday_pattern(language)})[,،]? [0-9]{{1,2}})[,،] (?=\1(?![0-9]))"
    return (
        (re.compile(twice), ""),
        *(_spanish(months) if language == "es" else ()),
        *_near_days(language, today),
        _this_year(language, today.year, months),
        (re.compile(r"(?<![0-9月])([0-9]{1,2})日周., (?=[0-9]{1,2}月\1日)"), ""),
    )


def _spanish(months: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the replacements for dates without "de"."""
    yield re.compile(rf"(?<=[0-9] )(?={months})"), "de "
    yield re.compile(rf"(?<=[0-9] de )({months}) (?=[0-9]{{4}}(?![0-9]))"), r"\1 de "


def _this_year(language: str, year: int, months: str) -> tuple[re.Pattern[str], str]:
    if first := _YEAR_FIRST.get(language):
        return re.compile(rf"(?<![0-9]){first.format(year=year, months=months)}"), ""
    return re.compile(_YEAR_LAST.format(year=year, months=months)), r"\1"


def _near_days(language: str, today: date) -> Iterator[tuple[re.Pattern[str], str]]:
    before = _BEFORE.get(language, "")
    for ahead, word in enumerate(_TODAY_AND_TOMORROW[language]):
        day = today + timedelta(days=ahead)
        forms = {form(day, language) for form in _FORMS}
        longest_first = sorted(map(formats.ascii_digits, forms), key=len, reverse=True)
        written = "|".join(map(re.escape, longest_first))
        optional = f"(?:(?<!\\w){before})?" if before else ""
        # "Today, Thursday 3 December" is said as "today".
        again = f"(?:{word}[,،，]?\\s*)?"
        yield re.compile(f"(?i:{again}){optional}(?<![0-9])(?:{written})(?![0-9])"), word
