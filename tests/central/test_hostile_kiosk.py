"""Hostile or broken kiosks: every request gets an answer, and no other kiosk is harmed."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from kiosk.central import machines, tables
from kiosk.central.bookings import arbitration, lending
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.protocol import signature
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.protocol.messages import Grant, GrantRequest, Order, PairRequest
from kiosk.sync.credentials import Credentials
from tests.central.http_server import running_server
from tests.central.library import Library
from tests.clocks import ManualClock

_DEEP = "[" * 3_000 + "]" * 3_000
_HUGE = "9" * 5_000


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    with running_server(library.server) as address:
        yield address


Send = Callable[..., httpx.Response]


@pytest.fixture
def send(library: Library, url: str, clock: ManualClock) -> Send:
    """Sends arbitrary requests with the signature of a paired kiosk."""
    mine = Credentials("", Ed25519PrivateKey.generate())
    wish = PairRequest(code=library.pairing_code(), name="lobby", key=mine.public_key, version=2)
    kiosk = library.server.pair(wish, "peer").kiosk

    def post(path: str, body: str | dict[str, Any], method: str = "POST") -> httpx.Response:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        now = int(clock().timestamp())
        headers = signature.sign_request(mine.key, kiosk, method, path, content, now)
        headers["Content-Type"] = "application/json"
        return httpx.request(method, url + path, content=content, headers=headers, timeout=60)

    return post


def put_program(library: Library) -> str:
    start = library.moment(30)
    program = Program("p", "", "P", Interval(start, start + timedelta(hours=1)), seats=2)
    thing = SourcedProgram("s", program)
    with library.database.write() as connection:
        feed.publish(connection, [thing], library.server.clock())
    return key_of(thing)


def reservation(**changed: object) -> dict[str, object]:
    usual = {
        "id": "r",
        "space": "room1",
        "start": "2026-11-24T10:00:00Z",
        "end": "2026-11-24T11:00:00Z",
        "code": "123456",
        "created": "2026-11-24T09:00:00Z",
        "promised": False,
    }
    return usual | changed


# Malformed reservations, each of which must be refused alone.
NO_RESERVATIONS: dict[str, dict[str, object] | str] = {
    "year 1": reservation(start="0001-01-01T00:00:00Z"),
    "year 1, east": reservation(start="0001-01-01T00:00:00+14:00"),
    "year 9999": reservation(end="9999-12-31T23:59:59Z"),
    "year 9999, west": reservation(end="9999-12-31T23:59:59-12:00"),
    "year 9999, made": reservation(created="9999-12-31T23:59:59-12:00"),
    "year 2150": reservation(end="2150-01-01T00:00:00Z"),
    "year 10000": reservation(end="10000-01-01T00:00:00Z"),
    "no zone": reservation(start="2026-11-24T10:00:00"),
    "seconds": reservation(start=1764000000),
    "huge seconds": reservation(end=10**30),
    "a part of a second": reservation(start="2026-11-24T10:00:00.1Z", end="2026-11-24T10:00:00.9Z"),
    "backwards": reservation(end="2026-11-24T09:00:00Z"),
    "no length": reservation(end="2026-11-24T10:00:00Z"),
    "NUL in the id": reservation(id="r\0"),
    "NUL in the space": reservation(space="room1\0"),
    "NUL in the code": reservation(code="12345\0"),
    "surrogate": reservation(space="room\ud800"),
    "surrogate in the id": reservation(id="\udfff"),
    "300 letters": reservation(space="x" * 300),
    "5000 letters": reservation(space="x" * 5_000),
    "long id": reservation(id="x" * 65),
    "empty id": reservation(id=""),
    "Arabic digits": reservation(code="١٢٣٤٥٦"),
    "short code": reservation(code="12345"),
    "code of 11": reservation(code="1" * 11),
    "number for a code": reservation(code=123456),
    "list": "[]",
    "null": "null",
    "nothing": "",
    "deep": _DEEP,
    "huge number": _HUGE,
    "NaN": '{"id": NaN}',
    "infinity": '{"start": -Infinity, "end": Infinity}',
    "huge promised": reservation(promised=2**70),
}


def test_a_malformed_reservation_is_refused_alone(send: Send, library: Library) -> None:
    for number, (name, body) in enumerate(NO_RESERVATIONS.items()):
        text = body if isinstance(body, str) else json.dumps(body)
        bad = {"id": f"bad{number}", "action": "reserve", "body": text}
        good = library.order(f"good{number}", 10, 11)
        for _ in range(2):
            answer = send("/v1/orders", {"orders": [bad, good.model_dump(mode="json")]})
            assert answer.status_code == 200, name
            assert answer.json()["done"] == [bad["id"], good.id], name
            assert set(answer.json()["refused"]) == {bad["id"]}, name
        assert library.status(f"good{number}") == "confirmed", name
        library.cancel("nobody", f"good{number}")


def registration(**changed: object) -> dict[str, object]:
    return {"id": "g", "code": "123456", "created": "2026-11-24T09:00:00Z"} | changed


NO_REGISTRATIONS: tuple[dict[str, object], ...] = (
    {"seat": 2**31},
    {"seat": 2**31 + 1},
    {"seat": 10**40},
    {"seat": 0},
    {"seat": -1},
    {"seat": True},
    {"seat": "1"},
    {"seat": 1.5},
    {"program": "x" * 5_000},
    {"program": "p\0"},
    {"program": ""},
    {"id": "g\0"},
    {"created": "9999-12-31T23:59:59-12:00"},
)
OTHER_ORDERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("cancel", {"id": "x\0"}),
    ("cancel", {"id": "x" * 5_000}),
    ("cancel", {}),
    ("check_in", {"id": "\0"}),
    ("check_in", {"id": None}),
    ("adopt", {"epoch": 2**64}),
    ("adopt", {"epoch": -1}),
    ("adopt", {"epoch": "1"}),
    ("burn", {"id": "r"}),
    ("", {}),
    ("reserve\0", {}),
)


def test_other_malformed_orders_block_nothing(send: Send, library: Library) -> None:
    key = put_program(library)
    registrations = [("register", registration(**{"program": key} | c)) for c in NO_REGISTRATIONS]
    tried = [*registrations, *OTHER_ORDERS]
    bad = [
        {"id": f"bad{number}", "action": action, "body": json.dumps(body)}
        for number, (action, body) in enumerate(tried)
    ]
    good = library.order("good", 10, 11).model_dump(mode="json")
    answer = send("/v1/orders", {"orders": [*bad, good]})
    assert answer.status_code == 200
    assert set(answer.json()["refused"]) == {each["id"] for each in bad}
    assert library.status("good") == "confirmed"


def test_a_huge_seat_number_and_a_long_program_key_are_only_refused(
    send: Send, library: Library
) -> None:
    """Both are below the database's limits (PostgreSQL: index keys of 2,704 bytes)."""
    for number, changed in enumerate(({"seat": 2**31 - 1}, {"program": "字" * 2_000})):
        body = json.dumps(
            registration(**{"program": put_program(library), "id": f"g{number}", **changed})
        )
        order = {"id": f"o{number}", "action": "register", "body": body}
        assert send("/v1/orders", {"orders": [order]}).status_code == 200
    assert send("/v1/grant", {"codes": 0, "epoch": 0, "version": 2}).status_code == 200


NO_REQUESTS: tuple[tuple[str, dict[str, Any] | str], ...] = (
    ("/v1/orders", {"orders": [{"id": "o\0", "action": "cancel", "body": "{}"}]}),
    ("/v1/orders", {"orders": [{"id": "x" * 65, "action": "cancel", "body": "{}"}]}),
    ("/v1/orders", {"orders": [{"id": "\ud800", "action": "cancel", "body": "{}"}]}),
    ("/v1/orders", {"orders": [{"id": "o", "action": "cancel", "body": "x" * 30_000}]}),
    ("/v1/orders", {"orders": [{"id": "o", "action": "cancel", "body": "{}"}] * 101}),
    ("/v1/orders", {"orders": None}),
    ("/v1/orders", _DEEP),
    ("/v1/orders", '{"orders": ' + _DEEP + "}"),
    ("/v1/orders", _HUGE),
    ("/v1/orders", "\0"),
    ("/v1/orders", '"\ud83d'.encode("utf-8", "surrogatepass").decode("latin-1")),
    ("/v1/grant", {"codes": -1, "epoch": 0}),
    ("/v1/grant", {"codes": 2**64, "epoch": 0}),
    ("/v1/grant", {"codes": 0, "epoch": 2**64}),
    ("/v1/grant", '{"codes": NaN, "epoch": 0}'),
    ("/v1/grant", '{"codes": 0, "epoch": Infinity}'),
    ("/v1/grant", '{"codes": 1e999, "epoch": 0}'),
    ("/v1/grant", f'{{"codes": {_HUGE}, "epoch": 0}}'),
    ("/v1/grant", {"codes": 0, "epoch": 0, "version": 2**62}),
    ("/v1/grant", {"codes": True, "epoch": 0}),
    ("/v1/grant", {"codes": 0, "epoch": 0, "machine": "m\0"}),
    ("/v1/grant", {"codes": 0, "epoch": 0, "machine": "m" * 300}),
    ("/v1/grant", {"codes": 0, "epoch": 0, "now": 5}),
    ("/v1/report", {"version": "1\0", "complete": None, "waiting": 0, "tallies": []}),
    ("/v1/report", {"version": "1", "complete": None, "waiting": 2**31, "tallies": []}),
    ("/v1/report", {"version": "1" * 300, "complete": None, "waiting": 0, "tallies": []}),
    (
        "/v1/report",
        {
            "version": "1",
            "complete": None,
            "waiting": 0,
            "tallies": [{"day": "2026-11-24", "name": "n\0", "count": 1}],
        },
    ),
    ("/v1/pair", {"code": "\0", "name": "n", "key": "A" * 43 + "=", "version": 1}),
    ("/v1/pair", {"code": "X", "name": "n" * 300, "key": "A" * 43 + "=", "version": 1}),
    ("/v1/pair", {"code": "X", "name": "n\0", "key": "A" * 43 + "=", "version": 1}),
    ("/v1/pair", {"code": "X", "name": "n", "key": "\0" * 44, "version": 1}),
    ("/v1/pair", {"code": "X", "name": "\ud800", "key": "A" * 43 + "=", "version": 1}),
    ("/v1/pair", _DEEP),
)
NO_ADDRESSES = (
    "/v1/changes?since=9" + "9" * 30,
    "/v1/changes?since=-1",
    "/v1/changes?since=NaN",
    "/v1/changes?since=%00",
    "/v1/changes?since=0&limit=99999999999999999999",
    "/v1/snapshots/%00",
    "/v1/snapshots/..%2f..%2fetc",
    "/v1/snapshots/" + "a" * 5_000,
    "/v1/snapshots/%ED%A0%80",
)


def test_a_kiosk_clock_at_the_ends_of_the_calendar_does_no_harm(send: Send) -> None:
    for moment in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"):
        wish = {"codes": 0, "epoch": 0, "now": moment}
        report = {"version": "1", "complete": moment, "waiting": 0, "tallies": []}
        assert send("/v1/grant", wish).status_code == 200
        assert send("/v1/orders", {"orders": [], "now": moment}).status_code == 200
        assert send("/v1/report", report).status_code == 200


def test_a_malformed_request_gets_a_4xx_status(send: Send) -> None:
    for path, body in NO_REQUESTS:
        assert send(path, body).status_code in {400, 413, 422}, (path, str(body)[:80])
    for path in NO_ADDRESSES:
        assert 400 <= send(path, "", "GET").status_code < 500, path


# --- promises --------------------------------------------------------------------------------


def promise(library: Library, kiosk: str, start: str, end: str, **changed: object) -> str:
    body = json.dumps(reservation(start=start, end=end, promised=True, **changed))
    order = {"id": f"o {start} {end}", "action": "reserve", "body": body}
    assert library.send(kiosk, Order.model_validate(order)) == {}
    return library.status("r")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-25T10:00:00Z", "2027-11-25T10:00:00Z"),  # a year
        ("2027-11-24T10:00:00Z", "2027-11-24T11:00:00Z"),  # too far ahead
        ("2026-11-29T10:00:00Z", "2026-11-29T18:00:00Z"),  # too long
        ("2026-11-29T03:00:00Z", "2026-11-29T04:00:00Z"),  # closed
        ("2026-11-29T10:07:00Z", "2026-11-29T11:07:00Z"),  # off the grid
        ("2020-11-24T10:00:00Z", "2020-11-24T11:00:00Z"),  # long over
    ],
)
def test_a_promise_without_a_lease_must_obey_the_rules(
    library: Library, start: str, end: str
) -> None:
    kiosk = library.pair()
    library.grant(kiosk)
    assert promise(library, kiosk, start, end) == "refused"


def test_a_promise_without_a_lease_is_treated_as_a_request(
    library: Library, clock: ManualClock
) -> None:
    kiosk, other = library.pair(), library.pair("other")
    free = ("2026-11-30T10:00:00Z", "2026-11-30T11:00:00Z")
    assert promise(library, kiosk, *free) == "confirmed"
    grant = library.grant(other)
    room = next(room for room in ("room1", "room2") if library.is_lent(grant, 14, 16, room))
    stolen = library.reserve(kiosk, 14, 15, room=room, promised=True)
    assert library.status(stolen) == "requested", (
        "it is lent to another kiosk, whose lease is recalled"
    )


def test_a_promise_beyond_the_end_of_the_lease_is_a_request(library: Library) -> None:
    """The buffer after the promised time would overlap the next lease."""
    one, two = library.pair(), library.pair("two")
    room = next(r for r in ("room1", "room2") if library.is_lent(library.grant(one), 10, 16, r))
    library.reserve(two, 12, 13, room=room)
    library.adopt(one, library.grant(one).epoch)
    touching = library.reserve(one, 11, 12, room=room, promised=True)
    assert library.status(touching) == "refused"


def test_a_late_promise_is_judged_by_the_time_it_was_made(
    library: Library, clock: ManualClock
) -> None:
    """The server has no such lease, because it was restored from a backup."""
    kiosk = library.pair()
    clock.advance(hours=2.5)
    start, end = "2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"
    assert promise(library, kiosk, start, end, created="2026-11-24T09:00:00Z") == "confirmed"


def test_an_order_that_fails_on_the_server_blocks_nothing(
    library: Library, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(arbitration, "cancel_reservation", broken)
    cancel = library.cancellation_order("r").model_dump(mode="json")
    good = library.order("good", 10, 11).model_dump(mode="json")
    for _ in range(2):
        answer = send("/v1/orders", {"orders": [cancel, good]}).json()
        assert set(answer["refused"]) == {cancel["id"]}
        assert answer["done"] == [cancel["id"], good["id"]]
    assert library.status("good") == "confirmed"


# --- codes -----------------------------------------------------------------------------------


def wish(machine: str = "", codes: int = 0) -> GrantRequest:
    return GrantRequest(codes=codes, epoch=0, version=2, machine=machine)


def lent_codes(library: Library) -> int:
    with library.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(tables.lent_code)) or 0


@pytest.mark.parametrize("machine", ["", "m"])
def test_a_machine_never_has_more_than_forty_codes(library: Library, machine: str) -> None:
    kiosk = library.pair()
    codes = {code for _ in range(5) for code in library.server.grant(kiosk, wish(machine)).codes}
    assert len(codes) == lent_codes(library) == 40


def test_codes_are_lent_again_once_some_are_used(library: Library) -> None:
    kiosk = library.pair()
    first = library.server.grant(kiosk, wish("m")).codes
    for hour, code in enumerate(first[:4]):
        start, end = (f"2026-11-{25 + hour}T10:00:00Z", f"2026-11-{25 + hour}T11:00:00Z")
        body = json.dumps(reservation(id=f"r{hour}", code=code, start=start, end=end))
        library.send(kiosk, Order(id=f"o{hour}", action="reserve", body=body))
    assert library.server.grant(kiosk, wish("m", codes=30)).codes == [], (
        "the machine has enough codes"
    )
    again = library.server.grant(kiosk, wish("m")).codes
    assert set(first[4:]) <= set(again)
    assert not set(first[:4]) & set(again)
    assert len(again) == 40


def test_machines_with_one_key_are_lent_different_codes(library: Library) -> None:
    kiosk = library.pair()
    one, two = (set(library.server.grant(kiosk, wish(m)).codes) for m in ("one", "two"))
    assert len(one | two) == 80


def test_the_unused_codes_of_a_revoked_kiosk_are_freed(
    library: Library, clock: ManualClock
) -> None:
    kiosk = library.pair()
    used = library.server.grant(kiosk, wish("m")).codes[0]
    library.send(kiosk, Order(id="o", action="reserve", body=json.dumps(reservation(code=used))))
    with library.database.write() as connection:
        pairing.revoke_kiosk(connection, kiosk, clock())
    with library.database.read() as connection:
        assert list(connection.scalars(select(tables.lent_code.c.code))) == [used]


def test_when_all_codes_are_lent_a_grant_has_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kiosk then generates longer codes itself."""
    monkeypatch.setattr(lending, "_DIGITS", 2)
    kiosks = [library.pair(str(number)) for number in range(4)]
    lent = [code for kiosk in kiosks for code in library.server.grant(kiosk, wish("m")).codes]
    assert len(lent) == len(set(lent)) <= 100
    monkeypatch.setattr(lending, "_DIGITS", 1)
    for _ in range(3):
        library.server.grant(library.pair("more"), wish("m"))
    last = library.server.grant(library.pair("last"), wish("m"))
    assert (last.codes, bool(last.now)) == ([], True)


def test_two_machines_with_one_key_are_detected_and_get_no_leases(
    library: Library,
) -> None:
    kiosk = library.pair()

    def grant(machine: str) -> Grant:
        return library.server.grant(kiosk, wish(machine))

    def seen() -> set[str]:
        with library.database.read() as connection:
            return machines.cloned_kiosks(connection, library.server.clock())

    assert grant("one").leases
    assert grant("two").leases, "a new disk: one machine replaced another"
    assert not seen()
    assert grant("one").leases == [], "both machines exist"
    assert grant("two").leases == []
    assert seen() == {kiosk}
