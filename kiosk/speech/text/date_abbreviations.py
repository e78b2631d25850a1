"""Expansion of abbreviated days, months and numeric dates (CLDR)."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from kiosk.i18n.formats import ascii_digits, locale_of

# The end of a word, also where a vowel sign of Burmese or Persian follows.
_END = r"(?![\w\u0654\u102b-\u103e])"
_NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2((?:1[89]|20)\d\d)(?![\w/-]|\.\d)")


def expand_dates(text: str, language: str) -> str:
    """Write the dates in ``text`` in full, in the language ``language``.

    "Min, 29 Nov" becomes "Minggu, 29 November", and "17/8/1945" becomes "17 Agustus 1945". Names
    of days and months are expanded only beside a number.
    """
    days, months = _names(language)
    if weekday_pattern(language):
        text = _NUMERIC.sub(lambda met: _date(met, language), text)
    if not months:
        return text
    if days:
        text = re.sub(
            rf"\b({_either(days)})\.?(\s?[-–—]\s?)({_either(days)})\b\.?",
            lambda met: f"{days[met[1]]}{met[2]}{days[met[3]]}",
            text,
        )
    wide = Locale.parse(language).months["format"]["wide"].values()  # "May" is not an abbreviation
    month = "|".join(map(re.escape, [*months, *wide]))
    text = re.sub(rf"(?<![\w.,:/-])0(?=[1-9]\.? (?:{month})\b)", "", text)  # "02 Desember"
    for names, pattern in (
        (days, rf"(?<!\d )\b({_either(days)})\.?(?=,?\s+(?:\d{{1,2}}(?!\d)|(?:{month})\b))"),
        (months, rf"\b({_either(months)})\.?(?=\s+\d)"),
        (months, rf"(?<=\d )({_either(months)}){_END}\.?"),
    ):
        if names:
            text = re.sub(pattern, lambda met, names=names: names[met[1]], text)  # type: ignore[misc]
    return text


def _date(met: re.Match[str], language: str) -> str:
    """Return a date in words.

    The date is returned unchanged if it is not valid, or if the day could also be the month.
    """
    day, month, year = map(int, met.group(1, 3, 4))
    if language == "en" and met[2] != ".":
        if max(day, month) <= 12:
            return met[0]
        day, month = max(day, month), min(day, month)
    try:
        written = format_date(date(year, month, day), "long", locale=locale_of(language))
    except ValueError:
        return met[0]
    return ascii_digits(written)


@cache
def month_pattern(language: str) -> str:
    """Return a pattern that matches the months in ``language``, or an empty string if unknown."""
    try:
        names = Locale.parse(language).months["format"]["wide"].values()
    except (UnknownLocaleError, ValueError):
        return ""
    return "|".join(re.escape(name.rstrip("ٔ")) for name in names)


@cache
def weekday_pattern(language: str) -> str:
    """Return a pattern that matches the weekdays in ``language``, or an empty string if unknown."""
    try:
        names = Locale.parse(language).days["format"]["wide"].values()
    except (UnknownLocaleError, ValueError):
        return ""
    return "|".join(map(re.escape, names))


def _either(names: Mapping[str, str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def _names(language: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    try:
        both = [Locale.parse(each) for each in (language, locale_of(language))]
    except (UnknownLocaleError, ValueError):
        return {}, {}
    # "Sep" is American and "Sept" British.
    days, months = (
        {short: wide for each in both for short, wide in _short(getattr(each, part)["format"])}
        for part in ("days", "months")
    )
    return days, months


def _short(names: Mapping[str, Mapping[int, str]]) -> list[tuple[str, str]]:
    both = ((each.rstrip("."), names["wide"][key]) for key, each in names["abbreviated"].items())
    return [
        (short, wide)
        for short, wide in both
        if wide not in (short, f"{short}ٔ") and (len(short) > 1 or not short.isascii())
    ]
