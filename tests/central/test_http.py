"""The server over HTTP: signatures, pairing, and the client of the kiosk."""

import asyncio
import base64
import json
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import cover_links, feed
from kiosk.central.feed.cover_links import CoverLink, CoverOrigin
from kiosk.central.fleet import pairing
from kiosk.central.http.api import create_kiosk_api
from kiosk.domain.records import BibliographicRecord
from kiosk.errors import PairingFailed, SettingsError
from kiosk.protocol import signature
from kiosk.protocol.address import check_server_url
from kiosk.protocol.bodies import SourcedRecord
from kiosk.protocol.messages import GrantRequest, Push
from kiosk.store.database import Database
from kiosk.sync import credentials
from kiosk.sync.credentials import Credentials
from kiosk.sync.http_link import HttpLink
from kiosk.sync.link import CoverUnknown, CursorTooOld, NoAnswer, UnknownKiosk
from kiosk.sync.pair import pair_with_server
from tests.central.http_server import running_server
from tests.central.library import Library
from tests.clocks import ManualClock


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    with running_server(library.server) as address:
        yield address


@pytest.fixture
def kiosk(library: Library, url: str, tmp_path: Path) -> Credentials:
    """Pair a kiosk over HTTP."""
    return paired(library, url, tmp_path / "kiosk")


def paired(library: Library, url: str, folder: Path) -> Credentials:
    database = Database(folder)
    pair_with_server(database, folder, url, library.pairing_code(), "lobby")
    database.close()
    found = credentials.load_credentials(folder)
    assert found is not None
    return found


def ask(
    mine: Credentials,
    question: Callable[[HttpLink], Coroutine[Any, Any, Any]],
    clock: Callable[[], datetime],
) -> Any:
    async def run() -> Any:
        link = HttpLink(mine, clock)
        try:
            return await question(link)
        finally:
            await link.close()

    return asyncio.run(run())


def test_a_kiosk_gets_a_picture_of_a_cover_and_nobody_else_does(
    library: Library, kiosk: Credentials, url: str, clock: ManualClock
) -> None:
    picture = b"RIFF" + bytes(4_000)  # it would shrink, but is sent as it is
    digest = cover_links.picture_digest(picture)
    link = CoverLink("k", "koha", CoverOrigin.FOLDER, "9780.jpg", "", "", clock(), digest)
    with library.database.write() as connection:
        cover_links.save_links(connection, [link], [picture])

    assert ask(kiosk, lambda server: server.cover(digest), clock) == picture
    with pytest.raises(CoverUnknown):
        ask(kiosk, lambda server: server.cover("0" * 64), clock)

    path = f"/v1/covers/{digest}"
    assert httpx.get(url + path).status_code == 401
    signed = signature.sign_request(
        kiosk.key, kiosk.kiosk, "GET", path, b"", int(clock().timestamp())
    )
    headers = httpx.get(url + path, headers={**signed, "Accept-Encoding": "gzip"}).headers
    assert headers["Content-Type"] == "image/webp"
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert int(headers["Content-Length"]) == len(picture)


def put_records(library: Library, count: int) -> None:
    records = [
        SourcedRecord("s", 0, BibliographicRecord(str(n), f"Title {n} " + "x" * 50))
        for n in range(count)
    ]
    with library.database.write() as connection:
        feed.publish(connection, records, library.server.clock())


def test_health_needs_no_signature(url: str) -> None:
    assert httpx.get(f"{url}/health").json()["status"] == "ok"


def test_all_other_requests_need_a_signature(library: Library, url: str) -> None:
    open_paths = {"/health", "/v1/pair"}
    paths = create_kiosk_api(library.server).openapi()["paths"]
    checked = 0
    for path, methods in paths.items():
        for method in methods:
            if path in open_paths:
                continue
            answer = httpx.request(method, url + path.format(digest="a"), params={"since": 0})
            assert answer.status_code == 401, path
            checked += 1
    assert checked >= 5
    for path in ("/openapi.json", "/docs", "/redoc", "/"):
        assert httpx.get(url + path).status_code == 404


def test_a_paired_kiosk_is_answered(kiosk: Credentials, library: Library, clock) -> None:
    put_records(library, 3)
    page = ask(kiosk, lambda link: link.changes(0, 100), clock)
    assert [change.kind for change in page.changes] == ["branch", "space", "space"] + 3 * ["record"]
    assert ask(kiosk, lambda link: link.push(Push(orders=[])), clock).done == []
    assert ask(kiosk, lambda link: link.grant(GrantRequest(codes=0, epoch=0)), clock).leases


def test_a_wrong_key_a_changed_request_or_an_old_one_is_rejected(
    kiosk: Credentials, url: str, clock: ManualClock
) -> None:
    path, now = "/v1/changes?since=0", int(clock().timestamp())

    def status(headers: dict[str, str], path: str = path) -> int:
        return httpx.get(url + path, headers=headers).status_code

    def signed(key=kiosk.key, kiosk_id=kiosk.kiosk, time=now) -> dict[str, str]:
        return signature.sign_request(key, kiosk_id, "GET", path, b"", time)

    assert status(signed()) == 200
    assert status(signed(key=Ed25519PrivateKey.generate())) == 401
    assert status(signed(), path="/v1/changes?since=1") == 401
    assert status({**signed(), signature.TIME: str(now + 1)}) == 401
    assert status({**signed(), signature.KIOSK: "other"}) == 401
    assert status({**signed(), signature.SIGNATURE: "no base64"}) == 401
    assert status(signed(time=now - 301)) == 401
    assert status(signed(time=now - 299)) == 200
    body = signature.sign_request(kiosk.key, kiosk.kiosk, "POST", "/v1/orders", b"", now)
    answer = httpx.post(f"{url}/v1/orders", headers=body, json={"orders": []})
    assert answer.status_code == 401


def test_a_kiosk_with_a_wrong_clock_uses_the_servers(
    kiosk: Credentials, clock: ManualClock
) -> None:
    def wrong() -> datetime:
        return clock() - timedelta(days=400)

    assert ask(kiosk, lambda link: link.changes(0, 10), wrong).changes


def test_a_revoked_kiosk_is_rejected_at_once(
    kiosk: Credentials, library: Library, clock: ManualClock
) -> None:
    async def before_and_after(link: HttpLink) -> None:
        await link.changes(0, 10)
        with library.database.write() as connection:
            pairing.revoke_kiosk(connection, kiosk.kiosk, clock())
        with pytest.raises(UnknownKiosk):
            await link.changes(0, 10)

    ask(kiosk, before_and_after, clock)


def test_a_code_pairs_once_and_for_a_quarter_of_an_hour(
    library: Library, url: str, tmp_path: Path, clock: ManualClock
) -> None:
    def try_to(name: str, code: str) -> str:
        database = Database(tmp_path / name)
        try:
            return pair_with_server(database, tmp_path / name, url, code, name).kiosk
        finally:
            database.close()

    code = library.pairing_code()
    first = try_to("one", f" {code.lower()} ")
    assert oct((tmp_path / "one" / "server-key.json").stat().st_mode)[-3:] == "600"
    with pytest.raises(PairingFailed, match="used"):
        try_to("two", code)
    late = library.pairing_code()
    clock.advance(minutes=16)
    with pytest.raises(PairingFailed, match="expired"):
        try_to("two", late)
    assert try_to("two", library.pairing_code()) != first


def test_a_pairing_with_a_lost_answer_can_be_repeated(
    library: Library, url: str, tmp_path: Path
) -> None:
    class Losing(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            super().handle_request(request)
            raise httpx.ReadError("cut")

    database = Database(tmp_path / "kiosk")
    code = library.pairing_code()
    with pytest.raises(PairingFailed, match="does not answer"):
        pair_with_server(database, tmp_path / "kiosk", url, code, "lobby", Losing())
    found = pair_with_server(database, tmp_path / "kiosk", url, code, "lobby")
    assert library.server.public_key(found.kiosk)
    database.close()


def test_a_failed_pairing_keeps_the_previous_one(
    kiosk: Credentials, library: Library, url: str, tmp_path: Path, clock: ManualClock
) -> None:
    database = Database(tmp_path / "kiosk")
    for server in (url, "http://127.0.0.1:9"):
        with pytest.raises(PairingFailed):
            pair_with_server(database, tmp_path / "kiosk", server, "WRONGCOD", "lobby")
    kept = credentials.load_credentials(tmp_path / "kiosk")
    assert kept is not None
    assert (kept.server, kept.kiosk, kept.public_key) == (url, kiosk.kiosk, kiosk.public_key)
    ask(kept, lambda link: link.changes(0, 10), clock)
    again = pair_with_server(database, tmp_path / "kiosk", url, library.pairing_code(), "lobby")
    assert again.kiosk != kiosk.kiosk
    assert not (tmp_path / "kiosk" / credentials.PENDING_FILE).exists()
    database.close()


def test_guessing_pairing_codes_is_limited(url: str, library: Library, clock: ManualClock) -> None:
    def guess(code: str) -> int:
        wish = {"code": code, "name": "n", "key": "A" * 44, "version": 1}
        return httpx.post(f"{url}/v1/pair", json=wish).status_code

    right = library.pairing_code()
    assert [guess(f"WRONG{n}") for n in range(6)] == [403] * 5 + [429]
    assert guess(right) == 429
    clock.advance(minutes=16)
    assert guess(library.pairing_code()) == 200


def test_wrong_codes_from_elsewhere_lock_no_kiosk_out(library: Library) -> None:
    app = create_kiosk_api(library.server)
    with running_server(library.server, app, trusted_proxies=["127.0.0.1"]) as url:

        def guess(code: str, address: str) -> int:
            wish = {"code": code, "name": "n", "key": "A" * 44, "version": 1}
            headers = {"X-Forwarded-For": address}
            return httpx.post(f"{url}/v1/pair", json=wish, headers=headers).status_code

        for n in range(120):
            assert guess("WRONG", f"203.0.113.{n}") == 403
        assert guess(library.pairing_code(), "198.51.100.7") == 200


def test_an_expired_cursor_requires_a_snapshot(
    kiosk: Credentials, library: Library, clock: ManualClock
) -> None:
    put_records(library, 3)
    with library.database.write() as connection:
        from kiosk.protocol.bodies import key_of
        from kiosk.protocol.messages import FeedKind

        gone = key_of(SourcedRecord("s", 0, BibliographicRecord("1", "")))
        feed.publish_deletions(connection, FeedKind.RECORD, [gone], clock())
        feed.delete_old_tombstones(connection, clock() + timedelta(days=100))
    with pytest.raises(CursorTooOld):
        ask(kiosk, lambda link: link.changes(1, 10), clock)


def test_a_snapshot_is_resumed_where_it_broke_off(
    kiosk: Credentials, library: Library, clock: ManualClock
) -> None:
    put_records(library, 500)

    async def in_two_parts(link: HttpLink) -> bytes:
        snapshot = await link.snapshot()
        first = bytearray()
        async for piece in link.download(snapshot, 0):
            first += piece
            if len(first) > snapshot.size // 3:
                break
        first = first[: snapshot.size // 3]
        rest = b"".join([piece async for piece in link.download(snapshot, len(first))])
        return bytes(first) + rest

    whole = ask(kiosk, in_two_parts, clock)
    snapshot = library.server.snapshot()
    assert whole == (library.server.folder / f"{snapshot.hash}.ndjson.gz").read_bytes()
    assert len(whole) == snapshot.size


def test_pages_travel_compressed(kiosk: Credentials, library: Library, url: str, clock) -> None:
    put_records(library, 300)
    path = "/v1/changes?since=0&limit=1000"
    headers = signature.sign_request(
        kiosk.key, kiosk.kiosk, "GET", path, b"", int(clock().timestamp())
    )
    with httpx.stream("GET", url + path, headers=headers) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(sent) < 0.2 * sum(len(c.model_dump_json()) for c in _page(library))


def _page(library: Library):  # type: ignore[no-untyped-def]
    return library.server.changes(0, 1000).changes


def test_what_is_too_long_or_not_understood_is_refused(
    kiosk: Credentials, url: str, clock: ManualClock
) -> None:
    def post(content: bytes, path: str = "/v1/orders") -> httpx.Response:
        now = int(clock().timestamp())
        headers = signature.sign_request(kiosk.key, kiosk.kiosk, "POST", path, content, now)
        return httpx.post(
            url + path, headers={**headers, "Content-Type": "application/json"}, content=content
        )

    assert post(b"x" * (4 * 1024 * 1024 + 1)).status_code == 413
    assert post(b"{").status_code == 422
    assert post(json.dumps({"orders": [{}] * 2}).encode()).json()["code"] == "not_understood"


def test_a_server_that_is_not_there_or_is_no_server_gives_no_answer(
    kiosk: Credentials, clock: ManualClock
) -> None:
    gone = Credentials("http://127.0.0.1:9", kiosk.key, kiosk.kiosk)
    with pytest.raises(NoAnswer):
        ask(gone, lambda link: link.changes(0, 10), clock)

    async def odd(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="<html>Sign in to the hotel's network</html>")

    async def through_a_portal() -> None:
        link = HttpLink(kiosk, clock, httpx.MockTransport(odd))
        with pytest.raises(NoAnswer):
            await link.grant(GrantRequest(codes=0, epoch=0))
        await link.close()

    asyncio.run(through_a_portal())


def test_an_answer_that_is_not_understood_tells_no_code(
    kiosk: Credentials, clock: ManualClock
) -> None:
    async def odd(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"epoch": 0, "leases": [], "codes": [271828]})

    async def failing_request() -> str:
        link = HttpLink(kiosk, clock, httpx.MockTransport(odd))
        with pytest.raises(NoAnswer) as raised:
            await link.grant(GrantRequest(codes=0, epoch=0))
        await link.close()
        return str(raised.value)

    message = asyncio.run(failing_request())  # as the log shows it
    assert "codes.0" in message
    assert "271828" not in message


def test_a_fault_of_the_database_tells_no_code(central: CentralDatabase) -> None:
    with central.read() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("SELECT no_such_function(:code)"), {"code": "271828"})
    assert "no_such_function" in str(raised.value)
    assert "271828" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://library.example",
        "ftp://x",
        "library.example",
        "https://",
        "http://10.0.0.1",
        "https://[library",
        "https://library.example:99999",
        "https://library\n.example",
    ],
)
def test_only_https_leaves_this_machine(url: str) -> None:
    with pytest.raises(SettingsError, match="not an address"):
        check_server_url(url)


@pytest.mark.parametrize(
    "url",
    ["https://library.example/", "http://127.0.0.1:8421", "http://[::1]:1", "http://localhost"],
)
def test_https_and_this_machine_are_addresses(url: str) -> None:
    assert check_server_url(url) == url.rstrip("/")


def test_a_public_key_is_32_bytes_in_base64() -> None:
    mine = Credentials("https://x", Ed25519PrivateKey.generate())
    assert len(base64.b64decode(mine.public_key)) == 32
