"""Dates, times, numbers and lists, written by the conventions of a language (CLDR).

All languages use the Gregorian calendar.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

from babel import Locale
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
    get_timezone_name,
)
from babel.lists import format_list
from babel.numbers import format_decimal

# English means British English: "Tuesday 24 November 2026", "16:31".
_LOCALES = {"en": "en_GB"}
# Babel's CLDR still writes British dates with a comma, and Indonesian dates as "02 Desember".
_FULL_DATES = {"en": "EEEE d MMMM y", "id": "EEEE, d MMMM y"}
# The order of the day of the week and the date, where no comma stands between them.
_WEEKDAY_AND_DATE = {
    "en": "{0} {1}",
    "fr": "{0} {1}",
    "fa": "{0} {1}",
    "zh": "{1}{0}",
    "my": "{1} {0}",
}
# The digit zero of each CLDR numbering system, because Babel itself writes only 0 to 9.
_ZEROS = {"arab": 0x0660, "arabext": 0x06F0, "mymr": 0x1040}
# Babel's CLDR patterns for these languages are wrong or missing.
_BETWEEN_UNITS = {"ar": " و", "fa": " و "}
_COMMAS = {"ar": "، ", "fa": "، ", "my": "၊ ", "zh": "，"}


def locale_of(code: str) -> str:
    """Return the CLDR locale for dates and numbers in the language ``code``."""
    return _LOCALES.get(code, code)


@lru_cache(maxsize=1024)  # Babel takes 40 µs; every search formats about fifty numbers
def number(value: int, code: str) -> str:
    text = format_decimal(value, locale=locale_of(code), numbering_system="default")
    return digits(text, code)


def day(value: date, code: str) -> str:
    """Return a date as "Tuesday 24 November 2026"."""
    pattern = _FULL_DATES.get(code, "full")
    return digits(format_date(value, pattern, locale=locale_of(code)), code)


def medium_date(value: date, code: str) -> str:
    """Return a date as "24 Nov 2026"."""
    return format_date(value, "medium", locale=locale_of(code))


def short_date(value: date, code: str) -> str:
    """Return a date as "Tue 24 Nov"."""
    return digits(format_skeleton("MMMEd", value, locale=locale_of(code)), code)


def short_weekday(value: date, code: str) -> str:
    """Return a date as "Tue 24", which is enough within a few weeks."""
    return digits(format_skeleton("Ed", value, locale=locale_of(code)), code)


def day_and_month(value: date, code: str) -> str:
    """Return a date without the year as "Thursday 3 December"."""
    weekday = format_date(value, "EEEE", locale=locale_of(code))
    rest = format_skeleton("MMMMd", value, locale=locale_of(code))
    pattern = _WEEKDAY_AND_DATE.get(code)
    return digits(pattern.format(weekday, rest) if pattern else joined([weekday, rest], code), code)


def date_near(value: date, today: date, code: str) -> str:
    """Return a date as "20 December", or as "20 January 2027" if that is not this year."""
    locale = locale_of(code)
    this_year = value.year == today.year
    shown = format_skeleton("MMMMd", value, locale=locale) if this_year else ""
    return digits(shown or format_date(value, "long", locale=locale), code)


def weekday(value: date, code: str) -> str:
    """Return the short name of the day of the week: "Thu"."""
    return format_date(value, "ccc", locale=locale_of(code))


def short_month(value: date, code: str) -> str:
    """Return the short name of the month: "Dec"."""
    return format_date(value, "LLL", locale=locale_of(code))


def date_range(first: date, last: date, code: str) -> str:
    """Return the days from ``first`` to ``last`` as "3–9 Dec 2026"."""
    return digits(format_interval(first, last, "yMMMd", locale=locale_of(code)), code)


def month(value: date, code: str) -> str:
    """Return the month and year of a date as "November 2026"."""
    return format_skeleton("yMMMM", value, locale=locale_of(code))


def format_clock(moment: datetime, zone: tzinfo, code: str) -> str:
    """Return the time of day in the time zone ``zone`` as "09:30"."""
    return digits(format_time(moment, "short", tzinfo=zone, locale=locale_of(code)), code)


def clock(moment: datetime, zone: tzinfo, code: str) -> str:
    """Return an unambiguous time of day in the time zone ``zone``, as "09:30".

    In the hour that is repeated when clocks go back, the name of summer or winter time is added:
    "02:30 (Central European Summer Time)".
    """
    shown = format_clock(moment, zone, code)
    local = moment.astimezone(zone)
    other = local.replace(fold=1 - local.fold)
    if local.utcoffset() == other.utcoffset():
        return shown
    name, taken = (_time_name(each, code) for each in (local, other))
    if name == taken:  # CLDR has the same name for both times
        name = digits(f"UTC{local.isoformat()[-6:]}", code)
    return f"{shown} ({name})"


def _time_name(local: datetime, code: str) -> str:
    return digits(get_timezone_name(local, width="long", locale=locale_of(code)), code)


def span(start: datetime, end: datetime, zone: tzinfo, code: str) -> str:
    """Return a period of time as "09:30 – 11:00"."""
    return f"{clock(start, zone, code)} – {clock(end, zone, code)}"


def listing(words: Sequence[str], code: str) -> str:
    """Return the words as a list: "a, b and c"."""
    return format_list(words, locale=locale_of(code))


def joined(parts: Iterable[str], code: str) -> str:
    """Join the parts as "a day, a time", leaving out empty strings."""
    return _COMMAS.get(code, ", ").join(filter(None, parts))


def ago(length: timedelta, code: str) -> str:
    """Return an age as "5 minutes ago"; an age below one minute is "1 minute ago"."""
    words = format_timedelta(
        -max(length, timedelta(minutes=1)),
        granularity="minute",
        add_direction=True,
        locale=locale_of(code),
    )
    return digits(words, code)


def isolate_bidi(name: str) -> str:
    """Isolate ``name`` from text written in the other direction (Unicode UAX 9, FSI and PDI)."""
    return f"\u2068{name}\u2069"


def duration(length: timedelta, code: str) -> str:
    """Return a duration of less than a day as "1 hour 30 minutes"."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = [
        format_timedelta(part, threshold=1, locale=locale_of(code))
        for part in (timedelta(hours=hours), timedelta(minutes=minutes))
        if part
    ]
    return digits(_BETWEEN_UNITS.get(code, " ").join(parts), code)


def digits(text: str, code: str) -> str:
    """Return ``text`` with the digits of the language ``code``."""
    return text.translate(_digits_of(code))


def ascii_digits(text: str) -> str:
    """Return ``text`` with the digits of every script replaced by 0 to 9."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


@cache
def _digits_of(code: str) -> dict[int, int]:
    zero = _ZEROS.get(Locale.parse(code).default_numbering_system)
    return {ord("0") + value: zero + value for value in range(10)} if zero else {}
