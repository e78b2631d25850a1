"""Snapshots from a mirror, which can be any web server and need not be trusted."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.central.feed import feed
from kiosk.central.server import Server
from kiosk.domain.records import BibliographicRecord
from kiosk.protocol.bodies import SourcedRecord
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from kiosk.sync.http_link import HttpLink
from tests.central.library import Library
from tests.central.provider import Reply, web_server


class Mirror:
    """A web server with range requests; ``damage`` is applied to each answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str]] = []  # path, range
        self.damage = lambda reply: None

    def answer(self, path: str, _query: object, headers: dict[str, str], reply: Reply) -> None:
        assert "kiosk-signature" not in headers, "no stranger is shown what proves the kiosk"
        self.asked.append((path, headers.get("range", "")))
        reply.body = (self.folder / path.lstrip("/")).read_bytes()
        if first := headers.get("range", "").removeprefix("bytes=").removesuffix("-"):
            reply.status, reply.body = 206, reply.body[int(first) :]
        self.damage(reply)


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "snapshots")


@pytest.fixture
def library(library: Library, mirror: Mirror) -> Iterator[Library]:
    """Yield a library of 1,000 titles whose snapshots are mirrored."""
    records = [
        SourcedRecord("s", 0, BibliographicRecord(f"r{n}", f"Title {n * 7919 % 10_007}"))
        for n in range(1_000)
    ]
    with library.database.write() as connection:
        feed.publish(connection, records, datetime.now(UTC))
    with web_server(mirror.answer) as url:
        server = library.server
        library.server = Server(library.database, server.folder, server.clock, url)
        yield library


def titles_after_a_round(kiosk: Database) -> int:
    mine = load_paired_credentials(kiosk)
    assert mine is not None
    run_sync_round(kiosk, mine)
    with kiosk.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM bib").scalar_one())


def test_the_first_copy_comes_from_the_mirror(
    kiosk: Database, mirror: Mirror, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.server, "snapshot_path", lambda _digest: None)  # it has none
    assert titles_after_a_round(kiosk) == 1_000
    assert mirror.asked == [(f"/{library.server.snapshot().hash}.ndjson.gz", "")]


def test_a_download_from_a_mirror_resumes(
    kiosk: Database, mirror: Mirror, library: Library
) -> None:
    mine = load_paired_credentials(kiosk)
    assert mine is not None

    async def rest() -> bytes:
        link = HttpLink(mine, library.server.clock)
        pieces = [piece async for piece in link.download(library.server.snapshot(), 1_000)]
        await link.close()
        return b"".join(pieces)

    arrived = asyncio.run(rest())
    whole = next(mirror.folder.glob("*.gz"))
    assert arrived == whole.read_bytes()[1_000:]
    assert [first for _, first in mirror.asked] == ["bytes=1000-"]


def _gone(reply: Reply) -> None:
    reply.status, reply.body = 404, b"<html>"


def _cut(reply: Reply) -> None:
    reply.body = reply.body[: len(reply.body) // 2]


def _wrong(reply: Reply) -> None:
    reply.body = reply.body[:-1] + bytes([reply.body[-1] ^ 1])


@pytest.mark.parametrize("damage", [_gone, _cut, _wrong])
def test_a_failing_mirror_falls_back_to_the_server(kiosk: Database, mirror: Mirror, damage) -> None:
    mirror.damage = damage
    assert titles_after_a_round(kiosk) == 1_000
    assert len(mirror.asked) == 1
