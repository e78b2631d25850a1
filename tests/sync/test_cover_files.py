"""Pictures of covers: links in the feed, files on the disk, and fetching while nobody is there."""

import asyncio
import gzip
import hashlib
import random
import signal
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.domain.shared_settings import SharedSettings
from kiosk.protocol import bodies, signature
from kiosk.protocol.messages import Change, Snapshot
from kiosk.search import index
from kiosk.services.upkeep.check_health import check_health
from kiosk.settings import Settings
from kiosk.store import covers, shared_settings
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.apply import apply_changes
from kiosk.sync.bootstrap import replace_database
from kiosk.sync.covers import CoverFetcher
from kiosk.sync.credentials import Credentials
from kiosk.sync.http_link import HttpLink
from tests.simulation.virtual_time import VirtualLoop, run

SIZE = 100  # bytes of each picture of these tests
HOUR = 3_600.0
OWN = Credentials("https://library.example", Ed25519PrivateKey.generate(), "k1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def picture(number: int) -> bytes:
    return f"picture {number:03}".encode().ljust(SIZE, b".")


def digest(number: int) -> str:
    return hashlib.sha256(picture(number)).hexdigest()


def title(number: int) -> bodies.SourcedRecord:
    """Return a title that is the more popular, the lower its number."""
    copies = tuple(Item("main", "", "", ItemStatus.AVAILABLE) for _ in range(100 - number))
    record = BibliographicRecord(f"r{number}", f"Title {number}", items=copies)
    return bodies.SourcedRecord("s", 0, record)


def cover(number: int, of: int | None = None) -> bodies.SourcedCover:
    """Return the picture ``number`` as the cover of the title ``of``."""
    return bodies.SourcedCover("s", f"r{number if of is None else of}", 0, digest(number), SIZE)


def changed(thing: bodies.FeedObject) -> Change:
    body = bodies.dump_body(thing)
    return Change(seq=1, kind=bodies.kind_of(thing), key=bodies.key_of(thing), body=body)


def gone(thing: bodies.FeedObject) -> Change:
    return changed(thing).model_copy(update={"body": None})


def apply(database: Database, *changes: Change) -> None:
    with database.write() as connection:
        apply_changes(connection, changes, index)


def fill(database: Database, count: int) -> None:
    """Give ``count`` titles a cover each; the bib id of title 0 is 1, and so on."""
    apply(database, *(changed(title(n)) for n in range(count)))
    apply(database, *(changed(cover(n)) for n in range(count)))


def linked(database: Database) -> dict[int, str]:
    with database.read() as connection:
        found = covers.find_covers(connection, range(1, 200))
    return {bib_id: each.digest for bib_id, each in found.items()}


class CoverServer:
    """A server over HTTP that has some pictures. ``before`` is awaited before each answer."""

    def __init__(self, *numbers: int) -> None:
        self.pictures = {digest(n): picture(n) for n in numbers}
        self.asked: list[str] = []
        self.before: Callable[[], Awaitable[object]] = lambda: asyncio.sleep(1)
        self.offline = False

    async def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path.removeprefix("/v1/covers/"))
        await self.before()
        if self.offline:
            raise httpx.ConnectError("no line")
        path, time = request.url.path, int(request.headers[signature.TIME])
        signed = request.headers[signature.SIGNATURE]
        if not signature.verify_request(OWN.public_key, signed, "k1", "GET", path, b"", time):
            return httpx.Response(401, json={"code": "signature", "message": ""})
        content = self.pictures.get(self.asked[-1])
        if content is None:
            return httpx.Response(404, json={"code": "unknown", "message": ""})
        return httpx.Response(200, content=content, headers={"Content-Type": "image/jpeg"})


def fetcher(
    database: Database,
    server: CoverServer,
    room: int = 1_000_000,
    first: Sequence[int] = (),
    on_news: Callable[[], None] = lambda: None,
) -> CoverFetcher:
    link = HttpLink(OWN, lambda: datetime.now(UTC), httpx.MockTransport(server.answer))
    return CoverFetcher(database, link, room, lambda: first, on_news, random.Random(1))


def live(fetching: CoverFetcher, seconds: float, *events: tuple[float, bool]) -> None:
    """Let ``seconds`` of virtual time pass; a visitor comes (True) or leaves at each event."""

    async def life() -> None:
        loop = asyncio.get_running_loop()
        for at, here in events:
            loop.call_at(at, fetching.notice_visitor, here)
        task = asyncio.ensure_future(fetching.run())
        await asyncio.sleep(seconds)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(VirtualLoop(), life())


def kept(database: Database) -> set[str]:
    return set(CoverFiles(database.path.parent).sizes())


# --- the feed ---------------------------------------------------------------------------------


def test_a_cover_meets_its_title_in_any_order_and_is_replaced(database: Database) -> None:
    apply(database, changed(cover(1)))
    assert linked(database) == {}
    apply(database, changed(title(1)))
    assert linked(database) == {1: digest(1)}
    apply(database, changed(cover(2, of=1)))
    assert linked(database) == {1: digest(2)}


def test_a_deleted_cover_and_a_deleted_title_leave_no_link(database: Database) -> None:
    fill(database, 2)
    apply(database, gone(cover(0)), gone(title(1)))
    assert linked(database) == {}
    with database.read() as connection:
        assert not covers.choose_covers(connection, [1, 2], 1_000)


def test_a_cover_with_a_name_that_is_no_hash_is_skipped(database: Database) -> None:
    bad = changed(cover(1)).model_copy(
        update={"body": bodies.dump_body(cover(1)).replace(digest(1), "../" * 21 + "x")}
    )
    apply(database, bad, changed(title(1)))
    assert linked(database) == {}


def test_a_snapshot_brings_its_links_and_keeps_counts_and_files(
    database: Database, tmp_path: Path
) -> None:
    fill(database, 2)
    CoverFiles(tmp_path).write(digest(1), picture(1))
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
        covers.count_cover_uses(connection, {digest(1): 8})
    file = tmp_path / "snapshot.gz"
    lines = [changed(each).model_dump_json() for each in (title(1), cover(1))]
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    snapshot = Snapshot(feed="feed", hash="", size=0, count=2, cursor=9)
    replace_database(database, snapshot, file, index, datetime.now(UTC))
    assert linked(database) == {1: digest(1)}
    with database.read() as connection:
        assert [each.digest for each in covers.list_most_shown(connection)] == [digest(1)]
    assert kept(database) == {digest(1)}


# --- what is kept ------------------------------------------------------------------------------


def test_titles_on_the_screens_come_before_shown_ones_and_these_before_popular_ones(
    database: Database,
) -> None:
    fill(database, 6)
    with database.write() as connection:
        covers.count_cover_uses(connection, {digest(4): 5, digest(3): 9})
        chosen = covers.choose_covers(connection, [6, 3], 1_000)
    assert list(chosen) == [digest(n) for n in (5, 2, 3, 4, 0, 1)]


def test_no_more_is_chosen_than_there_is_room_for(database: Database) -> None:
    fill(database, 6)
    with database.read() as connection:
        for room, count in ((0, 0), (SIZE - 1, 0), (SIZE, 1), (3 * SIZE + 99, 3)):
            assert len(covers.choose_covers(connection, [], room)) == count


def test_a_picture_of_two_titles_is_kept_once(database: Database) -> None:
    fill(database, 2)
    apply(database, changed(cover(0, of=1)))
    with database.read() as connection:
        assert list(covers.choose_covers(connection, [1, 2], 1_000)) == [digest(0)]


def test_counts_fade_until_nothing_is_left(database: Database) -> None:
    fill(database, 2)
    with database.write() as connection:
        covers.count_cover_uses(connection, {digest(0): 5})
        for _ in range(20):
            covers.count_cover_uses(connection, {digest(1): 5})
        assert [each.digest for each in covers.list_most_shown(connection)] == [digest(1)]


# --- fetching ----------------------------------------------------------------------------------


def test_all_covers_come_while_nobody_is_there(database: Database, tmp_path: Path) -> None:
    fill(database, 90)
    server, news = CoverServer(*range(90)), []
    live(fetcher(database, server, on_news=lambda: news.append(1)), HOUR, (0, False))
    assert kept(database) == {digest(n) for n in range(90)}
    assert len(server.asked) == 90
    assert len(news) == 3, "the screens are told once a batch"
    files = [*(tmp_path / "covers").iterdir()]
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "covers").stat().st_mode) == 0o700


def test_nothing_is_fetched_before_it_is_known_that_nobody_is_there(database: Database) -> None:
    fill(database, 3)
    server = CoverServer(*range(3))
    live(fetcher(database, server), HOUR)
    assert server.asked == []


def test_a_visitor_stops_the_fetching_at_once(database: Database) -> None:
    fill(database, 30)
    server, news = CoverServer(*range(30)), []
    fetching = fetcher(database, server, on_news=lambda: news.append(1))
    live(fetching, HOUR, (0, False), (4.5, True))
    assert kept(database) == {digest(n) for n in range(4)}
    assert len(server.asked) == 5
    assert news == [], "no picture changes under the eyes of the visitor"
    live(fetching_again := fetcher(database, server), HOUR, (0, True), (600, False))
    assert fetching_again is not fetching
    assert len(kept(database)) == 30


def test_the_titles_on_the_screens_come_first(database: Database) -> None:
    fill(database, 30)
    server = CoverServer(*range(30))
    live(fetcher(database, server, first=[21, 22]), 3.5, (0, False))
    assert server.asked[:3] == [digest(20), digest(21), digest(0)]


def test_the_room_is_respected_and_the_least_shown_covers_go(database: Database) -> None:
    fill(database, 6)
    server = CoverServer(*range(6))
    live(fetcher(database, server, room=3 * SIZE), HOUR, (0, False))
    assert kept(database) == {digest(0), digest(1), digest(2)}
    with database.write() as connection:
        covers.count_cover_uses(connection, {digest(1): 7, digest(5): 5})
    live(fetcher(database, server, room=3 * SIZE), HOUR, (0, False))
    assert kept(database) == {digest(0), digest(1), digest(5)}
    live(fetcher(database, server, room=0), HOUR, (0, False))
    assert kept(database) == set()


def test_pictures_of_deleted_titles_go(database: Database) -> None:
    fill(database, 3)
    server = CoverServer(*range(3))
    live(fetcher(database, server), HOUR, (0, False))
    apply(database, gone(title(0)), gone(cover(1)))
    live(fetcher(database, server), HOUR, (0, False))
    assert kept(database) == {digest(2)}


def test_a_lost_or_damaged_file_comes_again(database: Database, tmp_path: Path) -> None:
    fill(database, 3)
    server = CoverServer(*range(3))
    live(fetcher(database, server), HOUR, (0, False))
    (tmp_path / "covers" / digest(0)).unlink()
    (tmp_path / "covers" / digest(1)).write_bytes(b"damaged".ljust(SIZE))
    files = CoverFiles(tmp_path)
    assert [files.read(digest(n)) for n in range(3)] == [b"", b"", picture(2)]
    live(fetcher(database, server), HOUR, (0, False))
    assert [files.read(digest(n)) for n in range(3)] == [picture(n) for n in range(3)]


def test_offline_the_pauses_grow_and_the_covers_come_later(database: Database) -> None:
    fill(database, 2)
    server = CoverServer(0, 1)
    server.offline = True
    live(fetcher(database, server), 24 * HOUR, (0, False))
    assert 20 < len(server.asked) < 70, "at first every minute, in the end about every hour"
    server.offline = False
    live(fetcher(database, server), HOUR, (0, False))
    assert len(kept(database)) == 2


@pytest.mark.parametrize("sent", [b"", b"another picture", b"x" * 200_000, None])
def test_a_wrong_picture_is_not_kept_and_holds_up_no_other(
    database: Database, sent: bytes | None
) -> None:
    fill(database, 3)
    server = CoverServer(1, 2)
    if sent is not None:
        server.pictures[digest(0)] = sent
    live(fetcher(database, server), 20, (0, False))
    assert kept(database) == {digest(1), digest(2)}
    server.pictures[digest(0)] = picture(0)
    live(fetcher(database, server), HOUR, (0, False))
    assert len(kept(database)) == 3


def test_a_nearly_full_disk_is_left_to_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, 2)
    server = CoverServer(0, 1)
    monkeypatch.setattr(CoverFiles, "free_bytes", lambda _self: 400 * 1024**2)
    live(fetcher(database, server), HOUR, (0, False))
    assert server.asked == []


def test_the_doctor_tells_how_many_pictures_have_come(database: Database, tmp_path: Path) -> None:
    def told() -> list[str]:
        checks = check_health(Settings(data_dir=tmp_path, cover_space_mb=50), database)
        return [each.message for each in checks if each.name == "Covers"]

    assert told() == []
    fill(database, 3)
    live(fetcher(database, CoverServer(0, 2)), HOUR, (0, False))
    assert told() == ["2 of 3 pictures are here, in 1 of 50 MB."]
    with database.write() as connection:
        shared_settings.save_shared_settings(connection, SharedSettings(cover_space_mb=9))
    assert told() == ["2 of 3 pictures are here, in 1 of 9 MB."]


_KILLED = """
import os, signal, sys
from pathlib import Path
from kiosk.store.cover_files import CoverFiles
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
CoverFiles(Path(sys.argv[1])).write(sys.argv[2], b"x" * 100)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_kill_while_a_picture_is_written_leaves_no_part_of_it(
    database: Database, tmp_path: Path
) -> None:
    name = hashlib.sha256(b"x" * 100).hexdigest()
    killed = subprocess.run([sys.executable, "-c", _KILLED, tmp_path, name], check=False)
    assert killed.returncode == -signal.SIGKILL
    files = CoverFiles(tmp_path)
    assert (files.has(name), files.read(name), files.sizes()) == (False, b"", {})
    assert [*(tmp_path / "covers").iterdir()], "the draft is still there"
    live(fetcher(database, CoverServer()), 10, (0, False))
    assert [*(tmp_path / "covers").iterdir()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="O_NOATIME is of Linux")
def test_looking_at_a_picture_leaves_no_time_of_access(tmp_path: Path) -> None:
    import os

    files = CoverFiles(tmp_path)
    files.write(digest(1), picture(1))
    path = tmp_path / "covers" / digest(1)
    os.utime(path, (1_000_000, 2_000_000))  # so old that any reading would be noted (relatime)
    assert files.read(digest(1)) == picture(1)
    assert path.stat().st_atime == 1_000_000
