"""The form of a library system: its address, its account, and what its statuses mean."""

from dataclasses import replace
from datetime import timedelta

from kiosk.central.console.base import forms
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.harvesting.copies_streams import SHORTEST
from kiosk.central.harvesting.system_settings import (
    all_system_names,
    check_system,
    is_room_system,
    parse_rooms,
    parse_settings,
    parse_statuses,
    with_account,
)
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream

SHORTEST_COPIES = int(SHORTEST.total_seconds())
LONGEST_COPIES = 24 * 60 * 60  # seconds
_MAKERS_NAMES = {
    "evergreen": "Evergreen",
    "folio": "FOLIO",
    "inlislite": "INLISLite 3",
    "koha": "Koha",
    "libcal": "LibCal",
    "librebooking": "LibreBooking",
    "sip2": "SIP2",
    "slims": "SLiMS",
}


def read_system(form: Form, made: Upstream) -> Upstream:
    """Return the library system ``made`` with what the form says of it.

    The stored account is kept if the form names neither another address nor another account.
    Raises KioskError if something is wrong.
    """
    before = made.options if made.options.system else SourceOptions()
    zone = form.text("zone")
    said = {
        "system": form.text("system"),
        "zone": forms.parse_time_zone(zone) if zone else "",
        "authority": form.text("authority"),
        "fingerprint": form.text("fingerprint"),
        "statuses": parse_statuses(form.text("statuses").splitlines()),
        "settings": parse_settings(form.text("settings").splitlines()),
        "titles_of": form.text("titles_of"),
        "rooms": parse_rooms(form.text("rooms").splitlines()),
    }
    user, password = form.text("user"), form.password("password")
    every = form.number("copies_every", SHORTEST_COPIES, LONGEST_COPIES)
    rooms = is_room_system(form.text("system"))
    return replace(
        made,
        kind=SourceKind.TIMES if rooms else SourceKind.SYSTEM,
        url=with_account(made.url, user, password) if user else made.url,
        options=check_system(before.model_copy(update=said)),
        copies_every=None if rooms else timedelta(seconds=every),
    )


def system_labels(locale: PageLocale) -> dict[str, str]:
    """Return the names of all library systems, as their makers write them, by driver."""
    own_list = locale.pgettext("console sources", "a list of copies (CSV, XLSX, JSON)")
    known = {**_MAKERS_NAMES, "list": own_list}
    return {name: known.get(name, name) for name in all_system_names()}


def as_lines(pairs: dict[str, str]) -> str:
    """Return ``pairs`` as the form writes them, one to a line."""
    return "\n".join(f"{name}={value}" for name, value in pairs.items())
