"""Libraries that run SLiMS, for tests: its database, and an account that may only read it."""

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url

from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.systems import slims
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.central.harvesting.systems.slims import SlimsDriver
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from tests import mariadb
from tests.central.ports import free_port

_HERE = Path(__file__).parent
SMALL = _HERE / "slims_schema.sql"
GRANTS = _HERE.parents[1] / "packaging" / "slims" / "grants.sql"
PLUGIN = GRANTS.with_name("commons_kiosk.plugin.php")
SECRET = "0123456789abcdef" * 4
WHOLE = "slims-9-database.sql.gz"
NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)
OPAC = "https://perpus.example.id/slims/"


@dataclass(slots=True)
class SlimsLibrary:
    """A library whose SLiMS has the database ``root_url``; ``url`` is that of the reader."""

    root_url: str
    url: str

    def run(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Run ``sql`` as SLiMS would, and return the rows."""
        return mariadb.execute(self.root_url, sql, *values)

    def lend(self, barcode: str, due: date) -> None:
        """Lend a copy, as SLiMS's circulation desk does."""
        self.run(
            "INSERT INTO loan (item_code, member_id, loan_date, due_date, is_lent, is_return)"
            " VALUES (%s, 'M1', '2026-11-30', %s, 1, 0)",
            barcode,
            due,
        )

    def give_back(self, barcode: str) -> None:
        """Return a copy."""
        self.run(
            "UPDATE loan SET is_return = 1, return_date = '2026-11-30' WHERE item_code = %s",
            barcode,
        )


@contextmanager
def slims_library(server: str, schema: bytes) -> Iterator[SlimsLibrary]:
    """Yield a library with a database of its own on ``server``."""
    root_url = mariadb.create_database(server)
    name = root_url.rpartition("/")[2]
    # Triggers in SLiMS's dump belong to this account.
    mariadb.execute(server, "CREATE USER IF NOT EXISTS 'slims'@'localhost'")
    mariadb.execute(server, "GRANT ALL ON *.* TO 'slims'@'localhost'")
    mariadb.load(root_url, schema)
    grants = GRANTS.read_text().replace("slims.", f"{name}.")
    grants = grants.replace("'kiosk'@'192.168.1.10'", f"'reader_{name}'@'127.0.0.1'")
    mariadb.load(root_url, grants.encode())
    yield SlimsLibrary(
        root_url, mariadb.with_account(root_url, f"reader_{name}", "change this password")
    )
    mariadb.drop_database(root_url)


def whole_database(shared_data: Path) -> bytes:
    """Return the SQL of a whole SLiMS 9 (3,025 titles)."""
    return gzip.decompress((shared_data / "systems" / WHOLE).read_bytes())


@dataclass(slots=True)
class Reader:
    """Reads a library again and again, as the server does, with the state of the last reading."""

    address: str
    fetcher: Fetcher = field(default_factory=lambda: Fetcher(FetchLimits(retry_pauses=())))
    now: datetime = NOW
    state: str = ""
    options: dict[str, str] = field(default_factory=lambda: {"opac": OPAC})
    statuses: Mapping[str, ItemStatus] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    complete: bool = False

    @contextmanager
    def driver(self) -> Iterator[SlimsDriver]:
        """Yield a driver; its state is kept at the end of the block."""
        driver = slims.connect(
            SystemConnection(
                self.address,
                self.fetcher,
                ZoneInfo("Asia/Jakarta"),
                self.now,
                statuses=self.statuses,
                options=self.options,
                state=self.state,
            )
        )
        yield driver
        self.state, self.notes = driver.state, list(driver.notes())
        driver.close()

    def titles(self) -> dict[str, BibliographicRecord]:
        """Return the titles of a new reading, by id."""
        return {
            entry.source_id: entry
            for entry in self.entries()
            if isinstance(entry, BibliographicRecord)
        }

    def entries(self) -> list[object]:
        """Return the titles and the rejects of a new reading."""
        with self.driver() as driver:
            found: list[object] = list(driver.read_titles())
            self.complete = driver.titles_complete
        return found

    def copies(self) -> dict[str, tuple[Item, ...]]:
        """Return the copies of a new reading, by the ids of their titles."""
        with self.driver() as driver:
            found = {each.source_id: each.items for each in driver.read_copies()}
            self.complete = driver.copies_complete
        return found

    def ask(self, *titles: str) -> dict[str, tuple[Item, ...]]:
        """Return the copies of shown titles, by the ids of the titles."""
        with self.driver() as driver:
            return {each.source_id: each.items for each in driver.ask(titles)}


@contextmanager
def slims_site(library: SlimsLibrary, folder: Path, **environment: str) -> Iterator[str]:
    """Serve the plugin, with a stub of SLiMS around it, and yield its address with the secret."""
    plugin = folder / "commons_kiosk.plugin.php"
    shutil.copyfile(PLUGIN, plugin)
    (folder / "secret.php").write_text(f"<?php return '{SECRET}';\n")
    parts, port = make_url(library.url), free_port()
    settings = {
        "SLIMS_DSN": f"mysql:host={parts.host};port={parts.port};dbname={parts.database}",
        "SLIMS_USER": str(parts.username),
        "SLIMS_PASSWORD": str(parts.password),
        "SLIMS_PLUGIN": str(plugin),
        **environment,
    }
    sessions = ["-d", f"session.save_path={folder}", "-d", "display_errors=1"]
    command = ["php", *sessions, "-S", f"127.0.0.1:{port}", str(_HERE / "slims_site.php")]
    with (folder / "php.log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)
    try:
        wait_for_port(port, process)
        yield f"http://kiosk:{SECRET}@127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a program listens on ``port``."""
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise AssertionError("the program has ended")
