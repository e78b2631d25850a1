"""A loan in SLiMS reaches the search of a kiosk within the interval of its source."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.freshness import Freshness, freshness
from kiosk.domain.records import Item, ItemStatus
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Hit, Query
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from tests.central.library import Library
from tests.central.slims_library import OPAC, SMALL, SlimsLibrary, slims_library, slims_site
from tests.central.system_server import SECONDS, SystemServer
from tests.clocks import ManualClock


@pytest.fixture
def slims(mariadb: str) -> Iterator[SlimsLibrary]:
    with slims_library(mariadb, SMALL.read_bytes()) as library:
        yield library


@pytest.fixture(params=["database", "plugin"])
def server(
    request: pytest.FixtureRequest, slims: SlimsLibrary, library: Library, tmp_path: Path
) -> Iterator[SystemServer]:
    """Yield a server that has read the library's SLiMS, by each of the two ways."""
    server = SystemServer(library.database, ManualClock())
    server.fetcher.close()  # it would wait only half a second for PHP
    server.fetcher = Fetcher()
    server.harvester = Harvester(library.database, server.clock, server.fetcher)
    if request.param == "database":
        yield _filled(server, slims.url)
    else:
        request.getfixturevalue("php")
        with slims_site(slims, tmp_path) as address:
            yield _filled(server, address)
    server.fetcher.close()


def _filled(server: SystemServer, address: str) -> SystemServer:
    options = SourceOptions(system="slims", settings={"opac": OPAC})
    hour, now = timedelta(hours=1), server.clock()
    source = Upstream("slims", SourceKind.SYSTEM, address, hour, now, options, copies_every=SECONDS)
    with server.database.write() as connection:
        upstream.save_source(connection, source)
    assert (server.read().fault, server.read_copies().fault) == ("", "")
    return server


def _sitti_nurbaya(kiosk: Database) -> Hit:
    """Return the title as a visitor finds it after one round of sync."""
    mine = load_paired_credentials(kiosk)
    assert mine is not None
    run_sync_round(kiosk, mine)
    [hit] = CatalogueSearch(kiosk).search(Query("sitti nurbaya")).hits
    return hit


def _on_shelf_a1(hit: Hit) -> Item:
    """Return the copy that stands on this shelf; it has the barcode P0001."""
    [found] = [item for item in hit.items if item.shelf == "Rak A1"]
    return found


def test_a_loan_and_its_return_reach_a_kiosk(
    server: SystemServer, slims: SlimsLibrary, kiosk: Database
) -> None:
    before = _on_shelf_a1(_sitti_nurbaya(kiosk))
    assert (before.branch, before.shelf) == ("Perpustakaan Pusat", "Rak A1")
    assert (before.call_number, before.status) == ("813 Mar s", ItemStatus.AVAILABLE)

    slims.lend("P0001", date(2026, 12, 24))
    assert server.read_copies().changed == 1  # 30 seconds later
    lent = _on_shelf_a1(_sitti_nurbaya(kiosk))
    assert (lent.status, lent.due) == (ItemStatus.ON_LOAN, date(2026, 12, 24))

    slims.give_back("P0001")
    assert server.read_copies().changed == 1
    back = _sitti_nurbaya(kiosk)
    assert _on_shelf_a1(back).status is ItemStatus.AVAILABLE
    assert back.reading is not None
    as_of = _on_shelf_a1(back).as_of
    assert freshness(as_of, back.reading.every, server.clock()) is Freshness.FRESH


def test_what_slims_hides_or_lends_to_whom_reaches_no_kiosk(
    server: SystemServer, kiosk: Database, tmp_path: Path
) -> None:
    _sitti_nurbaya(kiosk)
    search = CatalogueSearch(kiosk)

    assert "3" not in {hit.source_id for hit in search.search(Query("rahasia")).hits}
    assert search.search(Query("horison")).hits
    stored = b"".join(each.read_bytes() for each in tmp_path.rglob("*.sqlite3*"))
    assert b"Sitti Nurbaya" in stored
    assert b"Nama Anggota" not in stored
    assert b"Orang Rahasia" not in stored
