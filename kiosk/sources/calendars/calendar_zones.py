"""Finding the time zone of a time in a calendar, by its name, by a definition or by default.

The rules are those of RFC 5545, 3.2.19 and 3.6.5. A well-known name takes precedence over a
definition in the file, and a definition takes precedence over a guess. If the time zone cannot be
found, the time is rejected.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo

from icalendar import Calendar

from kiosk.sources.calendars import zone_names
from kiosk.sources.calendars.components import CalendarObject, Component
from kiosk.sources.calendars.content_lines import Property, unescape_text
from kiosk.sources.calendars.event_times import CalendarTime, parse_time

_ODD_RULE = re.compile(r"FREQ=(?!YEARLY)", re.I)
_NAMES = ("X-WR-TIMEZONE", "TZID", "TIMEZONE-ID", "TZ")  # of a calendar's time zone


class UnknownZone(ValueError):
    """A time in an unknown time zone; ``str(error)`` is one sentence."""


class CalendarZones:
    """The time zones of one calendar in a file.

    ``elsewhere`` contains the time zone definitions of all calendars in the file. ``usual`` is the
    time zone for times without a time zone, if the calendar itself has none either. ``date_zone``
    is the time zone for dates.
    """

    def __init__(
        self,
        home: CalendarObject,
        elsewhere: Mapping[str, Component],
        usual: tzinfo | None,
        date_zone: tzinfo,
    ) -> None:
        self.date_zone = date_zone
        self._usual = usual
        self._home = home
        self._here, self._elsewhere = index_definitions(home.zones), elsewhere
        self._known: dict[str, tzinfo | None] = {}

    def zone_called(self, name: str) -> tzinfo:
        """Return the time zone for which the calendar uses ``name``. Raises UnknownZone."""
        key = _key(name)
        if key not in self._known:
            zone = zone_names.find_known_zone(name) or self._definition(key)
            self._known[key] = zone or zone_names.guess_zone(name)
        if zone := self._known[key]:
            return zone
        raise UnknownZone(f"The time zone “{name}” is unknown, so its time is uncertain.")

    @property
    def calendar_zone_name(self) -> str:
        """The name that the calendar gives for the time zone of all its times, or "" if none."""
        return next(filter(None, (self._home.head.text_value(name) for name in _NAMES)), "")

    @property
    def floating_zone(self) -> tzinfo:
        """The time zone of times without a time zone. Raises UnknownZone.

        It is the first of these that exists: the time zone that the calendar names as its own; the
        zone that it defines, if it defines only one; the usual time zone.
        """
        if self.calendar_zone_name:
            return self.zone_called(self.calendar_zone_name)
        if len(self._home.zones) == 1 and (name := _tzid(self._home.zones[0])):
            return self.zone_called(name)
        if self._usual is None:
            raise UnknownZone("Neither it nor its calendar has a time zone; give one (--zone).")
        return self._usual

    @property
    def home_zone(self) -> tzinfo | None:
        """The time zone of the calendar itself, or None if unknown."""
        try:
            return self.zone_called(self.calendar_zone_name) if self.calendar_zone_name else None
        except UnknownZone:
            return None

    def parse_single(self, prop: Property) -> CalendarTime:
        """Parse a property that contains one time. Raises UnknownZone and InvalidTime."""
        return self.parse_list(prop)[0]

    def parse_list(self, prop: Property) -> list[CalendarTime]:
        """Parse a property that contains a list of times. Raises UnknownZone and InvalidTime."""
        whole_days = prop.parameters.get("VALUE", "").upper() == "DATE"
        values = [each for each in prop.value.split(",") if each.strip()]
        return [self.parse_value(each, prop, whole_days=whole_days) for each in values]

    def parse_value(self, value: str, prop: Property, *, whole_days: bool = False) -> CalendarTime:
        """Parse one value of the property ``prop`` in the time zone of this property."""
        found = parse_time(value, whole_days=whole_days)
        name = prop.parameters.get("TZID", "")
        if found.is_date or found.zone or not name:
            return found
        return CalendarTime(found.wall_time, is_date=False, zone=self.zone_called(name))

    def _definition(self, key: str) -> tzinfo | None:
        component = self._here.get(key) or self._elsewhere.get(key)
        if component is None or component.defect:
            return None
        # Definitions with changes that are not yearly are ignored: expansion might never end.
        if place := zone_names.find_known_zone(component.text_value("X-LIC-LOCATION")):
            return place
        if _ODD_RULE.search(component.text):
            return None
        lines = [line for line in component.lines if not line.upper().startswith("TZID")]
        lines.insert(1, "TZID:kiosk-defined")
        text = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])
        try:
            (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
            defined: tzinfo = zone.to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
            parse_time("20260101T000000").wall_time.replace(tzinfo=defined).utcoffset()
        except Exception:  # libraries raise many kinds of errors for a broken definition
            return None
        return defined


def index_definitions(zones: Iterable[Component]) -> dict[str, Component]:
    """Return the VTIMEZONE components by name; if a name is repeated, the first component wins."""
    found: dict[str, Component] = {}
    for zone in zones:
        found.setdefault(_key(_tzid(zone)), zone)
    return found


def _tzid(zone: Component) -> str:
    return unescape_text(zone.value("TZID")).strip().strip('"')


def _key(name: str) -> str:
    return " ".join(name.replace("\\", "").split()).casefold()
