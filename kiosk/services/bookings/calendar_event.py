"""A programme as an iCalendar object, small enough for a QR code."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from kiosk.domain.programs import Program

if TYPE_CHECKING:
    from icalendar import Calendar

MAX_BYTES = 500  # bytes
_ENOUGH = (200, 100, 50, 25)  # characters of title and place, tried until the event fits


def encode_calendar_event(program: Program, zone: tzinfo, now: datetime) -> str:
    """Return ``program`` as an iCalendar object (RFC 5545) of at most 500 bytes.

    Times are in UTC; the days of an all-day programme are days in the time zone ``zone``. Long
    titles and places are shortened.
    """
    whole = ""
    for letters in _ENOUGH:
        whole = _calendar(program, zone, now, letters).to_ical().decode()
        if len(whole.encode()) <= MAX_BYTES:
            break
    return whole


def _calendar(program: Program, zone: tzinfo, now: datetime, letters: int) -> "Calendar":
    from icalendar import Calendar, Event  # imported late: icalendar takes 5 MB of memory

    interval = program.interval
    start, end = program.dates_in(zone) if program.all_day else (interval.start, interval.end)
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, program.key)))
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _shortened(program.title, letters))
    if program.location:
        event.add("location", _shortened(program.location, letters))
    calendar = Calendar()
    calendar.add("prodid", "-//Commons Kiosk//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
