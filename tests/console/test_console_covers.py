"""Covers of a source on its page of the console: where to look, and what was found."""

from pathlib import Path

import pytest

from kiosk.central.feed import feed
from kiosk.central.harvesting import cover_streams
from kiosk.central.harvesting.cover_streams import CoverStream
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.harvester import Harvester
from kiosk.domain.records import BibliographicRecord
from kiosk.protocol.bodies import SourcedRecord
from tests.central.library import Library
from tests.central.pictures import drawn
from tests.clocks import ManualClock
from tests.console.conftest import Staff
from tests.console.sample_data import add_source

PAGE = "/source?name=koha"
ISBN, OTHER = "9780306406157", "9783161484100"
SERVICE = "https://covers.example.org/{isbn}.jpg?key=s3cr3t-Pa55"


@pytest.fixture(autouse=True)
def source(library: Library, clock: ManualClock) -> None:
    add_source(library, clock)


def chosen(library: Library) -> CoverStream | None:
    with library.database.read() as connection:
        return cover_streams.find_stream(connection, "koha")


def choose(staff: Staff, **fields: str) -> str:
    return staff.submit(PAGE, "covers", name="koha", system="yes", **fields).text


def test_staff_choose_a_folder_and_see_what_it_brought(
    admin: Staff, library: Library, tmp_path: Path
) -> None:
    (tmp_path / f"{ISBN}.jpg").write_bytes(drawn())
    (tmp_path / f"{OTHER}.jpg").write_bytes(b"<svg/>")
    records = [
        SourcedRecord("koha", 0, BibliographicRecord(isbn, "T", isbns=(isbn,)))
        for isbn in (ISBN, OTHER)
    ]
    with library.database.write() as connection:
        feed.publish(connection, records, library.server.clock())
    assert "Source saved." in choose(admin, folder=str(tmp_path))
    fetcher = Fetcher()
    Harvester(library.database, library.server.clock, fetcher).read_covers("koha")
    fetcher.close()
    admin.open(PAGE)
    assert "1 from the folder" in admin.page
    assert "Error" not in admin.page
    assert "1: the file is an SVG drawing" in admin.page
    assert f'value="{tmp_path}"' in admin.page


def test_a_service_is_the_choice_of_staff_and_its_key_stays_secret(
    admin: Staff, library: Library
) -> None:
    assert "The service learns the ISBNs" in admin.open(PAGE).text
    assert chosen(library) is None, "nobody is asked by default"
    choose(admin, service=SERVICE)
    admin.open(PAGE)
    shown = SERVICE.replace("s3cr3t-Pa55", "…")
    assert f'value="{shown}"' in admin.page
    assert "s3cr3t" not in admin.page
    choose(admin, service=shown)
    stream = chosen(library)
    assert stream and stream.service == shown
    with library.database.read() as connection:
        assert cover_streams.service_address(connection, stream) == SERVICE
    choose(admin, service="")
    assert "covers.example.org" not in admin.open(PAGE).text


def test_what_is_wrong_is_explained_and_stays_in_the_form(admin: Staff, library: Library) -> None:
    page = choose(admin, folder="/nowhere/at/all", service="")
    assert "There is no folder /nowhere/at/all." in page
    assert 'value="/nowhere/at/all"' in page
    assert "not the address of a cover service" in choose(admin, service="https://a.example/")
    assert chosen(library) is None


def test_only_administrators_choose(librarian: Staff) -> None:
    librarian.open(PAGE)
    assert "Save covers" not in librarian.page
    assert librarian.submit(PAGE, "covers", name="koha").status_code == 403
