"""LibreBooking (formerly Booked Scheduler) by its web services.

Source: LibreBooking, doc/API.md, WebServices/ReservationsWebService.php and
ReservationWriteWebService.php. The API has to be enabled in its settings.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from pydantic import Field, TypeAdapter

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

_SERVICES = "/Services/index.php"
_LOGIN = "/Authentication/Authenticate"
_RESERVATIONS = "/Reservations/"


class _Session(Row):
    isAuthenticated: bool = False
    sessionToken: str | None = None
    userId: Id | None = None


class _Booking(Row):
    """A reservation in a list or alone; title and description are those that we may see."""

    referenceNumber: str
    startDate: datetime
    endDate: datetime
    resourceId: Id
    title: str | None = None
    description: str | None = None
    requiresApproval: bool = False


class _Bookings(Row):
    reservations: list[_Booking]


class _Created(Row):
    referenceNumber: str
    isPendingApproval: bool = False


class _Failed(Row):
    errors: list[object] = Field(default_factory=list)


_SESSION, _LIST, _ONE = TypeAdapter(_Session), TypeAdapter(_Bookings), TypeAdapter(_Booking)
_CREATED, _FAILED = TypeAdapter(_Created), TypeAdapter(_Failed)


class LibreBooking:
    """A LibreBooking, with one of its own user accounts."""

    def __init__(self, connection: RoomConnection) -> None:
        address = web_address(connection.address, "/Services")
        if not address.user:
            raise SourceError("LibreBooking needs an account.", "Give a user name and a password.")
        self._user, self._password = address.user, address.password
        self._api = JsonApi(connection.fetcher, address, "LibreBooking", _SERVICES, self._sign_in)

    def bookings(self, rooms: Sequence[str], within: Interval) -> list[RoomBooking]:
        query = {
            "startDateTime": within.start.isoformat(timespec="seconds"),
            "endDateTime": within.end.isoformat(timespec="seconds"),
        }
        if len(rooms) == 1:
            query["resourceId"] = rooms[0]
        answer = self._api.send("GET", _RESERVATIONS, query=query)
        if answer.status != 200:
            raise self._api.refused(answer)
        found = map(_booking, self._api.read(_LIST, answer).reservations)
        return [each for each in found if each.room in rooms and each.interval.overlaps(within)]

    def reserve(self, room: str, interval: Interval, reference: str) -> RoomBooking:
        answer = self._api.send(
            "POST",
            _RESERVATIONS,
            body={
                "resourceId": int(room) if room.isdecimal() else room,
                "startDateTime": interval.start.isoformat(timespec="seconds"),
                "endDateTime": interval.end.isoformat(timespec="seconds"),
                "title": reference_text(reference),
                "description": "Reserved at a kiosk of the library.",
                "allowParticipation": False,
                "termsAccepted": True,
            },
        )
        if answer.status == 400:
            raise Declined(plain_words(self._api.read(_FAILED, answer).errors))
        if answer.status not in (200, 201):
            raise self._api.refused(answer)
        made = self._api.read(_CREATED, answer)
        return RoomBooking(made.referenceNumber, room, interval, reference, made.isPendingApproval)

    def cancel(self, id: str) -> None:
        answer = self._api.send("DELETE", _one(id), query={"updateScope": "this"})
        if answer.status != 200 and self.find(id) is not None:
            raise self._api.refused(answer)

    def find(self, id: str) -> RoomBooking | None:
        answer = self._api.send("GET", _one(id))
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise self._api.refused(answer)
        return _booking(self._api.read(_ONE, answer))

    def _sign_in(self) -> Mapping[str, str]:
        answer = self._api.ask(_LOGIN, {"username": self._user, "password": self._password})
        found = self._api.read(_SESSION, answer) if answer.status == 200 else _Session()
        if not (found.isAuthenticated and found.sessionToken and found.userId):
            raise SourceError(
                "LibreBooking does not accept the account.", "Check the user name and password."
            )
        return {"X-Booked-SessionToken": found.sessionToken, "X-Booked-UserId": found.userId}


def connect(connection: RoomConnection) -> LibreBooking:
    """Return the driver for the LibreBooking of ``connection``."""
    return LibreBooking(connection)


def _one(id: str) -> str:
    return _RESERVATIONS + quote(id, safe="")


def _booking(row: _Booking) -> RoomBooking:
    return RoomBooking(
        row.referenceNumber,
        row.resourceId,
        Interval(row.startDate, row.endDate),
        reference_in(row.title, row.description),
        row.requiresApproval,
    )
