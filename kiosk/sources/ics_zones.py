"""Time zones of calendars: the IANA's, those a file defines, and the names others give them."""

import re
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.timezone import tzp

from kiosk.domain.zones import zone_named
from kiosk.sources.ics_blocks import Block

_TZID = re.compile(r'TZID="?([^":;]+)"?', re.I)
_ODD_RULE = re.compile(r"FREQ=(?!YEARLY)", re.I)


def iana(name: str) -> ZoneInfo | None:
    """The zone of this name, or at the end of it ("/mozilla.org/2007/Europe/Berlin")."""
    parts = [part for part in name.strip().strip("/").split("/") if part]
    for start in range(len(parts)):
        if zone := zone_named("/".join(parts[start:])):
            return zone
    return None


def definitions(events: list[Block], zones: list[Block]) -> list[Block]:
    """The VTIMEZONEs that ``events`` need because the IANA knows no such zone.

    One that changes other than yearly is left out: it could go on for ever.
    """
    named = {name for block in events for line in block.lines for name in _TZID.findall(line)}
    return [
        zone
        for zone in zones
        if (name := zone.value("TZID")) in named
        and not zone.complaint
        and iana(name) is None
        and not _ODD_RULE.search(zone.text)
    ]


def forget_definitions() -> None:
    """What one file calls a zone must not hold for the next."""
    tzp.use_zoneinfo()


def aware(moment: date | datetime, params: Any, zone: tzinfo) -> datetime:
    """``moment`` in UTC; one without a zone of its own is in its TZID's, else in ``zone``.

    A date is its midnight in ``zone``.
    """
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), zone).astimezone(UTC)
    if moment.tzinfo is None:
        named = str(params.get("TZID", "")) if params else ""
        moment = moment.replace(tzinfo=(iana(named) if named else None) or zone)
    return moment.astimezone(UTC)
