"""kill -9 during an import or during reservations loses nothing that was confirmed."""

import contextlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kiosk_command import DEMO
from sqlalchemy import text

from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.imports.import_files import BATCH, import_paths
from kiosk.services.upkeep.check_health import CheckStatus, check_health
from kiosk.settings import Settings
from kiosk.store.database import Database

KILLS = 4
RECORDS = 4_000
NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)

IMPORT = """
import sys
from pathlib import Path
from kiosk.services.imports.import_files import import_paths
from kiosk.store.database import Database
import_paths(Database(Path(sys.argv[1])), [Path(sys.argv[2])])
"""

# Prints a code as soon as a visitor would see it.
RESERVE = """
import itertools, sys
from datetime import datetime, timedelta
from pathlib import Path
from kiosk.domain.intervals import Interval
from kiosk.errors import ReservationRefused
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store.database import Database
keep, now = ReservationService(Database(Path(sys.argv[1]))), datetime.fromisoformat(sys.argv[2])
length = timedelta(minutes=30)
begin = now.replace(minute=0)
for number, space in itertools.product(range(48 * 14), ("belajar-1", "belajar-2", "belajar-3")):
    start = begin + number * length
    try:
        print(keep.reserve(space, Interval(start, start + length), now).code, flush=True)
    except ReservationRefused:
        pass
"""


@contextlib.contextmanager
def running(script: str, *words: object) -> Iterator["subprocess.Popen[str]"]:
    """Run a script, and kill it with signal 9 at the end of the ``with`` block."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)], stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def number(database: Database, query: str) -> int:
    with database.read() as connection:
        return connection.execute(text(query)).scalar_one() or 0


def assert_sound(database: Database) -> None:
    """Check the database as a kiosk finds it after a restart."""
    checks = {c.name: c for c in check_health(Settings(data_dir=database.path.parent), database)}
    assert checks["Database"].status is CheckStatus.OK, checks["Database"]
    with database.write() as connection:
        connection.execute(text("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')"))


@pytest.mark.parametrize("seed", range(KILLS))
def test_an_import_that_is_killed_keeps_what_it_told_and_is_taken_up(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    file = tmp_path / "catalogue.csv"
    rows = (f"b{n},Buku nomor{n} tentang laut\n" for n in range(RECORDS))
    file.write_text("id,title\n" + "".join(rows))
    told, enough = 0, chance.randrange(BATCH, RECORDS - BATCH)
    database = Database(tmp_path / "data")
    with running(IMPORT, tmp_path / "data", file) as process:
        while told < enough and process.poll() is None:
            told = number(database, "SELECT max(read) FROM import_run")
        time.sleep(chance.random() / 50)  # somewhere in a batch
    database.close()

    database = Database(tmp_path / "data")
    assert_sound(database)
    kept = number(database, "SELECT count(*) FROM bib")
    assert told <= kept < RECORDS
    assert kept == number(database, "SELECT max(read) FROM import_run")
    last = CatalogueSearch(database).search(Query(f"nomor{kept - 1}"))
    assert [hit.source_id for hit in last.hits] == [f"b{kept - 1}"]
    (again,) = import_paths(database, [file])
    assert (again.unchanged, again.added, again.changed) == (kept, RECORDS - kept, 0)
    assert number(database, "SELECT count(*) FROM bib") == RECORDS
    database.close()


@pytest.mark.parametrize("seed", range(KILLS))
def test_reservations_that_were_confirmed_outlive_a_kill(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    database = Database(tmp_path)
    import_paths(database, [DEMO / "library.toml"])
    codes = []
    with running(RESERVE, tmp_path, NOW.isoformat()) as process:
        assert process.stdout
        for _ in range(chance.randrange(1, 60)):
            codes.append(process.stdout.readline().strip())
        time.sleep(chance.random() / 100)
        process.kill()
        codes += process.stdout.read().split()
    database.close()

    database = Database(tmp_path)
    assert_sound(database)
    keep = ReservationService(database)
    taken = [keep.find(code, NOW)[0] for code in codes]
    assert len({made.id for made in taken}) == len(codes) > 0
    # One more may have been written of which the visitor had not been told.
    assert number(database, "SELECT count(*) FROM reservation") - len(codes) in (0, 1)
    database.close()
