"""Dates, times, numbers and lists as the language of the screen writes them (CLDR)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit


def number(value: int, code: str) -> str:
    return format_decimal(value, locale=code)


def day(value: date, code: str) -> str:
    """A day as "Monday, 24 November 2026"."""
    return format_date(value, "full", locale=code)


def short_day(value: date, code: str) -> str:
    """A day as "Mon, 24 Nov"."""
    return format_skeleton("MMMEd", value, locale=code)


def clock(moment: datetime, zone: tzinfo, code: str) -> str:
    """The time of day at ``zone``, as "09:30"."""
    return format_time(moment, "short", tzinfo=zone, locale=code)


def span(start: datetime, end: datetime, zone: tzinfo, code: str) -> str:
    """Two times of day as "09:30 – 11:00"."""
    return f"{clock(start, zone, code)} – {clock(end, zone, code)}"


def listing(words: Sequence[str], code: str) -> str:
    """Words joined as "a, b and c"."""
    return format_list(words, locale=code)


def ago(length: timedelta, code: str) -> str:
    """How long ago something was, as "5 minutes ago"; less than a minute counts as one."""
    return format_timedelta(
        -max(length, timedelta(minutes=1)),
        granularity="minute",
        add_direction=True,
        locale=code,
    )


def isolated(name: str) -> str:
    """``name`` kept from mixing with text of the other direction (Unicode UAX 9, FSI and PDI)."""
    return f"\u2068{name}\u2069"


def duration(length: timedelta, code: str) -> str:
    """A length of time as "1 hour, 30 minutes"."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = [
        format_unit(value, unit, locale=code)
        for value, unit in ((hours, "duration-hour"), (minutes, "duration-minute"))
        if value
    ]
    return ", ".join(parts)
