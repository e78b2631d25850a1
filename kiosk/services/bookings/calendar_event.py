"""A programme or reservation as an iCalendar object, small enough for a QR code."""

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from kiosk.domain.programs import Program
from kiosk.domain.reservations import Reservation

if TYPE_CHECKING:
    from icalendar import Calendar

MAX_BYTES = 320  # more would make the squares of the code too small for some phones
# Characters of the title and of the place, tried until the event fits.
_ENOUGH = ((200, 200), (100, 50), (60, 30), (40, 20), (25, 12), (20, 0))


def encode_calendar_event(program: Program, zone: tzinfo, now: datetime) -> str:
    """Return ``program`` as an iCalendar object (RFC 5545) of at most 320 bytes.

    Times are in UTC; the days of an all-day programme are days in the time zone ``zone``. Long
    titles and places are shortened.
    """
    interval = program.interval
    start, end = program.dates_in(zone) if program.all_day else (interval.start, interval.end)
    return _encode(_Event(program.key, start, end, program.title, program.location, ""), now)


def encode_reservation(
    reservation: Reservation, space: str, place: str, note: str, now: datetime
) -> str:
    """Return a reservation as an iCalendar object (RFC 5545) of at most 320 bytes, in UTC.

    ``space`` and ``place`` are the names of the space and of the library; ``note`` says the code.
    """
    interval = reservation.interval
    event = _Event(reservation.id, interval.start, interval.end, space, place, note)
    return _encode(event, now)


_UID_LENGTH = 16  # hexadecimal digits: 64 bits are enough for one visitor's calendar


class _Event(NamedTuple):
    key: str  # the same for every copy of the event
    start: date
    end: date
    title: str
    place: str
    note: str


def _encode(event: _Event, now: datetime) -> str:
    whole = ""
    for of_title, of_place in _ENOUGH:
        whole = _calendar(event, now, of_title, of_place).to_ical().decode()
        if len(whole.encode()) <= MAX_BYTES:
            break
    return whole


def _calendar(told: _Event, now: datetime, of_title: int, of_place: int) -> "Calendar":
    from icalendar import Calendar, Event  # imported late: icalendar takes 5 MB of memory

    event = Event()
    event.add("uid", uuid5(NAMESPACE_URL, told.key).hex[:_UID_LENGTH])
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", told.start)
    event.add("dtend", told.end)
    event.add("summary", _shortened(told.title, of_title))
    if told.place and of_place:
        event.add("location", _shortened(told.place, of_place))
    if told.note:
        event.add("description", told.note)
    calendar = Calendar()
    calendar.add("prodid", "-//Commons Kiosk//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
