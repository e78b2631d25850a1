"""The server on both of its databases: SQLite, and a real PostgreSQL of the tests' own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from kiosk.central.database import CentralDatabase
from tests.central.ports import free_port

_numbers = count()


def _binaries() -> Path | None:
    """The folder of the newest initdb, as Debian installs it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


def _as_user(command: list[str | Path]) -> None:
    """Run ``command``, as the user postgres where we are root: PostgreSQL refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60
    )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server that is started for this run, without a database's name."""
    binaries = _binaries()
    if binaries is None:
        # Where it must be there, its absence is no excuse: packaging/dev test says so.
        missing = pytest.fail if os.environ.get("NEED_POSTGRESQL") else pytest.skip
        missing("PostgreSQL is not installed (Debian: postgresql)")
    top = Path(tempfile.mkdtemp(prefix="kiosk-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(top, "postgres")
    port = free_port()
    options = f"-p {port} -k {top} -c listen_addresses=127.0.0.1 -c fsync=off"
    _as_user(
        [binaries / "initdb", "-D", top / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8"]
    )
    control = [binaries / "pg_ctl", "-D", top / "data", "-w"]
    _as_user([*control, "-o", options, "-l", top / "log", "start"])
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        _as_user([*control, "-m", "immediate", "stop"])
        shutil.rmtree(top, ignore_errors=True)


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
    name = f"kiosk{next(_numbers)}"
    engine = create_engine(f"{postgresql}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{postgresql}/{name}"


@pytest.fixture
def central(central_url: str) -> Iterator[CentralDatabase]:
    database = CentralDatabase(central_url)
    yield database
    database.close()


class StoppedClock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()
