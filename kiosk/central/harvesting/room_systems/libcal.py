"""Springshare's LibCal by its API, version 1.1.

Source: LibCal, Admin → API → Endpoints v1.1: /oauth/token, /space/bookings, /space/booking,
/space/reserve and /space/cancel. The application there needs the scopes “Spaces: read and write”.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from pydantic import BeforeValidator, TypeAdapter

from kiosk.central.harvesting.room_systems.driver import (
    Declined,
    RoomBooking,
    RoomConnection,
    reference_in,
    reference_text,
)
from kiosk.central.harvesting.room_systems.json_api import Id, JsonApi, Row, plain_words
from kiosk.central.harvesting.systems.web_address import web_address
from kiosk.domain.intervals import Interval
from kiosk.errors import SourceError

_API = "/api/1.1"
_PAGE = 500  # bookings in one answer, the most that LibCal gives
_MOST_PAGES = 200
_MOST_DAYS = 365
_GONE = ("cancel", "denied")


class _Token(Row):
    access_token: str


class _Booking(Row):
    """A booking. Our reference is the last name of the account that books; others are dropped."""

    bookId: str
    eid: Id
    fromDate: datetime
    toDate: datetime
    status: str = ""
    reference: str = ""

    @property
    def is_gone(self) -> bool:
        return any(each in self.status.lower() for each in _GONE)


class _Reserved(Row):
    booking_id: str = ""
    error: Any = None
    errors: Any = None


class _Cancelled(Row):
    cancelled: bool = False


def _without_names(row: object) -> object:
    """Keep only the reference of the texts of a booking, in which persons are named."""
    if isinstance(row, dict):
        texts = [row.get(each) for each in ("lastName", "firstName", "nickname")]
        row = {**row, "reference": reference_in(*(t for t in texts if isinstance(t, str)))}
    return row


_TOKEN, _RESERVED = TypeAdapter(_Token), TypeAdapter(_Reserved)
_CANCELLED = TypeAdapter(list[_Cancelled])
_LIST: TypeAdapter[list[_Booking]] = TypeAdapter(
    list[Annotated[_Booking, BeforeValidator(_without_names)]]
)


class LibCal:
    """A LibCal, with the account of an application there."""

    def __init__(self, connection: RoomConnection) -> None:
        address = web_address(connection.address)
        self._email = connection.options.get("email", "")
        if not (address.user and address.password):
            raise SourceError("LibCal needs an account.", "Give a client id and its secret.")
        if not self._email:
            advice = "Give the library's own: the option email=ADDRESS."
            raise SourceError("LibCal books only for an e-mail address.", advice)
        self._user, self._password = address.user, address.password
        self._zone = connection.zone
        root = "" if urlsplit(address.root).path else _API
        self._api = JsonApi(connection.fetcher, address, "LibCal", root, self._sign_in)

    def bookings(self, rooms: Sequence[str], within: Interval) -> list[RoomBooking]:
        first = within.start.astimezone(self._zone).date()
        last = within.end.astimezone(self._zone).date()
        days = min((last - first).days, _MOST_DAYS)
        # A booking that began on the day before may still go on.
        query = {"date": f"{first - timedelta(days=1)}", "days": str(days + 1), "limit": f"{_PAGE}"}
        found: dict[str, RoomBooking] = {}
        for room in rooms:
            for page in range(1, _MOST_PAGES):
                answer = self._api.send(
                    "GET", "/space/bookings", query={**query, "eid": room, "page": str(page)}
                )
                if answer.status != 200:
                    raise self._api.refused(answer)
                rows = self._api.read(_LIST, answer)
                found |= {each.bookId: _booking(each) for each in rows if not each.is_gone}
                if len(rows) < _PAGE:
                    break
        return [
            each for each in found.values() if each.room in rooms and each.interval.overlaps(within)
        ]

    def reserve(self, room: str, interval: Interval, reference: str) -> RoomBooking:
        start, end = (each.astimezone(self._zone) for each in (interval.start, interval.end))
        answer = self._api.send(
            "POST",
            "/space/reserve",
            body={
                "start": start.isoformat(timespec="seconds"),
                "fname": "Library",
                "lname": reference_text(reference),
                "email": self._email,
                "bookings": [
                    {
                        "id": int(room) if room.isdecimal() else room,
                        "to": end.isoformat(timespec="seconds"),
                    }
                ],
            },
        )
        if answer.status in (401, 403, 404):
            raise self._api.refused(answer)
        made = self._api.read(_RESERVED, answer)
        if not made.booking_id:
            raise Declined(plain_words(made.errors or made.error))
        try:  # only the booking itself tells whether somebody has to approve it
            found = self.find(made.booking_id)
        except SourceError:
            found = None
        return found or RoomBooking(made.booking_id, room, interval, reference, pending=True)

    def cancel(self, id: str) -> None:
        answer = self._api.send("POST", f"/space/cancel/{quote(id, safe='')}")
        if answer.status == 200 and any(e.cancelled for e in self._api.read(_CANCELLED, answer)):
            return
        if self.find(id) is not None:
            raise SourceError("LibCal did not cancel a booking.", "It will be tried again later.")

    def find(self, id: str) -> RoomBooking | None:
        answer = self._api.send("GET", f"/space/booking/{quote(id, safe='')}")
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise self._api.refused(answer)
        found = [each for each in self._api.read(_LIST, answer) if each.bookId == id]
        return _booking(found[0]) if found and not found[0].is_gone else None

    def _sign_in(self) -> Mapping[str, str]:
        said = {
            "client_id": self._user,
            "client_secret": self._password,
            "grant_type": "client_credentials",
        }
        answer = self._api.ask("/oauth/token", said)
        if answer.status != 200:
            raise SourceError(
                "LibCal does not accept the account.", "Check the client id and its secret."
            )
        return {"Authorization": f"Bearer {self._api.read(_TOKEN, answer).access_token}"}


def connect(connection: RoomConnection) -> LibCal:
    """Return the driver for the LibCal of ``connection``."""
    return LibCal(connection)


def _booking(row: _Booking) -> RoomBooking:
    return RoomBooking(
        row.bookId,
        row.eid,
        Interval(row.fromDate, row.toDate),
        row.reference,
        "tentative" in row.status.lower(),
    )
