"""Covers from a folder, from a library system and from a service, until kiosks know of them."""

import gzip
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.central.feed import feed, snapshots
from kiosk.central.harvesting import cover_streams, upstream
from kiosk.central.harvesting.covers.refusal import Refusal
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.reach import Reach
from kiosk.domain.records import BibliographicRecord
from kiosk.errors import KioskError
from kiosk.protocol.bodies import SourcedRecord
from tests.central import pictures
from tests.central.certificates import Certificate
from tests.central.cover_server import (
    ISBNS,
    CoverServer,
    PictureSite,
    cover_server,
    picture_site,
)
from tests.central.fake_system import FakeSystem
from tests.central.pictures import drawn, opened
from tests.central.provider import Reply
from tests.central.system_server import SystemServer
from tests.clocks import ManualClock

ON_BOTH = pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)
NO_COVER = drawn(size=(1, 1), kind="GIF")  # Koha's answer for a title without a picture


@pytest.fixture
def server(request: pytest.FixtureRequest, clock: ManualClock) -> Iterator[CoverServer]:
    """A server on SQLite, or on the database that the test names, with five titles."""
    kind = getattr(request, "param", "sqlite")
    with cover_server(request.getfixturevalue(f"{kind}_url"), clock) as server:
        server.put_titles("1", "2", "3", "4", "5")
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with pictures for the first three titles, named in three ways."""
    folder = tmp_path / "covers"
    folder.mkdir()
    (folder / f"{ISBNS[0]}.jpg").write_bytes(drawn(1))
    (folder / "3-16-148410-X.PNG").write_bytes(drawn(2, kind="PNG"))
    (folder / "978-1-86197-271-2.webp").write_bytes(drawn(3, kind="WEBP"))
    (folder / "readme.txt").write_text("These are our covers.")
    (folder / "banner.jpg").write_bytes(drawn(4))
    return folder


@pytest.fixture
def with_folder(server: CoverServer, folder: Path) -> CoverServer:
    """A server that has read the folder."""
    server.choose(folder=str(folder))
    server.read_covers()
    return server


def service(site: PictureSite) -> str:
    return f"{site.url}/isbn/{{isbn}}"


def changes(server: CoverServer, since: int, *, apart: bool = True) -> list[tuple[str, str, bool]]:
    """Return the kinds and titles of the changes since a number, and whether there is a body."""
    with server.database.read() as connection:
        page = feed.changes_since(connection, since, 1000, server.clock(), copies_apart=apart)
    return [(each.kind, each.key.split("\x1f")[1], bool(each.body)) for each in page.changes]


def head(server: CoverServer) -> int:
    with server.database.read() as connection:
        return feed.changes_since(connection, 0, 1000, server.clock()).cursor


# --- a folder --------------------------------------------------------------------


@ON_BOTH
def test_a_folder_gives_the_covers_of_its_isbns(server: CoverServer, folder: Path) -> None:
    before = head(server)
    server.choose(folder=str(folder))
    reading = server.read_covers()

    assert (reading.made, reading.refused, reading.faults) == (3, 0, [])
    assert {id: opened(content).size for id, content in server.pictures().items()} == {
        "1": (120, 180), "2": (120, 180), "3": (120, 180),
    }  # fmt: skip
    assert sorted(changes(server, before)) == [("cover", id, True) for id in "123"]
    assert server.counts().pictures == {"folder": 3}
    assert server.cover_stream().read == server.clock()


def test_an_unchanged_folder_changes_nothing(with_folder: CoverServer) -> None:
    before = head(with_folder)
    reading = with_folder.read_covers()
    assert (reading.made, head(with_folder)) == (0, before)


@ON_BOTH
def test_a_changed_file_replaces_the_picture(with_folder: CoverServer, folder: Path) -> None:
    before = with_folder.covers()
    (folder / f"{ISBNS[0]}.jpg").write_bytes(drawn(7, size=(90, 140)))
    assert with_folder.read_covers().made == 1
    assert opened(with_folder.pictures()["1"]).size == (90, 140)
    assert {id for id, digest in with_folder.covers().items() if digest != before[id]} == {"1"}
    assert with_folder.stored_pictures() == 3, "the old picture is deleted"


def test_a_picture_that_goes_away_goes_away(with_folder: CoverServer, folder: Path) -> None:
    since = head(with_folder)
    (folder / f"{ISBNS[0]}.jpg").unlink()
    with_folder.read_covers()
    assert changes(with_folder, since) == [("cover", "1", False)]
    assert (sorted(with_folder.covers()), with_folder.stored_pictures()) == (["2", "3"], 2)


def test_covers_stay_while_their_folder_is_away(with_folder: CoverServer, folder: Path) -> None:
    (folder / f"{ISBNS[3]}.jpeg").write_bytes(drawn(4))
    with_folder.read_covers()
    folder.rename(folder.with_name("elsewhere"))
    assert "cannot be read" in with_folder.read_covers().faults[0]
    folder.mkdir()  # the place where a disk is mounted
    [fault] = with_folder.read_covers().faults
    assert "has no covers; before, 4 titles had some" in fault
    assert (len(with_folder.covers()), with_folder.cover_stream().fault) == (4, fault)
    folder.rmdir()
    folder.with_name("elsewhere").rename(folder)
    assert with_folder.read_covers().faults == []
    assert with_folder.cover_stream().fault == ""


def test_bad_pictures_do_not_stop_the_others(server: CoverServer, folder: Path) -> None:
    (folder / f"{ISBNS[0]}.jpg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "3-16-148410-X.PNG").write_bytes(pictures.png_of_size(90_000, 90_000))
    (folder / f"{ISBNS[3]}.jpg").symlink_to(folder / "nowhere")
    server.choose(folder=str(folder))
    reading = server.read_covers()
    assert (reading.made, reading.refused) == (1, 2)
    assert server.counts().refused == {Refusal.DRAWING: 1, Refusal.TOO_MANY_PIXELS: 1}
    assert list(server.covers()) == ["3"]
    assert server.read_covers().refused == 0, "they are looked at again when they change"


@ON_BOTH
def test_titles_with_the_same_picture_share_it(server: CoverServer, folder: Path) -> None:
    for isbn in ISBNS:
        (folder / f"{isbn}.jpg").write_bytes(drawn(1))
    (folder / "3-16-148410-X.PNG").unlink()
    (folder / "978-1-86197-271-2.webp").unlink()
    server.choose(folder=str(folder))
    server.read_covers()
    assert (len(server.covers()), server.stored_pictures()) == (4, 1)
    server.withdraw("1", "2", "3")
    assert (len(server.covers()), server.stored_pictures()) == (1, 1)
    server.withdraw("4")
    assert (server.covers(), server.stored_pictures()) == ({}, 0)


def test_the_titles_of_a_repository_get_covers_too(server: CoverServer, folder: Path) -> None:
    server.add("https://koha.example.org/oai")
    server.choose(folder=str(folder))
    reading = server.read_covers()
    assert (reading.made, reading.faults) == (3, [])


# --- titles ----------------------------------------------------------------------


@ON_BOTH
def test_a_withdrawn_title_loses_its_cover_and_gets_it_again(with_folder: CoverServer) -> None:
    since = head(with_folder)
    with_folder.withdraw("1")
    assert ("cover", "1", False) in changes(with_folder, since)
    assert with_folder.stored_pictures() == 2
    with_folder.put_titles("1")
    with_folder.read_covers()
    assert (sorted(with_folder.covers()), with_folder.stored_pictures()) == (["1", "2", "3"], 3)


def test_a_cover_always_comes_after_its_title(with_folder: CoverServer) -> None:
    since = head(with_folder)
    with_folder.put_titles("1", title="Corrected")
    kinds = [kind for kind, _, _ in changes(with_folder, since)]
    assert kinds == ["record", "cover"]


@pytest.mark.parametrize("apart", [True, False])
def test_a_snapshot_has_the_covers_after_their_titles(
    with_folder: CoverServer, tmp_path: Path, apart: bool
) -> None:
    made = snapshots.create_snapshot(
        with_folder.database, tmp_path, with_folder.clock(), copies_apart=apart
    )
    with gzip.open(tmp_path / snapshots.snapshot_file_name(made.hash), "rt") as lines:
        kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds == ["record"] * 5 + ["cover"] * 3


def test_kiosks_of_the_version_before_get_covers_as_a_kind_that_they_skip(
    with_folder: CoverServer,
) -> None:
    kinds = {kind for kind, _, _ in changes(with_folder, 0, apart=False)}
    assert kinds == {"record", "cover"}


def test_a_removed_source_takes_its_covers_with_it(with_folder: CoverServer) -> None:
    upstream.delete_source(with_folder.database, "koha", with_folder.clock())
    assert (with_folder.covers(), with_folder.stored_pictures()) == ({}, 0)
    assert with_folder.counts().pictures == {}
    with with_folder.database.read() as connection:
        assert cover_streams.find_stream(connection, "koha") is None


def test_the_covers_of_a_folder_go_when_staff_take_it_out(with_folder: CoverServer) -> None:
    with_folder.choose(folder="")
    with_folder.read_covers()
    assert (with_folder.covers(), with_folder.stored_pictures()) == ({}, 0)


# --- a library system ---------------------------------------------------------------


def test_koha_is_asked_for_each_title(server: CoverServer, site: PictureSite) -> None:
    site.pictures = {"1": drawn(1), "2": NO_COVER, "5": drawn(5)}
    server.connect("koha", f"{site.url}/cgi-bin/koha/opac-main.pl")
    reading = server.read_covers()
    assert (reading.made, sorted(server.covers())) == (2, ["1", "5"])
    assert server.counts().refused == {Refusal.TOO_SMALL: 1, Refusal.ABSENT: 2}
    assert sorted(site.take_asked()) == ["1", "2", "3", "4", "5"]
    assert server.read_covers().made == 0
    assert site.take_asked() == [], "nothing is asked for again the next hour"


def test_koha_is_asked_again_after_a_week(server: CoverServer, site: PictureSite) -> None:
    site.pictures = {"1": drawn(1), "5": drawn(5)}
    server.connect("koha", site.url)
    server.read_covers()
    site.pictures = {"1": drawn(1), "2": drawn(2), "5": NO_COVER}
    site.headers.clear()
    server.read_covers(days=7, hours=1)
    assert sorted(server.covers()) == ["1", "2"]
    assert sum("if-none-match" in each for each in site.headers) == 2
    assert server.stored_pictures() == 2


def test_new_titles_are_asked_for_at_once(server: CoverServer, site: PictureSite) -> None:
    server.connect("koha", site.url)
    server.read_covers()
    site.take_asked()
    site.pictures = {"6": drawn(6)}
    server.put_titles("6")
    server.read_covers()
    assert (site.take_asked(), list(server.covers())) == (["6"], ["6"])


def test_a_host_is_asked_slowly(server: CoverServer, site: PictureSite) -> None:
    server.connect("koha", site.url)
    server.read_covers()
    assert len(server.slept) == 4  # between five questions
    assert all(0 < pause <= 0.5 for pause in server.slept)


def test_staff_can_do_without_the_pictures_of_the_system(
    server: CoverServer, site: PictureSite
) -> None:
    site.pictures = {"1": drawn(1)}
    server.connect("koha", site.url)
    server.read_covers()
    server.choose(system=False)
    site.take_asked()
    server.read_covers()
    assert (server.covers(), site.take_asked()) == ({}, [])


def test_the_certificate_of_the_system_counts_for_its_pictures(
    server: CoverServer, tmp_path: Path
) -> None:
    own = Certificate(tmp_path, "localhost")
    with picture_site(own) as site:
        site.pictures = {"1": drawn(1), "2": drawn(2), "3": drawn(3)}
        server.connect("koha", site.url)
        assert "cannot be reached" in server.read_covers().faults[0]
        server.connect("koha", site.url, authority=str(own.file))
        server.read_covers(days=1)
        assert sorted(server.covers()) == ["1", "2", "3"]
        server.connect("koha", site.url, fingerprint=own.fingerprint)
        site.pictures["4"] = drawn(4)
        server.read_covers(days=8)
        assert sorted(server.covers()) == ["1", "2", "3", "4"]


# --- a service ---------------------------------------------------------------------


def test_no_isbn_leaves_the_house_by_default(server: CoverServer, site: PictureSite) -> None:
    server.connect("koha", site.url)
    server.read_covers()
    assert not set(site.asked) & set(ISBNS)
    assert server.cover_stream().service == ""


def test_a_service_is_asked_for_the_titles_without_a_picture(
    with_folder: CoverServer, site: PictureSite
) -> None:
    site.pictures = {ISBNS[3]: drawn(4)}
    with_folder.choose(service=service(site))
    reading = with_folder.read_covers()
    assert (site.take_asked(), reading.made) == ([ISBNS[3]], 1)
    assert with_folder.counts().pictures == {"folder": 3, "service": 1}


def test_a_service_is_asked_again_after_a_month_and_only_for_changes(
    server: CoverServer, site: PictureSite
) -> None:
    site.pictures = {ISBNS[0]: drawn(1), ISBNS[1]: b"no picture"}
    server.choose(service=service(site))
    server.read_covers()
    assert server.counts().refused == {Refusal.ABSENT: 2, Refusal.UNKNOWN_TYPE: 1}
    site.take_asked()
    server.read_covers(days=29)
    assert site.take_asked() == []
    since = head(server)
    reading = server.read_covers(days=2)
    assert (len(site.take_asked()), reading.made, head(server)) == (4, 0, since)
    assert all(1 < pause <= 4 for pause in server.slept)


@ON_BOTH
def test_a_picture_of_the_folder_is_better_than_one_of_the_service(
    server: CoverServer, site: PictureSite, folder: Path
) -> None:
    site.pictures = dict.fromkeys(ISBNS, drawn(9, size=(50, 70)))
    server.choose(service=service(site))
    server.read_covers()
    server.choose(folder=str(folder))
    server.read_covers()
    sizes = {id: opened(content).width for id, content in server.pictures().items()}
    assert sizes == {"1": 120, "2": 120, "3": 120, "4": 50}
    assert server.counts().pictures == {"folder": 3, "service": 1}


def test_a_service_that_does_not_answer_is_left_alone_for_a_day(
    server: CoverServer, site: PictureSite
) -> None:
    site.faults = {isbn: Reply(status=403) for isbn in ISBNS}
    server.choose(service=service(site))
    reading = server.read_covers()
    assert (len(site.take_asked()), reading.faults) == (
        3,
        ["127.0.0.1 answered 403. Check the address, and that this server may read it."],
    )
    assert server.counts().refused == {Refusal.UNREACHABLE: 3}
    site.faults, site.pictures = {}, dict.fromkeys(ISBNS, drawn(1))
    server.read_covers()
    assert len(site.take_asked()) == 1, "the next title is not held up by the first"
    server.read_covers(days=1)
    assert (len(site.take_asked()), len(server.covers())) == (3, 4)


def test_a_cover_stays_while_its_origin_does_not_answer(
    server: CoverServer, site: PictureSite
) -> None:
    site.pictures = {ISBNS[0]: drawn(1)}
    server.choose(service=service(site))
    server.read_covers()
    site.faults = {isbn: Reply(status=500) for isbn in ISBNS}
    server.read_covers(days=31)
    assert list(server.covers()) == ["1"]


def test_a_service_beyond_the_reach_of_sources_is_not_asked(
    server: CoverServer, site: PictureSite
) -> None:
    fetcher = Fetcher(reach=Reach.of(["perpus.example.id"]))
    harvester = Harvester(server.database, server.clock, fetcher, server.slept.append)
    server.choose(service=service(site))
    server.clock.advance(hours=1)
    reading = harvester.read_covers("koha")
    fetcher.close()
    assert reading and "source_hosts" in reading.faults[0]
    assert site.asked == []


def test_the_key_of_a_service_is_not_in_the_database(
    server: CoverServer, site: PictureSite, tmp_path: Path
) -> None:
    site.pictures = {ISBNS[0]: drawn(1)}
    server.choose(service=f"{service(site)}?key=s3cr3t-Pa55")
    server.read_covers()
    assert list(server.covers()) == ["1"]
    assert "s3cr3t" not in repr(server.cover_stream())
    server.choose(system=False)
    assert server.read_covers().faults == [], "the key is kept"
    assert b"s3cr3t" not in b"".join(
        file.read_bytes() for file in tmp_path.rglob("*.sqlite3*") if file.is_file()
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://covers.example.org/b/isbn/0306406152.jpg",
        "covers.example.org/{isbn}",
        "https://{isbn}.example.org/",
        "file:///srv/{isbn}.jpg",
    ],
)
def test_an_address_that_is_no_service_is_refused(server: CoverServer, address: str) -> None:
    with pytest.raises(KioskError, match="cover service"):
        server.choose(service=address)


def test_a_folder_that_does_not_exist_is_refused(server: CoverServer, tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="no folder"):
        server.choose(folder=str(tmp_path / "nowhere"))


# --- one reading and others ------------------------------------------------------


def test_a_long_reading_is_continued_where_it_ended(server: CoverServer, site: PictureSite) -> None:
    site.pictures = {id: drawn(int(id)) for id in "12345"}
    site.before = lambda: server.clock.advance(minutes=25)
    server.connect("koha", site.url)
    reading = server.read_covers()
    assert (reading.made, reading.more, server.cover_stream().read) == (3, True, None)
    assert server.read_covers(seconds=1).made == 2, "the rest is due at once"
    assert sorted(site.asked) == ["1", "2", "3", "4", "5"]
    assert len(server.covers()) == 5


def test_a_change_of_settings_ends_a_reading(server: CoverServer, site: PictureSite) -> None:
    site.pictures = {id: drawn(int(id)) for id in "12345"}
    site.before = lambda: server.choose(system=False)
    server.connect("koha", site.url)
    server.read_covers()
    assert server.covers() == {}, "what was fetched before does not come back"
    assert server.read_covers().made == 0


def test_covers_do_not_hold_up_titles_and_copies(
    system_server: SystemServer, system: FakeSystem, site: PictureSite
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        assert answer.wait(60)

    site.before = wait
    system_server.add_system(system)
    record = BibliographicRecord("1", "T", isbns=(ISBNS[0],))
    with system_server.database.write() as connection:
        feed.publish(connection, [SourcedRecord("slims", 0, record)], system_server.clock())
        cover_streams.change_stream(
            connection, "slims", system_server.clock(), service=service(site)
        )
    [reading] = system_server.harvester.start_due_covers()
    assert asked.wait(60)
    assert system_server.read().added == 5
    assert system_server.read_copies().changed == 6
    assert not reading.done()
    answer.set()
    assert reading.result().refused == 1
