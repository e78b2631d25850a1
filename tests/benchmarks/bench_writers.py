"""Measures writes per second to one database in which all writers share the feed's counter.

    python tests/benchmarks/bench_writers.py [--seconds 10] [--writers 1 2 4 8]

PostgreSQL runs on this computer, with fsync. Each writer is a separate process that writes as a
server does, but without HTTP: changes of titles or visitors' reservations, one per transaction. The
program prints one JSON object.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_fleet import now, reservation

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.server import Server
from kiosk.domain.branches import Branch
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourcedRecord
from kiosk.protocol.messages import Push
from tests.central import postgres
from tests.central.library import HOURS

_SPACES = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 2, 4, 8])
    given = parser.parse_args()
    result: dict[str, dict[str, int]] = {}
    with postgres.running_postgresql("") as server:
        url = postgres.create_database(server)
        found(url)
        for write in (change, reserve):
            result[f"{write.__name__}, a second"] = {
                f"{count} writers": rate(url, write, count, given.seconds)
                for count in given.writers
            }
    print(json.dumps(result, indent=2))


def found(url: str) -> None:
    central = CentralDatabase(url)
    spaces = [Space(f"s{n}", "main", f"Space {n}") for n in range(_SPACES)]
    with central.write() as connection:
        feed.publish(connection, [Branch("main", "Main", "UTC", hours=HOURS), *spaces], now())
    central.close()


def rate(url: str, write: Callable[[CentralDatabase], None], count: int, seconds: float) -> int:
    """Return the writes per second of ``count`` processes together."""
    end = time.time() + 3 + seconds  # all processes have started by this time
    with ProcessPoolExecutor(count) as pool:
        runs = [pool.submit(work, url, write, end - seconds, end) for _ in range(count)]
        written = sum(run.result() for run in runs)
    return round(written / seconds)


def work(url: str, write: Callable[[CentralDatabase], None], start: float, end: float) -> int:
    """Return the number of writes of one process between ``start`` and ``end``."""
    central = CentralDatabase(url)
    write(central)  # connects and prepares the statements
    time.sleep(max(0.0, start - time.time()))
    count = 0
    while time.time() < end:
        write(central)
        count += 1
    central.close()
    return count


def change(central: CentralDatabase) -> None:
    record = BibliographicRecord(f"r{random.randrange(10**6)}", f"Title {random.random()}")
    with central.write() as connection:
        feed.publish(connection, [SourcedRecord("s", 0, record)], now())


def reserve(central: CentralDatabase) -> None:
    order = reservation(f"s{random.randrange(_SPACES)}")
    Server(central, Path(tempfile.gettempdir()), now).push("kiosk", Push(orders=[order]))


if __name__ == "__main__":
    main()
