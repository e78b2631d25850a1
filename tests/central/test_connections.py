"""Connections that never end do not block other clients, and the log stays small."""

import contextlib
import logging
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import Response

from kiosk.central.console.app import create_server_app
from kiosk.central.database import CentralDatabase
from kiosk.central.http.connections import TimeoutProtocol, connection_limits
from kiosk.central.http.log_rate_limit import RateLimitFilter
from tests.central.http_server import running_server
from tests.central.library import Library
from tests.central.ports import free_port
from tests.central.processes import wait_for
from tests.clocks import ManualClock

_HANG = 60  # seconds, after which a wait counts as endless
_WHOLE = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
HALVES = (
    b"",
    b"G",
    b"GET /health HTTP/1.1\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\nX-A: ",
    b"POST /v1/pair HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
    b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n",
    b"POST /console/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname",
    b"POST /v1/pair HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
)


@pytest.fixture
def library(tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    database = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    yield Library(database, tmp_path / "snapshots", clock)
    database.close()


@contextlib.contextmanager
def server_with_limits(library: Library, **limits: float) -> Iterator[tuple[str, int]]:
    """Run a server with these limits; yield its address."""
    app = create_server_app(library.server, secure=False)
    with running_server(library.server, app, http=TimeoutProtocol.with_limits(**limits)) as url:
        yield "127.0.0.1", urlsplit(url).port or 0


def is_closed(peer: socket.socket) -> bool:
    """Return whether the other side eventually closes the connection."""
    peer.settimeout(_HANG)
    with contextlib.suppress(ConnectionResetError):
        while peer.recv(65_536):
            pass
    return True


@pytest.mark.parametrize("half", HALVES)
def test_half_a_request_is_closed(library: Library, half: bytes) -> None:
    with (
        server_with_limits(library, header_timeout=0.3, body_timeout=0.3) as address,
        socket.create_connection(address) as peer,
    ):
        peer.sendall(half)
        assert is_closed(peer)


@pytest.mark.parametrize("start", [_WHOLE[:10], HALVES[4]])
def test_a_request_that_arrives_too_slowly_is_closed(library: Library, start: bytes) -> None:
    with (
        server_with_limits(library, header_timeout=0.5, body_timeout=0.5) as address,
        socket.create_connection(address) as peer,
    ):
        peer.sendall(start)
        begin = time.monotonic()
        with contextlib.suppress(OSError):
            while time.monotonic() - begin < _HANG:
                peer.sendall(b"a")
                time.sleep(0.05)
        assert time.monotonic() - begin < _HANG


def test_a_keep_alive_connection_may_idle_for_longer(library: Library) -> None:
    with server_with_limits(library, header_timeout=1, body_timeout=1) as (host, port):
        kept = httpx.Client(base_url=f"http://{host}:{port}", timeout=_HANG)
        stream = kept.get("/health").extensions["network_stream"]
        own = stream.get_extra_info("client_addr")
        time.sleep(1.5)
        again = kept.get("/health").extensions["network_stream"]
        assert again.get_extra_info("client_addr") == own
        kept.close()


def test_at_the_limit_the_longest_waiting_connection_is_closed(library: Library) -> None:
    with (
        server_with_limits(library, max_connections=8) as address,
        contextlib.ExitStack() as opened,
    ):
        halves = []
        for _ in range(40):
            halves.append(opened.enter_context(socket.create_connection(address)))
            halves[-1].sendall(b"POST /v1/pair HTTP/1.1\r\n")
        for _ in range(3):
            health = httpx.get(f"http://{address[0]}:{address[1]}/health", timeout=_HANG)
            assert health.status_code == 200
        assert all(is_closed(each) for each in halves[:30])


def test_an_answer_that_is_not_read_is_aborted(library: Library) -> None:
    app = FastAPI()
    requested, over = threading.Event(), threading.Event()

    @app.get("/large")
    async def large() -> Response:
        requested.set()
        return Response(b"a" * 64 * 1024**2)

    protocol = TimeoutProtocol.with_limits(unread_timeout=0.3)
    with running_server(library.server, app, http=protocol) as url:
        parts = urlsplit(url)
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as peer:
            peer.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            assert requested.wait(_HANG)
            over.wait(2)
            length = 0
            with contextlib.suppress(ConnectionResetError):
                while block := peer.recv(1024**2):
                    length += len(block)
            assert length < 64 * 1024**2, "it continued as if the answer were read"


@pytest.mark.parametrize("files", [100, 200, 256, 1_024, 65_536])
def test_the_connection_limit_leaves_descriptors_for_the_database(files: int) -> None:
    most, at_once = connection_limits(files)
    assert 8 <= most < files
    assert 16 <= at_once <= 128
    assert most + 3 * at_once + 50 <= files or files == 100


@pytest.mark.skipif(sys.platform == "win32", reason="limits of descriptors are POSIX")
def test_with_few_descriptors_requests_are_answered_and_the_log_stays_small(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    program = Path(sys.executable).with_name("kiosk")
    command = [program, "--data-dir", tmp_path / "data", "serve", "--port", str(port)]
    with log.open("w") as errors:
        server = subprocess.Popen(
            [str(word) for word in command],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200)),
            env=os.environ | {"KIOSK_CONFIG": str(tmp_path / "kiosk.toml")},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )

    def answers() -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{port}/health", timeout=10).status_code == 200
        return False

    try:
        wait_for(answers)
        with contextlib.ExitStack() as opened:
            for n in range(260):
                with contextlib.suppress(OSError):
                    peer = socket.create_connection(("127.0.0.1", port), timeout=10)
                    opened.enter_context(peer)
                    peer.sendall(HALVES[n % len(HALVES)])
            for _ in range(5):
                wait_for(answers)
            for _ in range(100):
                with (
                    contextlib.suppress(OSError),
                    socket.create_connection(("127.0.0.1", port), timeout=10) as garbage,
                ):
                    garbage.sendall(b"\x16\x03\x01 no http at all\r\n\r\n")
            wait_for(answers)
        assert server.poll() is None
        assert log.stat().st_size < 50_000, log.read_text()[:2_000]
        assert "Traceback" not in log.read_text()
    finally:
        server.kill()
        server.wait()


def test_repeated_log_messages_are_limited() -> None:
    now = [0.0]
    calm = RateLimitFilter(most=5, every=60, clock=lambda: now[0])

    def said(message: str, *given: object) -> str:
        record = logging.LogRecord("a", logging.ERROR, "f", 1, message, given, None)
        return record.getMessage() if calm.filter(record) else ""

    assert sum(bool(said("%s is 100 %% bad", n)) for n in range(1_000)) == 5
    assert said("another") == "another"
    now[0] = 61
    assert said("%s is 100 %% bad", 7) == "(995 times more) 7 is 100 % bad"
    for _ in range(5):
        assert said("early")
    assert not said("early")
    for n in range(1_000):
        said(f"message {n}")
    assert said("early"), "of a thousand others it is forgotten: what is remembered has a limit"
