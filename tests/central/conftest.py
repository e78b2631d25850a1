"""Fixtures: a server on SQLite and on PostgreSQL, and a source that the server harvests."""

from collections.abc import Iterator

import pytest

from kiosk.central.database import CentralDatabase
from tests.central.harvest_server import HarvestServer
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
