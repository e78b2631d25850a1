"""Short names of days and months as the words that they stand for (CLDR)."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError


def in_full(text: str, language: str) -> str:
    """``text`` with "Min, 29 Nov" as "Minggu, 29 November": where a number stands beside them."""
    days, months = _names(language)
    if not days or not months:
        return text
    month = "|".join(map(re.escape, [*months, *months.values()]))
    for names, pattern in (
        (days, rf"\b({_either(days)})\.?(?=,?\s+(?:\d|(?:{month})\b))"),
        (months, rf"\b({_either(months)})\.?(?=\s+\d)"),
        (months, rf"(?<=\d )({_either(months)})\b\.?"),
    ):
        text = re.sub(pattern, lambda met, names=names: names[met[1]], text)  # type: ignore[misc]
    return text


@cache
def either_day(language: str) -> str:
    """A pattern of the names of the days in ``language``, or ""."""
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
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}, {}
    return _short(locale.days["format"]), _short(locale.months["format"])


def _short(names: Mapping[str, Mapping[int, str]]) -> dict[str, str]:
    both = ((each.rstrip("."), names["wide"][key]) for key, each in names["abbreviated"].items())
    return {short: wide for short, wide in both if short != wide and len(short) > 1}
