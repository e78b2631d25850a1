"""Measures the first snapshot and a day's changes from a real server to a kiosk.

    python tests/benchmarks/bench_sync.py [--records 100000] [--postgresql]

`kiosk serve` is a separate process on SQLite (or PostgreSQL); the kiosk connects over loopback in
the usual way. A day's changes are one record in a hundred new or changed, one in a thousand
deleted, and 200 reservations. CPU seconds are those of the kiosk, including the proxy that counts
bytes. The program prints one JSON object.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synthetic import records

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed, snapshots
from kiosk.central.fleet import pairing
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourcedRecord, key_of
from kiosk.protocol.messages import FeedKind
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from kiosk.sync.pair import pair_with_server
from tests.central import postgres
from tests.central.library import HOURS
from tests.central.processes import ServerProcess
from tests.central.proxy import Proxy

_BATCH = 2_000
_RESERVATIONS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    given = parser.parse_args()
    with library(given.records, postgresql=given.postgresql) as (central, server, folder):
        print(json.dumps(measure(central, server, folder, given.records), indent=2))


@contextmanager
def library(
    count: int, *, postgresql: bool
) -> Iterator[tuple[CentralDatabase, ServerProcess, Path]]:
    """Run a server process whose database contains ``count`` records."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if postgresql:
            url = postgres.create_database(stack.enter_context(postgres.running_postgresql("")))
        else:
            url = f"sqlite:///{folder / 'central.sqlite3'}"
        central = CentralDatabase(url)
        stack.callback(central.close)
        place = Branch("main", "Main", "UTC", hours=HOURS)
        with central.write() as connection:
            feed.publish(connection, [place, Space("room", "main", "Room")], now())
        fill(central, count)
        server = ServerProcess(url, folder / "server")
        (folder / "server").mkdir()
        stack.callback(server.end)
        server.start()
        yield central, server, folder


def fill(central: CentralDatabase, count: int) -> None:
    made = records(count)
    while batch := [SourcedRecord("synthetic", 0, each) for each in islice(made, _BATCH)]:
        with central.write() as connection:
            feed.publish(connection, batch, now())


def measure(
    central: CentralDatabase, server: ServerProcess, folder: Path, count: int
) -> dict[str, Any]:
    made, _, snapshot = timed(
        lambda: snapshots.create_snapshot(
            central, folder / "server" / "central" / "snapshots", now()
        )
    )
    proxy = Proxy([server.port], random.Random(0))
    proxy.unreliable = False
    with proxy.running():
        database, sync = paired(central, folder / "kiosk", proxy.port)
        first, first_work, _ = timed(sync)
        first_bytes = proxy.bytes_to_kiosks
        a_day_passes(central, count)
        before = proxy.bytes_to_kiosks
        delta, delta_work, done = timed(sync)
    with database.read() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM bib").scalar_one()
        found = connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar_one()
    assert held == found > 0.99 * count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = database.path.stat().st_size
    database.close()
    return {
        "records": count,
        "database of the server": "SQLite" if central.serial else "PostgreSQL",
        "snapshot made, seconds": round(made, 1),
        "snapshot, MB": round(snapshot.size / 1e6, 1),
        "first copy, seconds": round(first, 1),
        "first copy, records a second": round(count / first),
        "first copy, processor seconds": round(first_work, 1),
        "first copy, records a processor second": round(count / first_work),
        "first copy, MB on the wire": round(first_bytes / 1e6, 2),
        "first copy, database of the kiosk, MB": round(size / 1e6, 1),
        "a day's changes": done.pulled,
        "a day's changes, seconds": round(delta, 1),
        "a day's changes, processor seconds": round(delta_work, 1),
        "a day's changes, MB on the wire": round((proxy.bytes_to_kiosks - before) / 1e6, 3),
        "kiosk and measuring, most MB resident": peak,
    }


def paired(central: CentralDatabase, folder: Path, port: int) -> tuple[Database, Callable[[], Any]]:
    """Return the database of a new kiosk in ``folder``, and a function that syncs it once."""
    database = Database(folder)
    with central.write() as connection:
        code = pairing.create_pairing_code(connection, "main", now())
    pair_with_server(database, folder, f"http://127.0.0.1:{port}", code, folder.name)
    mine = load_paired_credentials(database)
    assert mine
    return database, lambda: run_sync_round(database, mine)


def a_day_passes(central: CentralDatabase, count: int) -> None:
    made = [SourcedRecord("synthetic", 0, each) for each in islice(records(count), count // 90)]
    changed = [
        SourcedRecord("synthetic", 0, replace(r.record, title=f"{r.record.title}, new edition"))
        for r in made[: count // 100]
    ]
    gone = [key_of(each) for each in made[count // 100 :][: count // 1000]]
    with central.write() as connection:
        feed.publish(connection, changed, now())
        feed.publish_deletions(connection, FeedKind.RECORD, gone, now())
        feed.publish(connection, [_reservation(n) for n in range(_RESERVATIONS)], now())


def _reservation(number: int) -> Reservation:
    start = now().replace(microsecond=0) + timedelta(hours=number)
    span = Interval(start, start + timedelta(hours=1))
    status = BookingStatus.CONFIRMED
    return Reservation(f"reservation-{number}", "room", span, f"{number:06}", now(), status)


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the elapsed seconds, the CPU seconds of this process, and the result of ``work``."""
    start, used = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - start, time.process_time() - used, result


def now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
