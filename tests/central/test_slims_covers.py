"""Covers in SLiMS, by its database and by the plugin, as far as the feed for kiosks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central.cover_server import CoverServer, PictureSite, cover_server
from tests.central.pictures import drawn, opened
from tests.central.slims_library import SlimsLibrary, slims_site
from tests.clocks import ManualClock


@pytest.fixture
def server(sqlite_url: str, clock: ManualClock) -> Iterator[CoverServer]:
    with cover_server(sqlite_url, clock) as server:
        yield server


def test_covers_by_database(server: CoverServer, slims: SlimsLibrary, site: PictureSite) -> None:
    site.pictures = {"sitti.jpg": drawn(1), "peta baru.jpg": drawn(2)}
    server.connect("slims", slims.url, settings={"opac": f"{site.url}/slims/index.php"})
    server.read()
    server.read_covers()
    assert {id: opened(each).size for id, each in server.pictures().items()} == {"1": (120, 180)}

    slims.run("UPDATE biblio SET image = 'peta baru.jpg' WHERE biblio_id = 2")
    slims.run("UPDATE biblio SET image = NULL WHERE biblio_id = 1")
    server.read_covers()
    assert (list(server.covers()), server.stored_pictures()) == (["2"], 1)

    slims.run("UPDATE biblio SET opac_hide = 1 WHERE biblio_id = 2")
    server.read()
    assert server.covers() == {}, "a hidden title has no cover"


def test_covers_by_plugin(
    server: CoverServer, slims: SlimsLibrary, site: PictureSite, tmp_path: Path, php: str
) -> None:
    site.pictures = {"sitti.jpg": drawn(1)}
    with slims_site(slims, tmp_path) as address:
        server.connect("slims", address, settings={"opac": f"{site.url}/slims/"})
        server.read()
        server.read_covers()
    assert list(server.covers()) == ["1"]


def test_without_the_address_of_the_catalogue_staff_are_told(
    server: CoverServer, slims: SlimsLibrary
) -> None:
    server.connect("slims", slims.url)
    server.read()
    [fault] = server.read_covers().faults
    assert "--option opac=URL" in fault
