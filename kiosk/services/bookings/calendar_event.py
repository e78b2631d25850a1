"""A programme or reservation as an iCalendar object, small enough for a QR code."""

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from kiosk.domain.programs import Program
from kiosk.domain.reservations import Reservation

if TYPE_CHECKING:
    from icalendar import Calendar

MAX_BYTES = 500  # bytes
_ENOUGH = (200, 100, 50, 25)  # characters of title and place, tried until the event fits


def encode_calendar_event(program: Program, zone: tzinfo, now: datetime) -> str:
    """Return ``program`` as an iCalendar object (RFC 5545) of at most 500 bytes.

    Times are in UTC; the days of an all-day programme are days in the time zone ``zone``. Long
    titles and places are shortened.
    """
    interval = program.interval
    start, end = program.dates_in(zone) if program.all_day else (interval.start, interval.end)
    uid = str(uuid5(NAMESPACE_URL, program.key))
    return _encode(_Event(uid, start, end, program.title, program.location, ""), now)


def encode_reservation(
    reservation: Reservation, space: str, place: str, note: str, now: datetime
) -> str:
    """Return a reservation as an iCalendar object (RFC 5545) of at most 500 bytes, in UTC.

    ``space`` and ``place`` are the names of the space and of the library; ``note`` says the code.
    """
    interval = reservation.interval
    event = _Event(reservation.id, interval.start, interval.end, space, place, note)
    return _encode(event, now)


class _Event(NamedTuple):
    uid: str
    start: date
    end: date
    title: str
    place: str
    note: str


def _encode(event: _Event, now: datetime) -> str:
    whole = ""
    for letters in _ENOUGH:
        whole = _calendar(event, now, letters).to_ical().decode()
        if len(whole.encode()) <= MAX_BYTES:
            break
    return whole


def _calendar(told: _Event, now: datetime, letters: int) -> "Calendar":
    from icalendar import Calendar, Event  # imported late: icalendar takes 5 MB of memory

    event = Event()
    event.add("uid", told.uid)
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", told.start)
    event.add("dtend", told.end)
    event.add("summary", _shortened(told.title, letters))
    if told.place:
        event.add("location", _shortened(told.place, letters))
    if told.note:
        event.add("description", told.note)
    calendar = Calendar()
    calendar.add("prodid", "-//Commons Kiosk//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
