"""Fixtures for all tests: real files, a clock, and databases of the server."""

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.central import postgres
from tests.clocks import ManualClock
from tests.compiled_statements import share_compiled_statements
from tests.schema_templates import SchemaTemplates

# Before Qt is first imported: no screen is needed to run the tests.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Milliseconds before Qt renders a requested frame; the tests wait for thousands of frames.
os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
# No test connects to another machine, so no HTTP client need read 140 certificates of authorities.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = os.devnull
# No process of a test loads the model, except in the tests of it.
os.environ["KIOSK_SEARCH_BY_MEANING"] = "false"

# Generated examples may take as long as a busy machine needs.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

# Keep temporary folders in memory if there is plenty: databases on a disk wait for each commit.
_MEMORY = Path("/dev/shm")
_PLENTY = 4 * 1024**3  # bytes; a run needs a fraction


def _has_memory_folder() -> bool:
    if not os.access(_MEMORY, os.W_OK):
        return False
    state = os.statvfs(_MEMORY)
    return not state.f_flag & os.ST_NOEXEC and state.f_bavail * state.f_frsize > _PLENTY


if _has_memory_folder():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DATABASES = ["sqlite", "postgresql"]


share_compiled_statements()


def pytest_collection_finish() -> None:
    """Exempt the modules and the collected tests from garbage collection.

    They live until the end, and each full collection would visit a million objects.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def schema_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Create new SQLite databases as copies of a template that the migrations have made."""
    import kiosk.central.database
    import kiosk.store.database

    templates = SchemaTemplates(tmp_path_factory.mktemp("schema"))
    with pytest.MonkeyPatch.context() as patch:
        for module in (kiosk.store.database, kiosk.central.database):
            patch.setattr(module, "upgrade_schema", templates.upgrade_schema)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real files beside the checkout; skip the test if it does not exist."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data is not here: the real files are not part of the project")
    return SHARED_DATA


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Yield the URL, without a database name, of a PostgreSQL server for the test session."""
    if postgres.binaries() is None:
        # packaging/dev test requires PostgreSQL; without it, other runs skip the test.
        missing = pytest.fail if os.environ.get("NEED_POSTGRESQL") else pytest.skip
        missing("PostgreSQL is not installed (Debian: postgresql)")
    with postgres.running_postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """Return the name of a PostgreSQL database with the schema of this release, to be copied."""
    url = postgres.create_database(postgresql)
    _migrate(url)
    return url.rpartition("/")[2]


@pytest.fixture
def postgresql_url(postgresql: str, postgresql_template: str) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database with the schema of this release and no rows."""
    url = postgres.create_database(postgresql, postgresql_template)
    yield url
    postgres.drop_database(url)


@pytest.fixture(scope="session")
def mariadb() -> Iterator[str]:
    """Yield the URL, without a database name, of a MariaDB server for the test session."""
    from tests import mariadb as mariadb_server  # most tests need no driver for it

    if not mariadb_server.is_installed():
        # packaging/dev test requires MariaDB; without it, other runs skip the test.
        missing = pytest.fail if os.environ.get("NEED_MARIADB") else pytest.skip
        missing("MariaDB is not installed (Debian: mariadb-server, mariadb-client)")
    with mariadb_server.running_mariadb() as url:
        yield url


@pytest.fixture(scope="session")
def php() -> str:
    """Return the program PHP; skip the test if it is not installed with its MySQL driver."""
    program = shutil.which("php")
    modules = subprocess.run([program, "-m"], capture_output=True).stdout if program else b""
    if program is None or b"pdo_mysql" not in modules:
        pytest.skip("PHP is not installed (Debian: php-cli, php-mysql)")
    return program


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the server's schema of this release, used as a template."""
    path = tmp_path_factory.mktemp("template") / "central.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a SQLite database with the schema of this release and no rows."""
    path = tmp_path / "central.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=DATABASES)
def central_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database with the schema of this release and no rows.

    Each test runs once on SQLite and once on PostgreSQL.
    """
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the URL of a database without tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'central.sqlite3'}"
        return
    url = postgres.create_database(request.getfixturevalue("postgresql"))
    yield url
    postgres.drop_database(url)


def _migrate(url: str) -> None:
    from kiosk.central.database import CentralDatabase

    CentralDatabase(url).close()
