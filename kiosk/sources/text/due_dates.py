"""Days in the texts of library systems, such as the day on which a copy is due."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

_CENTURY = 2000  # a date outside this century is a placeholder or from another calendar
_LOCALES = ("en", "id", "ms", "jv", "fr", "es", "pt", "it", "de", "nl", "tr", "ru", "ar", "my")
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)\s?([-/.年])\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?=(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?!\d))")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(20\d\d|\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]{0,3}(?:de\s)?([^\W\d_]{3,12})\.?,?"
    r"[\s-]{0,3}(?:del?\s)?(20\d\d|(?<=-)\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(
    r"([^\W\d_]{3,12})\.?\s{0,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(20\d\d)(?!\d)"
)


def local_day(text: str, zone: ZoneInfo) -> date | None:
    """Return the local day of a time in ISO 8601, or None."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()


def find_day(text: str, *, day_first: bool = False) -> date | None:
    """Return the first day of this century that ``text`` certainly names, or None.

    The day may be written in ISO 8601, with digits of any script, or with the name of the month.
    Days such as 05/12/2026 mean different days in different countries, so they count only if
    ``day_first`` is True.
    """
    plain = "".join(str(unicodedata.decimal(char, char)) for char in text.casefold())
    return next(filter(None, _days(plain, day_first)), None)


def _days(text: str, day_first: bool) -> Iterator[date | None]:
    for year, _, month, day in _YEAR_FIRST.findall(text):
        yield _day(year, month, day)
    for year, month, day in _COMPACT.findall(text):
        yield _day(year, month, day)
    for first, sign, second, year in _YEAR_LAST.findall(text):
        yield _day(year, *_month_and_day(first, second, day_first or sign == "."))
    for day, name, year in _DAY_MONTH.findall(text):
        yield _day(year, _months().get(name, ""), day)
    for name, day, year in _MONTH_DAY.findall(text):
        yield _day(year, _months().get(name, ""), day)


def _month_and_day(first: str, second: str, day_first: bool) -> tuple[str, str]:
    """Return the month and the day, both "" if it is not certain which is which."""
    if int(first) > 12 or int(first) == int(second):
        return second, first
    if int(second) > 12:
        return first, second
    return (second, first) if day_first else ("", "")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(_CENTURY + int(year) % 100, int(month), int(day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, str]:
    """Return the numbers of the months by their names, in small letters."""
    found: dict[str, set[int]] = {}
    for code in _LOCALES:
        for context in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    found.setdefault(name.casefold().strip("."), set()).add(number)
    return {name: str(*numbers) for name, numbers in found.items() if len(numbers) == 1}
