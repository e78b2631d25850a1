"""The server on both of its databases: SQLite, and a real PostgreSQL of the tests' own."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from tests.central.harvest_server import HarvestServer
from tests.central.postgres import binaries, create_database, running_postgresql


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server that is started for this run, without a database's name."""
    if binaries() is None:
        # Where it must be there, its absence is no excuse: packaging/dev test says so.
        missing = pytest.fail if os.environ.get("NEED_POSTGRESQL") else pytest.skip
        missing("PostgreSQL is not installed (Debian: postgresql)")
    with running_postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def central_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, on each of the two."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'central.sqlite3'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """The URL of an empty database of PostgreSQL."""
    return create_database(postgresql)


@pytest.fixture
def central(central_url: str) -> Iterator[CentralDatabase]:
    database = CentralDatabase(central_url)
    yield database
    database.close()


class ManualClock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def harvest_server(central: CentralDatabase, clock: ManualClock) -> Iterator[HarvestServer]:
    harvest_server = HarvestServer(central, clock)
    yield harvest_server
    harvest_server.fetcher.close()
