"""Rendering of page templates in the language of the user."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from babel import negotiate_locale
from jinja2 import Environment, PackageLoader, StrictUndefined

from kiosk.central.console.base.library_zone import LibraryZone, library_zone
from kiosk.i18n import formats
from kiosk.i18n.catalogue import SOURCE, Catalogue
from kiosk.i18n.languages import language
from kiosk.settings import SHIPPED_LANGUAGES

_TEMPLATES = Environment(
    loader=PackageLoader("kiosk.central.console"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def choose_language(chosen: str, accepted: str) -> str:
    """Return the ``chosen`` language, or the best one the browser accepts (RFC 9110, 12.5.4)."""
    if chosen in SHIPPED_LANGUAGES:
        return chosen
    preferred = [part.partition(";")[0].strip().replace("-", "_") for part in accepted.split(",")]
    return negotiate_locale(preferred, list(SHIPPED_LANGUAGES)) or SOURCE


class PageLocale:
    """Translates texts and formats dates and numbers in one language."""

    def __init__(self, code: str, local: LibraryZone | None = None) -> None:
        self.code = code
        self.local = local or library_zone([])
        self._catalogue = Catalogue(code)

    @property
    def direction(self) -> str:
        """The value of the HTML attribute "dir" for this language."""
        return "rtl" if language(self.code).right_to_left else "ltr"

    def pgettext(self, context: str, message: str, /, **values: Any) -> str:
        return self._catalogue.pgettext(context, message, values)

    def npgettext(self, context: str, one: str, many: str, count: int, /, **values: Any) -> str:
        return self._catalogue.npgettext(context, one, many, count, values)

    def sentence(self, text: str) -> str:
        """Return the translation of a plain string or a :class:`kiosk.errors.Sentence`."""
        return self._catalogue.sentence(text)

    def ago(self, moment: datetime | None, now: datetime) -> str:
        return (
            formats.ago(now - moment, self.code)
            if moment
            else self.pgettext("console frame", "never")
        )

    def moment(self, moment: datetime, zone: tzinfo | None = None) -> str:
        """Format a time, for example as "25 Nov 2026, 09:30".

        The time is shown in ``zone`` or in the library's time zone. The name of the zone is
        included if the branches are in different time zones.
        """
        zone = zone or self.local.zone
        local = in_zone(moment, zone)
        day = formats.medium_date(local.date(), self.code)
        shown = f"{day}, {formats.clock(local, local.tzinfo or zone, self.code)}"
        return f"{shown} {local.tzname()}" if self.local.show_name else shown

    def today(self, now: datetime) -> date:
        """Return the date at ``now`` in the library's time zone."""
        return now.astimezone(self.local.zone).date()

    def day(self, day: date) -> str:
        return formats.day(day, self.code)

    def short_date(self, day: date) -> str:
        return formats.short_date(day, self.code)

    def month(self, day: date) -> str:
        """Format the month of ``day``, for example as "November 2026"."""
        return formats.month(day, self.code)

    def number(self, value: int) -> str:
        return formats.number(value, self.code)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return ``moment`` in the time zone ``zone``, or unchanged if the year would be invalid."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def render_template(template: str, locale: PageLocale, values: Mapping[str, Any]) -> str:
    return _TEMPLATES.get_template(template).render(
        locale=locale,
        in_zone=in_zone,
        pgettext=locale.pgettext,
        npgettext=locale.npgettext,
        languages=[language(code) for code in SHIPPED_LANGUAGES],
        **values,
    )
