"""Sources that are endlessly slow or large are abandoned and do not delay other sources."""

import contextlib
import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.ingest import SourceRun
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from tests.central.provider import Reply, repository, web_server
from tests.clocks import ManualClock

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
_HANG = 60  # seconds, after which a wait counts as endless
CSV = b"title,id\nMountains,1\n"


@contextlib.contextmanager
def raw_server(say: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Run a server that answers each connection by calling ``say``; yield its URL."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def talk(peer: socket.socket) -> None:
        with peer, contextlib.suppress(OSError):
            peer.recv(65536)
            say(peer, over)

    def listen() -> None:
        with contextlib.suppress(OSError):
            while not over.is_set():
                threading.Thread(target=talk, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/books.csv"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def drip(piece: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def say(peer: socket.socket, over: threading.Event) -> None:
        while not over.wait(0.05):
            peer.sendall(piece)

    return say


def after(head: bytes, piece: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def say(peer: socket.socket, over: threading.Event) -> None:
        peer.sendall(head)
        drip(piece)(peer, over)

    return say


def harvest_all(
    database: CentralDatabase, clock: ManualClock, limits: FetchLimits, **urls: str
) -> dict[str, SourceRun]:
    """Harvest all sources, and return the runs by name. An endless run fails the test."""
    due = clock() - timedelta(hours=len(urls))
    with database.write() as connection:
        for name, url in urls.items():  # the first is due first
            kind = SourceKind.OAI if url.endswith("/oai") else SourceKind.FILE
            due += timedelta(minutes=1)
            source = Upstream(name, kind, url, timedelta(hours=1), due, SourceOptions())
            upstream.save_source(connection, source)
    fetcher = Fetcher(limits, lambda _seconds: None)
    runs: list[SourceRun] = []
    harvester = Harvester(database, clock, fetcher)
    work = threading.Thread(target=lambda: runs.extend(harvester.harvest_due()), daemon=True)
    work.start()
    work.join(_HANG)
    assert not work.is_alive(), "the source is still being read"
    fetcher.close()
    return dict(zip(urls, runs, strict=True))


@pytest.mark.parametrize(
    "say",
    [
        drip(b""),
        drip(b"H"),
        after(b"HTTP/1.1 200 OK\r\n", b"X"),
        after(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        after(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        after(_HEAD + b"Content-Length: 100000\r\n\r\n", b"t"),
        after(_HEAD + b"\r\n", b"t"),
        after(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nt\r\n"),
        after(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n1", b";"),
    ],
)
def test_a_source_that_sends_too_slowly_is_abandoned(
    central: CentralDatabase,
    clock: ManualClock,
    say: Callable[[socket.socket, threading.Event], None],
) -> None:
    with raw_server(say) as url:
        runs = harvest_all(
            central, clock, FetchLimits(answer_timeout=0.5, retry_pauses=(0,)), slow=url
        )
    assert "could not be read" in runs["slow"].fault


def test_a_slow_source_delays_no_other(central: CentralDatabase, clock: ManualClock) -> None:
    other_was_read = threading.Event()

    def answer(path: str, _query: object, _headers: object, reply: Reply) -> None:
        if path == "/fast.csv":
            other_was_read.set()
        else:
            other_was_read.wait(_HANG)
        reply.body = CSV

    with web_server(answer) as url:
        runs = harvest_all(
            central,
            clock,
            FetchLimits(answer_timeout=20, retry_pauses=()),
            slow=f"{url}/slow.csv",
            fast=f"{url}/fast.csv",
        )
    assert {name: (run.added, run.fault) for name, run in runs.items()} == {
        "slow": (1, ""),
        "fast": (1, ""),
    }


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (FetchLimits(source_timeout=0, retry_pauses=()), "longer than 0 hours"),
        (FetchLimits(max_source_size=3_000, retry_pauses=()), "source is larger"),
        (FetchLimits(max_answer_size=1_000, retry_pauses=()), "answer is larger"),
    ],
)
def test_all_answers_of_a_source_together_have_a_limit(
    central: CentralDatabase, clock: ManualClock, limits: FetchLimits, expected: str
) -> None:
    with repository() as provider:
        runs = harvest_all(central, clock, limits, library=provider.url)
        assert expected in runs["library"].fault
        assert len(provider.requests) < 5


def test_an_answer_compressed_twice_is_rejected(
    central: CentralDatabase, clock: ManualClock
) -> None:
    def answer(path: str, _query: object, headers: dict[str, str], reply: Reply) -> None:
        assert headers["accept-encoding"] == "gzip"
        twice = path == "/twice.csv"
        reply.headers["Content-Encoding"] = "gzip, gzip" if twice else "gzip"
        reply.body = gzip.compress(gzip.compress(CSV) if twice else CSV)

    with web_server(answer) as url:
        urls = {"once": f"{url}/once.csv", "twice": f"{url}/twice.csv"}
        runs = harvest_all(central, clock, FetchLimits(retry_pauses=()), **urls)
    assert runs["once"].added == 1
    assert "compressed" in runs["twice"].fault


def test_endless_headers_are_abandoned(central: CentralDatabase, clock: ManualClock) -> None:
    def say(peer: socket.socket, over: threading.Event) -> None:
        peer.sendall(_HEAD)
        while not over.is_set():
            peer.sendall(b"X-A: " + b"b" * 10_000 + b"\r\n")

    with raw_server(say) as url:
        runs = harvest_all(
            central, clock, FetchLimits(answer_timeout=30, retry_pauses=()), large=url
        )
    assert "could not be read" in runs["large"].fault


@pytest.mark.parametrize(
    "header", ["²", "9" * 400, "Thu, 32 Foo", "-1", "Mon, 01 Jan 9999 00:00:00"]
)
def test_an_odd_retry_after_is_ignored(
    central: CentralDatabase, clock: ManualClock, header: str
) -> None:
    def answer(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.status = 503
        reply.headers["Retry-After"] = header

    with web_server(answer) as url:
        runs = harvest_all(central, clock, FetchLimits(retry_pauses=(0,)), busy=f"{url}/books.csv")
    assert "answered 503" in runs["busy"].fault
