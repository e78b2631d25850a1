"""Hours of the week in a form: a field for each day."""

from collections.abc import Iterable

from babel.dates import get_day_names

from kiosk.central.console.base import forms
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale
from kiosk.domain.branches import WeeklyHours
from kiosk.domain.opening_hours_text import format_time_span

_WEEK = range(7)


def read_week(form: Form, field: str) -> tuple[WeeklyHours, ...]:
    """Return the hours in the fields ``field``-0, which is Monday's, to ``field``-6."""
    return tuple(
        WeeklyHours(day, *span)
        for day in _WEEK
        for span in forms.parse_hours(form.text(f"{field}-{day}"))
    )


def format_week(hours: Iterable[WeeklyHours], locale: PageLocale) -> list[tuple[int, str, str]]:
    """Return the days of the week: their numbers, names, and hours as the form writes them."""
    names, spans = get_day_names("wide", locale=locale.code), list(hours)
    return [
        (
            day,
            names[day].capitalize(),
            ", ".join(format_time_span(e.opens, e.closes) for e in spans if e.weekday == day),
        )
        for day in _WEEK
    ]
