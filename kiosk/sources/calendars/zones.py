"""Which zone a time in a calendar is in: by name, by the file's own definition, or by default.

RFC 5545, 3.2.19 and 3.6.5. A name that is well known goes before what a file says of it;
a name that must be guessed comes after. Where nothing tells, no hour is made up.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo

from icalendar import Calendar

from kiosk.sources.calendars import zone_names
from kiosk.sources.calendars.blocks import Block, CalendarObject
from kiosk.sources.calendars.lines import Property, unescaped
from kiosk.sources.calendars.times import Moment, moment_of

_ODD_RULE = re.compile(r"FREQ=(?!YEARLY)", re.I)
_NAMES = ("X-WR-TIMEZONE", "TZID", "TIMEZONE-ID", "TZ")  # of a calendar's zone


class UnknownZone(ValueError):
    """A time whose hour cannot be known; ``str(error)`` is one plain sentence."""


class Zones:
    """The zones of one calendar in a file.

    ``elsewhere`` are the definitions of all calendars in it, ``usual`` is for times
    that name no zone where the calendar names none, ``days`` for dates.
    """

    def __init__(
        self,
        home: CalendarObject,
        elsewhere: Mapping[str, Block],
        usual: tzinfo | None,
        days: tzinfo,
    ) -> None:
        self.days = days
        self._usual = usual
        self._home = home
        self._here, self._elsewhere = definitions(home.zones), elsewhere
        self._known: dict[str, tzinfo | None] = {}

    def named(self, name: str) -> tzinfo:
        """The zone that the calendar calls ``name``. Raises UnknownZone."""
        key = _key(name)
        if key not in self._known:
            zone = zone_names.sure(name) or self._definition(key)
            self._known[key] = zone or zone_names.guessed(name)
        if zone := self._known[key]:
            return zone
        raise UnknownZone(f"The time zone “{name}” is not known, so its hour is not sure.")

    @property
    def own(self) -> str:
        """What the calendar calls the zone of all its times, "" where it does not."""
        return next(filter(None, (self._home.head.text_of(name) for name in _NAMES)), "")

    @property
    def floating(self) -> tzinfo:
        """The zone of times that name none. Raises UnknownZone.

        That of the calendar, else the only one that it defines, else the usual one.
        """
        if self.own:
            return self.named(self.own)
        if len(self._home.zones) == 1 and (name := _tzid(self._home.zones[0])):
            return self.named(name)
        if self._usual is None:
            raise UnknownZone("Neither it nor its calendar names a time zone; give one (--zone).")
        return self._usual

    @property
    def home(self) -> tzinfo | None:
        """The zone that the calendar says is its own, None where that is not known."""
        try:
            return self.named(self.own) if self.own else None
        except UnknownZone:
            return None

    def moment(self, said: Property) -> Moment:
        """The moment that a property tells. Raises UnknownZone and BadTime."""
        return self.moments(said)[0]

    def moments(self, said: Property) -> list[Moment]:
        """All that a list of them tells."""
        whole_days = said.parameters.get("VALUE", "").upper() == "DATE"
        values = [each for each in said.value.split(",") if each.strip()]
        return [self.placed(each, said, whole_days=whole_days) for each in values]

    def placed(self, value: str, said: Property, *, whole_days: bool = False) -> Moment:
        """One of the values of ``said`` in the zone that it names."""
        found = moment_of(value, whole_days=whole_days)
        name = said.parameters.get("TZID", "")
        if found.is_date or found.zone or not name:
            return found
        return Moment(found.wall, is_date=False, zone=self.named(name))

    def _definition(self, key: str) -> tzinfo | None:
        block = self._here.get(key) or self._elsewhere.get(key)
        if block is None or block.complaint:
            return None
        # One that changes other than yearly is left out: it could go on for ever.
        if place := zone_names.sure(block.text_of("X-LIC-LOCATION")):
            return place
        if _ODD_RULE.search(block.text):
            return None
        lines = [line for line in block.lines if not line.upper().startswith("TZID")]
        lines.insert(1, "TZID:kiosk-defined")
        text = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])
        try:
            (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
            made: tzinfo = zone.to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
            moment_of("20260101T000000").wall.replace(tzinfo=made).utcoffset()
        except Exception:  # whatever a library makes of a broken definition
            return None
        return made


def definitions(zones: Iterable[Block]) -> dict[str, Block]:
    """By their names; of two of one name the first."""
    found: dict[str, Block] = {}
    for zone in zones:
        found.setdefault(_key(_tzid(zone)), zone)
    return found


def _tzid(zone: Block) -> str:
    return unescaped(zone.value("TZID")).strip().strip('"')


def _key(name: str) -> str:
    return " ".join(name.replace("\\", "").split()).casefold()
