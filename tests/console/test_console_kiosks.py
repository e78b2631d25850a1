"""Managing kiosks and sources in the console."""

import re
from pathlib import Path

import pytest

from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.copies_streams import find_stream
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.ingest import ingest
from kiosk.central.harvesting.source_urls import redact_url
from kiosk.central.housekeeping import clean_up
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.protocol.bodies import SourcedCopies
from kiosk.protocol.messages import FeedKind, GrantRequest, PairRequest
from kiosk.sources.entries import Reject
from tests.central import fake_system
from tests.central.fake_system import FakeSystem
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import Staff
from tests.console.sample_data import add_source


def test_a_code_from_the_console_pairs_a_kiosk(admin: Staff, library: Library) -> None:
    assert "No kiosk is paired yet." in admin.open("/kiosks").text
    admin.submit("/kiosks", "code", branch="main")
    code = re.search(r'class="large">(\w{8})<', admin.page)
    assert code
    library.server.pair(PairRequest(code=code[1], name="Lobby", key="k" * 44, version=1), "peer")
    admin.open("/kiosks")
    assert "<h2>Lobby</h2>" in admin.page
    assert "<dd>never</dd>" in admin.page
    assert code[1] not in admin.page, "the code is shown once"


def test_when_a_kiosk_was_seen(viewer: Staff, library: Library, clock: ManualClock) -> None:
    kiosk = library.pair("Lobby")
    library.grant(kiosk)
    clock.advance(minutes=12)
    assert "12 minutes ago" in viewer.open("/kiosks").text


def test_a_kiosk_can_be_revoked_only_once(admin: Staff, library: Library) -> None:
    kiosk = library.pair("Lobby")
    admin.submit("/kiosks", "revoke", kiosk=kiosk)
    assert "Kiosk revoked." in admin.page
    assert library.server.public_key(kiosk) is None
    assert "already revoked" in admin.submit("/kiosks", "revoke", kiosk=kiosk).text


def test_the_results_and_rejects_of_a_source_are_shown(
    viewer: Staff, library: Library, clock: ManualClock
) -> None:
    add_source(library, clock)
    viewer.open("/sources")
    assert "https://koha.example/oai" in viewer.page
    assert re.search(r"<dt>Rejected</dt><dd>1</dd>", viewer.page)
    viewer.open("/source?name=koha")
    assert "<strong>record 2</strong>: It has no title." in viewer.page


def test_every_reject_of_a_long_list_can_be_read(
    viewer: Staff, library: Library, clock: ManualClock
) -> None:
    rejects = (Reject(f"record {number}", "It has no title.") for number in range(450))
    ingest(library.database, "a & b", rejects, clock)
    viewer.open("/source?name=a+%26+b")
    read = re.findall(r"<strong>record (\d+)</strong>", viewer.page)
    while following := re.search(r'href="(\?name=\S+)">and \d+ more<', viewer.page):
        viewer.open(f"/source{following[1]}")
        read += re.findall(r"<strong>record (\d+)</strong>", viewer.page)
    assert read == [str(number) for number in range(450)]
    for wrong in ("450", "-1", "x", "9" * 5_000):
        viewer.open(f"/source?name=a+%26+b&from={wrong}")
        assert "<strong>record 0</strong>" in viewer.page


def test_run_now(librarian: Staff, library: Library, clock: ManualClock) -> None:
    add_source(library, clock)
    librarian.submit("/source?name=koha", "run", name="koha")
    assert "Import requested." in librarian.page
    with library.database.read() as connection:
        known = upstream.find_source(connection, "koha")
    assert known and known.due == clock()


def test_a_source_is_added_and_removed(admin: Staff, library: Library, clock) -> None:
    new = {"name": "events", "kind": "file", "url": "ftp://x", "every": "60"}
    assert "not a valid address" in admin.submit("/sources", "add", **new).text
    assert 'value="ftp://x"' in admin.page
    new["url"] = "https://library.example/a.ics"
    assert "from 5 to 10,080" in admin.submit("/sources", "add", **(new | {"every": "1"})).text
    assert (
        "“Nowhere” is not a time zone"
        in admin.submit("/sources", "add", **new, zone="Nowhere").text
    )
    admin.submit("/sources", "add", **new)
    assert "Source saved." in admin.page
    ingest(library.database, "events", iter([BibliographicRecord("1", "A title")]), clock)
    admin.submit("/source?name=events", "remove", name="events")
    with library.database.read() as connection:
        assert upstream.find_source(connection, "events") is None
        assert not feed.load_entities(connection, FeedKind.RECORD)


def test_a_large_removal_is_confirmed_at_the_console(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    add_source(library, clock)
    run = ingest(library.database, "koha", iter([BibliographicRecord("2", "B")]), clock)
    assert run.held == 0
    many = [BibliographicRecord(str(number), "T") for number in range(9)]
    ingest(library.database, "koha", iter(many), clock)
    assert ingest(library.database, "koha", iter(many[:2]), clock).held == 7
    librarian.open("/source?name=koha")
    assert "7 of 9 titles" in librarian.page
    assert "Remove what it no longer contains (7)" in librarian.page
    librarian.submit("/source?name=koha", "allow", name="koha")
    with library.database.read() as connection:
        known = upstream.find_source(connection, "koha")
    assert known and known.options.allowed
    assert known.due == clock()


def test_manually_loaded_data_can_be_removed(admin: Staff, library: Library, clock) -> None:
    ingest(library.database, "buku.csv", iter([BibliographicRecord("1", "A title")]), clock)
    admin.open("/source?name=buku.csv")
    assert "<dt>Titles</dt><dd>1</dd>" in admin.page
    admin.submit("/source?name=buku.csv", "remove", name="buku.csv")
    with library.database.read() as connection:
        assert not feed.load_entities(connection, FeedKind.RECORD)
    assert "buku.csv" not in admin.open("/sources").text
    assert "There is no source" in admin.submit("/source?name=x", "remove", name="x").text


def test_html_from_a_source_is_escaped(viewer: Staff, library: Library, clock) -> None:
    ingest(library.database, "<b>x", iter([Reject("<script>", "<img src=x>")]), clock)
    for path in ("/sources", "/source?name=%3Cb%3Ex"):
        answer = viewer.http.get(path)
        assert "<b>x" not in answer.text
        assert "<script>" not in answer.text
        assert "<img" not in answer.text


def test_two_machines_with_one_key_are_shown(viewer: Staff, library: Library) -> None:
    kiosk = library.pair("Lobby")

    def ask(machine: str) -> None:
        library.server.grant(kiosk, GrantRequest(codes=40, epoch=0, machine=machine))

    ask("one")
    ask("two")
    assert "Two machines" not in viewer.open("/kiosks").text, "one machine replaced the other"
    ask("one")
    assert "Two machines" in viewer.open("/kiosks").text


def test_a_clock_that_jumped_is_shown_until_it_is_right(
    viewer: Staff, library: Library, clock: ManualClock
) -> None:
    clean_up(library.server)
    right = clock()
    clock.advance(days=365)
    viewer.sign_in("viewer")
    assert "clock jumped" in viewer.open("/kiosks").text
    assert "24 Nov 2027" in viewer.page
    clock.now = right
    assert "Password" in viewer.open("/kiosks").text, "a session from then does not last a year"
    viewer.sign_in("viewer")
    assert "clock jumped" not in viewer.open("/kiosks").text


SYSTEM = {
    "name": "perpustakaan",
    "system": "fake",
    "user": "reader",
    "password": fake_system.SECRET,
    "every": "60",
    "copies_every": "30",
    "statuses": "Rusak=missing\nHilang = missing",
    "settings": "",
    "fingerprint": "",
}


def test_a_library_system_is_connected_and_changed(
    admin: Staff, library: Library, clock: ManualClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    fake_system.register(monkeypatch)
    system = FakeSystem(tmp_path / "system.json", {"1": "Bumi"}, {"1": [("Pusat", "Robek", "")]})
    system.save()
    new = SYSTEM | {"url": f"fake://localhost{system.path}"}
    assert "from 30 to" in _refused(admin, new, copies_every="10")
    assert "NAME=VALUE" in _refused(admin, new, statuses="Rusak")
    assert "fingerprint" in _refused(admin, new, fingerprint="ab:cd")
    assert fake_system.SECRET not in admin.page
    admin.submit("/sources", "connect", **new)
    assert "Source saved." in admin.page
    server = Harvester(library.database, clock, Fetcher())
    server.harvest_due()
    server.read_due_copies()
    page = admin.open("/source?name=perpustakaan").text
    assert "The status “Robek” is not known." in page
    assert "Rusak=missing\nHilang=missing" in page
    shown = redact_url(new["url"])
    assert f'value="{shown}"' in page
    change = new | {"url": shown, "user": "", "password": "", "statuses": "Robek=missing"}
    change["copies_every"] = "60"
    admin.submit("/source?name=perpustakaan", "connect", **change)
    assert "Copies every 60 seconds" in admin.page
    assert fake_system.SECRET not in admin.page
    server.harvest_due()
    server.read_due_copies()
    assert "Robek” is not known" not in admin.open("/source?name=perpustakaan").text
    with library.database.read() as connection:
        [copies] = feed.load_entities(connection, FeedKind.COPIES)
    assert isinstance(copies, SourcedCopies)
    assert copies.copies.items == (Item("Pusat", status=ItemStatus.MISSING),)


def test_a_system_that_books_rooms_is_connected(admin: Staff, library: Library) -> None:
    new = SYSTEM | {"system": "libcal", "url": "https://library.libcal.com", "name": "rooms"}
    assert "which rooms" in admin.submit("/sources", "connect", **new).text
    rooms = new | {"rooms": "room1=12", "settings": "email=kiosk@library.example"}
    admin.submit("/sources", "connect", **rooms)
    assert "Source saved." in admin.page
    page = admin.open("/source?name=rooms").text
    assert "room1=12" in page
    assert "Change the connection" in page
    with library.database.read() as connection:
        made = upstream.find_source(connection, "rooms")
    assert made
    assert (made.kind, made.copies_every) == (upstream.SourceKind.TIMES, None)


def _refused(admin: Staff, new: dict[str, str], **wrong: str) -> str:
    page = admin.submit("/sources", "connect", **(new | wrong)).text
    assert 'value="perpustakaan"' in page, "what was typed is still there"
    return page


def test_a_system_that_fails_says_so_at_the_console(
    admin: Staff, library: Library, clock: ManualClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    fake_system.register(monkeypatch)
    system = FakeSystem(tmp_path / "system.json", {"1": "Bumi"}, fault="words")
    system.save()
    admin.submit("/sources", "connect", **(SYSTEM | {"url": f"fake://localhost{system.path}"}))
    server = Harvester(library.database, clock, Fetcher())
    server.harvest_due()
    server.read_due_copies()
    assert "The table “loan” cannot be read." in admin.open("/sources").text
    admin.submit("/source?name=perpustakaan", "run", name="perpustakaan")
    with library.database.read() as connection:
        stream = find_stream(connection, "perpustakaan")
    assert stream
    assert stream.due == clock()
