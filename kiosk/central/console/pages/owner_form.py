"""The part of a space's form that names the system which owns the space, and the lent hours."""

import re
from dataclasses import replace

from babel.dates import get_day_names
from sqlalchemy import Connection

from kiosk.central.console.base import forms
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.harvesting.upstream import SourceKind, list_sources
from kiosk.domain.branches import WeeklyHours
from kiosk.domain.opening_hours_text import format_time_span
from kiosk.domain.spaces import Space, SpaceOwner

_WEEK = range(7)
_COMMAS = "[,،，၊]"


def read_owner(form: Form, space: Space) -> Space:
    """Return ``space`` with its other names, its owner and the lent hours of the form.

    A form without these fields changes none of them.
    """
    if not form.text("owner_form"):
        return space
    lent = tuple(
        WeeklyHours(day, *span)
        for day in _WEEK
        for span in forms.parse_hours(form.text(f"lent-{day}"))
    )
    aliases = tuple(filter(None, map(str.strip, re.split(_COMMAS, form.text("aliases")))))
    owner = SpaceOwner(form.text("owner"), lent) if form.text("owner") else None
    return replace(space, aliases=aliases, owner=owner)


def rooms_sources(connection: Connection, space: Space | None) -> list[str]:
    """Return the names of the sources that may own a space; that of ``space`` is among them."""
    known = {e.name for e in list_sources(connection) if e.kind is SourceKind.TIMES}
    return sorted(known | ({space.owner.source} if space and space.owner else set()))


def lent_hours(space: Space, locale: PageLocale) -> list[tuple[int, str, str]]:
    """Return the days of the week: their numbers, names, and lent hours as the form writes them."""
    names = get_day_names("wide", locale=locale.code)
    lent = space.owner.lent if space.owner else ()
    return [
        (
            day,
            names[day].capitalize(),
            ", ".join(format_time_span(e.opens, e.closes) for e in lent if e.weekday == day),
        )
        for day in _WEEK
    ]
