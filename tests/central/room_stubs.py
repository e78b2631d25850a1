"""A LibreBooking and a LibCal on local sockets; their answers are constructed.

The forms of the answers are those of LibreBooking's doc/API.md and source, and of LibCal's
documentation of its API 1.1. No live system was asked.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.central.provider import QuietHandler, http_server

ACCOUNT = ("kiosk", "s3cret pass")
ROOM = "12"  # what the other system calls room1
EMAIL = "kiosk@library.example"


@dataclass
class Booked:
    """A booking in the other system."""

    id: str
    room: str
    start: datetime
    end: datetime
    title: str
    state: str = "booked"  # or pending, cancelled


@dataclass
class RoomStub:
    """What both systems have in common: one room takes one booking at a time.

    ``faults`` are taken one by one by requests that change something: “silent” does it and does not
    answer, “deaf” does nothing and does not answer, “late” does it only at ``catch_up``, and a
    number is a status. ``down`` means that every request is answered with 503.
    """

    booked: list[Booked] = field(default_factory=list)
    faults: list[str | int] = field(default_factory=list)
    pending: bool = False  # somebody has to approve each booking
    down: bool = False
    url: str = ""
    bodies: list[str] = field(default_factory=list)  # of all requests, as they came
    signed_in: int = 0
    expired: bool = False  # the next request needs a new session
    overtaken: bool = False  # late requests take effect just before the next change
    _late: list[Callable[[], object]] = field(default_factory=list)

    name = ""
    options: dict[str, str] = field(default_factory=dict)

    def book(self, room: str, start: datetime, end: datetime, title: str = "Budi") -> Booked | None:
        """Book a time, or return None if it is taken."""
        live = [each for each in self.booked if each.state != "cancelled" and each.room == room]
        if any(start < each.end and each.start < end for each in live):
            return None
        state = "pending" if self.pending and title != "Budi" else "booked"
        self.booked.append(Booked(f"b{len(self.booked)}", room, start, end, title, state))
        return self.booked[-1]

    def kiosk_bookings(self) -> list[Booked]:
        """Return the bookings of kiosks that were not cancelled."""
        return [e for e in self.booked if e.title.startswith("Kiosk ") and e.state != "cancelled"]

    def catch_up(self) -> None:
        """Let the requests take effect that came late."""
        while self._late:
            self._late.pop(0)()

    def answer(
        self, method: str, path: str, query: dict[str, str], headers: dict[str, str], said: Any
    ) -> tuple[int, object] | None:
        """Return the status and body of an answer, or None for none."""
        if self.down:
            return 503, {}
        if self.is_login(path):
            return self.login(said)
        if self.expired or not self.is_signed(headers):
            self.expired = False
            return 401, {}
        change = self.change(method, path, said)
        if change is None:
            return self.read(path, query)
        if self.overtaken:
            self.catch_up()
        fault = self.faults.pop(0) if self.faults else ""
        if isinstance(fault, int):
            return fault, {}
        if fault == "late":
            self._late.append(change)
        elif fault != "deaf":
            done = change()
            return None if fault == "silent" else done
        return None

    def is_login(self, path: str) -> bool:
        raise NotImplementedError

    def login(self, said: Any) -> tuple[int, object]:
        raise NotImplementedError

    def is_signed(self, headers: dict[str, str]) -> bool:
        raise NotImplementedError

    def change(self, method: str, path: str, said: Any) -> Callable[[], tuple[int, object]] | None:
        raise NotImplementedError

    def read(self, path: str, query: dict[str, str]) -> tuple[int, object]:
        raise NotImplementedError

    def _take_out(self, id: str) -> bool:
        """Cancel a booking; return False if there is none."""
        found = self._find(id)
        if found is None or found.state == "cancelled":
            return False
        found.state = "cancelled"
        return True

    def _find(self, id: str) -> Booked | None:
        return next((each for each in self.booked if each.id == id), None)


class LibreBookingStub(RoomStub):
    """Answers as LibreBooking's web services do."""

    name = "librebooking"

    def is_login(self, path: str) -> bool:
        return path == "/Services/index.php/Authentication/Authenticate"

    def login(self, said: Any) -> tuple[int, object]:
        self.signed_in += 1
        if (said["username"], said["password"]) != ACCOUNT:
            return 200, {"isAuthenticated": False, "message": "Login failed."}
        return 200, {"sessionToken": "token", "userId": 7, "isAuthenticated": True, "version": "1"}

    def is_signed(self, headers: dict[str, str]) -> bool:
        return (headers.get("x-booked-sessiontoken"), headers.get("x-booked-userid")) == (
            "token",
            "7",
        )

    def change(self, method: str, path: str, said: Any) -> Callable[[], tuple[int, object]] | None:
        if method == "POST":
            return lambda: self._reserve(said)
        if method == "DELETE":
            return lambda: self._cancel(path.rpartition("/")[2])
        return None

    def _reserve(self, said: Any) -> tuple[int, object]:
        ends = [datetime.fromisoformat(said[each]) for each in ("startDateTime", "endDateTime")]
        made = self.book(str(said["resourceId"]), *ends, said["title"])
        if made is None:
            return 400, {"errors": ["There are conflicting reservations"], "message": "errors"}
        pending = made.state == "pending"
        return 201, {"referenceNumber": made.id, "isPendingApproval": pending, "links": []}

    def _cancel(self, id: str) -> tuple[int, object]:
        if not self._take_out(id):
            return 400, {"errors": ["no such reservation"]}
        return 200, {"message": "The item was deleted"}

    def read(self, path: str, query: dict[str, str]) -> tuple[int, object]:
        live = [each for each in self.booked if each.state != "cancelled"]
        id = path.rpartition("/")[2]
        if id:
            alone = next((each for each in live if each.id == id), None)
            return (200, self._row(alone)) if alone else (404, {"message": "not found"})
        first, last = (datetime.fromisoformat(query[f"{n}DateTime"]) for n in ("start", "end"))
        rows = [
            self._row(each)
            for each in live
            if query.get("resourceId", each.room) == each.room
            and each.start < last
            and each.end > first
        ]
        return 200, {"reservations": rows, "links": []}

    def _row(self, each: Booked) -> dict[str, object]:
        ours = each.title.startswith("Kiosk ")
        return {
            "referenceNumber": each.id, "resourceId": int(each.room), "userId": 7 if ours else 9,
            "startDate": each.start.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "endDate": each.end.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "title": each.title if ours else None, "description": None,
            "firstName": None, "lastName": None, "requiresApproval": each.state == "pending",
        }  # fmt: skip


class LibCalStub(RoomStub):
    """Answers as LibCal's API 1.1 does."""

    name = "libcal"

    def is_login(self, path: str) -> bool:
        return path == "/api/1.1/oauth/token"

    def login(self, said: Any) -> tuple[int, object]:
        self.signed_in += 1
        if (said["client_id"], said["client_secret"]) != ACCOUNT:
            return 400, {"error": "invalid_client"}
        return 200, {"access_token": "token", "expires_in": 3600, "token_type": "Bearer"}

    def is_signed(self, headers: dict[str, str]) -> bool:
        return headers.get("authorization") == "Bearer token"

    def change(self, method: str, path: str, said: Any) -> Callable[[], tuple[int, object]] | None:
        if path.endswith("/space/reserve"):
            return lambda: self._reserve(said)
        if "/space/cancel/" in path:
            return lambda: self._cancel(path.rpartition("/")[2])
        return None

    def _reserve(self, said: Any) -> tuple[int, object]:
        assert said["email"] == EMAIL
        [wanted] = said["bookings"]
        ends = (datetime.fromisoformat(each) for each in (said["start"], wanted["to"]))
        made = self.book(str(wanted["id"]), *ends, said["lname"])
        if made is None:
            return 200, {"errors": "<p>Sorry, this time is not available.</p>"}
        return 200, {"booking_id": made.id, "cost": "0.00"}

    def _cancel(self, id: str) -> tuple[int, object]:
        if not self._take_out(id):
            return 200, [{"booking_id": id, "cancelled": False, "error": "not a valid booking"}]
        return 200, [{"booking_id": id, "cancelled": True}]

    def read(self, path: str, query: dict[str, str]) -> tuple[int, object]:
        if "/space/booking/" in path:
            found = self._find(path.rpartition("/")[2])
            return 200, [self._row(found)] if found else []
        first = datetime.fromisoformat(query["date"]).replace(tzinfo=UTC)
        last = first + timedelta(days=int(query["days"]) + 1)
        rows = [
            self._row(each)
            for each in self.booked
            if each.room == query["eid"] and first <= each.start < last
        ]
        size, page = int(query["limit"]), int(query["page"])
        return 200, rows[(page - 1) * size : page * size]

    def _row(self, each: Booked) -> dict[str, object]:
        states = {"booked": "Confirmed", "pending": "Mediated Tentative"}
        return {
            "bookId": each.id, "id": 1, "eid": int(each.room), "cid": 2, "lid": 3,
            "fromDate": each.start.isoformat(), "toDate": each.end.isoformat(),
            "firstName": "Library", "lastName": each.title, "email": "budi@example.org",
            "status": states.get(each.state, "Cancelled by Admin"),
        }  # fmt: skip


@contextlib.contextmanager
def room_stub(stub: RoomStub) -> Iterator[RoomStub]:
    """Run ``stub`` on a local socket."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            stub.bodies.append(f"{self.path} {sent}")
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            headers = {key.lower(): value for key, value in self.headers.items()}
            said = json.loads(sent) if sent else None
            found = stub.answer(self.command, parts.path, query, headers, said)
            if found is None:
                self.close_connection = True  # without a word
                return
            body = json.dumps(found[1]).encode()
            self.send_response(found[0])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_DELETE = do_GET

    with http_server(Handler) as url:
        stub.url = url
        yield stub
