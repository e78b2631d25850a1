"""Fixtures: a server on SQLite and on PostgreSQL, and a source that the server harvests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from tests.central import fake_system
from tests.central.cover_server import PictureSite, picture_site
from tests.central.fake_system import FakeSystem
from tests.central.harvest_server import HarvestServer
from tests.central.slims_library import (
    SMALL,
    Reader,
    SlimsLibrary,
    slims_library,
    slims_site,
    whole_database,
)
from tests.central.system_server import SystemServer
from tests.clocks import ManualClock


@pytest.fixture
def central(central_url: str) -> Iterator[CentralDatabase]:
    database = CentralDatabase(central_url)
    yield database
    database.close()


@pytest.fixture
def harvest_server(central: CentralDatabase, clock: ManualClock) -> Iterator[HarvestServer]:
    harvest_server = HarvestServer(central, clock)
    yield harvest_server
    harvest_server.fetcher.close()


@pytest.fixture
def site() -> Iterator[PictureSite]:
    """A web site without pictures."""
    with picture_site() as site:
        yield site


@pytest.fixture
def slims(mariadb: str) -> Iterator[SlimsLibrary]:
    """Yield a small library that runs SLiMS."""
    with slims_library(mariadb, SMALL.read_bytes()) as library:
        yield library


@pytest.fixture
def slims_reader(slims: SlimsLibrary) -> Iterator[Reader]:
    """Yield a reader of the small library's database."""
    reader = Reader(slims.url)
    yield reader
    reader.fetcher.close()


@pytest.fixture(scope="module")
def whole_slims(mariadb: str, shared_data: Path) -> Iterator[SlimsLibrary]:
    """Yield a library with a whole database of SLiMS 9 (3,025 titles)."""
    with slims_library(mariadb, whole_database(shared_data)) as library:
        yield library


@pytest.fixture
def slims_address(slims: SlimsLibrary, tmp_path: Path, php: str) -> Iterator[str]:
    """Yield the address of the plugin for SLiMS of the small library, with its secret."""
    with slims_site(slims, tmp_path) as address:
        yield address


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    """A library system with six titles of one copy each, whose driver is known as “fake”."""
    fake_system.register(monkeypatch)
    found = FakeSystem(tmp_path / "system.json")
    for number in range(1, 7):
        found.titles[f"{number}"] = f"Title {number}"
        found.copies[f"{number}"] = [fake_system.HERE]
    found.save()
    return found


@pytest.fixture
def system_server(central: CentralDatabase, clock: ManualClock) -> Iterator[SystemServer]:
    server = SystemServer(central, clock)
    yield server
    server.fetcher.close()


@pytest.fixture
def filled(system_server: SystemServer, system: FakeSystem) -> SystemServer:
    """A server that has read the titles and the copies of the system."""
    system_server.add_system(system)
    system_server.read()
    system_server.read_copies()
    return system_server
