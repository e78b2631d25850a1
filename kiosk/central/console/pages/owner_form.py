"""The part of a space's form that names the system which owns the space, and the lent hours."""

from dataclasses import replace

from sqlalchemy import Connection

from kiosk.central.console.base import forms
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.weekly_hours import read_week
from kiosk.central.harvesting.upstream import SourceKind, list_sources
from kiosk.domain.spaces import Space, SpaceOwner


def read_owner(form: Form, space: Space) -> Space:
    """Return ``space`` with its other names, its owner and the lent hours of the form.

    A form without these fields changes none of them.
    """
    if not form.text("owner_form"):
        return space
    lent = read_week(form, "lent")
    owner = SpaceOwner(form.text("owner"), lent) if form.text("owner") else None
    return replace(space, aliases=forms.parse_list(form.text("aliases")), owner=owner)


def rooms_sources(connection: Connection, space: Space | None) -> list[str]:
    """Return the names of the sources that may own a space; that of ``space`` is among them."""
    known = {e.name for e in list_sources(connection) if e.kind is SourceKind.TIMES}
    return sorted(known | ({space.owner.source} if space and space.owner else set()))
