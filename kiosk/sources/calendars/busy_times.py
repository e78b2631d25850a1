"""The times at which rooms are taken, from the calendar of the system that books them.

The system may give events (VEVENT) or only busy times (VFREEBUSY, RFC 5545, 3.6.4). Private events
take a room as others do, but no titles are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kiosk.domain.calendar_uids import is_own_uid
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.time_zones import require_time_zone
from kiosk.sources.calendars.calendar_zones import CalendarZones
from kiosk.sources.calendars.components import Component, split_calendars
from kiosk.sources.calendars.content_lines import Property, unescape_text
from kiosk.sources.calendars.event_program import is_cancelled
from kiosk.sources.calendars.event_series import EventInstance
from kiosk.sources.calendars.event_times import fault_sentence, parse_duration
from kiosk.sources.calendars.icalendar_file import OLDER_VERSION, SeriesReader, group_versions
from kiosk.sources.entries import WHOLE_FILE, Reject

_BEFORE, _AFTER = timedelta(days=2), timedelta(days=800)
_ROOMS = ("ROOM", "RESOURCE")
_COMMA = re.compile(r"(?<!\\),")
_FREE = "FREE"


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A time at which the rooms named by ``places`` are taken; without places, it is not said."""

    interval: Interval
    places: tuple[str, ...] = ()


def read_busy_times(raw: bytes, zone: str, now: datetime) -> Iterator[BusyTime | Reject]:
    """Yield the busy times from two days before ``now`` to 800 days after, or rejects.

    ``zone`` is the IANA name of the zone of times without one. Events that are cancelled, marked as
    free (TRANSP, RFC 5545, 3.8.2.7; X-MICROSOFT-CDO-BUSYSTATUS), declined by the room, or published
    by a server of this software are left out. Raises SourceError if ``zone`` is unknown.
    """
    usual = require_time_zone(zone) if zone else None
    calendars = split_calendars(raw)
    whole = raw.strip().upper()
    if b"BEGIN:VCALENDAR" not in whole or not whole.endswith(b"END:VCALENDAR"):
        yield Reject(WHOLE_FILE, "This is not a whole calendar (VCALENDAR).")
        return
    found: list[BusyTime] = []
    reader = SeriesReader(now, _Marker(found), _BEFORE, _AFTER)
    for uid, group in group_versions(calendars, usual).items():
        if is_own_uid(uid):
            continue
        shown = [replace(version, hidden=False) for version in group]
        for each in reader.programs(uid, shown):  # the marker keeps the instances
            if isinstance(each, Reject) and each.reason != OLDER_VERSION:
                yield replace(each, raw=b"")
        yield from found
        found.clear()
    for calendar in calendars:
        zones = CalendarZones(calendar, {}, usual, usual or UTC)
        for component in calendar.others:
            if component.kind == "VFREEBUSY":
                yield from _free_busy(component, zones)


class _Marker:
    """Adds each instance of an event that takes a room to ``found``."""

    def __init__(self, found: list[BusyTime]) -> None:
        self._found = found

    def __call__(self, uid: str, instance: EventInstance, series: Component) -> Program:
        component = instance.version.component
        interval = instance.event_time.interval()
        if not (instance.version.withdrawn or _is_free(component)):
            self._found.append(BusyTime(interval, _places(component) or _places(series)))
        return Program(uid, instance.occurrence, "", interval)


def _is_free(component: Component) -> bool:
    """Return True if an event takes nobody's time."""
    busy = component.text_value("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    transparent = component.text_value("TRANSP").upper() == "TRANSPARENT"
    return is_cancelled(component) or transparent or busy == _FREE


def _places(component: Component) -> tuple[str, ...]:
    """Return all that may name a room: the location, resources, and attendees that are rooms."""
    rooms = [
        each
        for each in component.all("ATTENDEE")
        if each.parameters.get("CUTYPE", "").upper() in _ROOMS
    ]
    declined = {_name(each).casefold() for each in rooms if _declined(each)}
    resources = [word for prop in component.all("RESOURCES") for word in _COMMA.split(prop.value)]
    named = [
        component.text_value("LOCATION"),
        *(unescape_text(word).strip() for word in resources),
        *(_name(each) for each in rooms),
    ]
    return tuple(dict.fromkeys(each for each in named if each and each.casefold() not in declined))


def _declined(attendee: Property) -> bool:
    return attendee.parameters.get("PARTSTAT", "").upper() == "DECLINED"


def _name(attendee: Property) -> str:
    return attendee.parameters.get("CN", "").strip()


def _free_busy(component: Component, zones: CalendarZones) -> Iterator[BusyTime | Reject]:
    """Yield the busy periods of a VFREEBUSY; FBTYPE is BUSY if it is missing (3.2.9)."""
    where = f"free and busy times at line {component.line}"
    if component.defect:
        yield Reject(where, component.defect)
    for prop in component.all("FREEBUSY"):
        if prop.parameters.get("FBTYPE", "").upper() == _FREE:
            continue
        for period in filter(str.strip, prop.value.split(",")):
            try:
                yield BusyTime(_period(period, prop, zones), _places(component))
            except ValueError as fault:
                yield Reject(where, fault_sentence(fault))


def _period(value: str, prop: Property, zones: CalendarZones) -> Interval:
    begins, _, ends = value.partition("/")
    start = _moment(begins, prop, zones)
    length = parse_duration(ends) if ends.strip()[:1].upper() in ("P", "+") else None
    if length is None:
        return Interval(start, _moment(ends, prop, zones))
    return Interval(start, start + timedelta(days=length.days) + length.rest)


def _moment(value: str, prop: Property, zones: CalendarZones) -> datetime:
    found = zones.parse_value(value, prop)
    return found.wall_time.replace(tzinfo=found.zone or zones.floating_zone)
