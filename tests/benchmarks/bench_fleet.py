"""Measures the time of pulls, pushes and leases with 1,000 kiosks and one PostgreSQL server.

    python tests/benchmarks/bench_fleet.py [--kiosks 1000] [--seconds 60] [--every 30]

PostgreSQL (with fsync), `kiosk serve` (--servers is the number of processes) and the kiosks run on
this computer. Each kiosk has its own key and its own connection, and uses the same link as a real
kiosk. It makes a sync round every half minute: in one round of --reserve it sends a reservation,
and in every round it reads the changes and requests its leases. Each request is timed as the kiosk
sees it. The program prints one JSON object; times are in milliseconds.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from uuid6 import uuid7

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.domain.branches import Branch
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import (
    VERSION,
    Action,
    AdoptOrder,
    GrantRequest,
    Order,
    PairRequest,
    Push,
    ReserveOrder,
)
from kiosk.sync.credentials import Credentials
from kiosk.sync.http_link import HttpLink
from kiosk.sync.link import NoAnswer
from kiosk.sync.rounds import PAGE_SIZE
from tests.central import postgres
from tests.central.library import HOURS
from tests.central.processes import ServerProcess

_OF_A_BRANCH = 5  # kiosks per branch
_SPACES = 6  # spaces per branch


class HeadlessKiosk:
    """A kiosk without a database, which remembers its cursor and its leases."""

    def __init__(self, mine: Credentials, branch: str, transport: httpx.AsyncHTTPTransport) -> None:
        self.link = HttpLink(mine, now, transport)
        self.branch = branch
        self.cursor = self.epoch = self.codes = 0

    async def round(self, times: "Times", *, reserve: bool) -> None:
        space = f"{self.branch}s{random.randrange(_SPACES)}"
        orders = [reservation(space)] if reserve else []
        if orders:
            await times.of("push", self.link.push(Push(orders=orders)))
        while True:
            page = await times.of("pull", self.link.changes(self.cursor, PAGE_SIZE))
            self.cursor = page.cursor
            if not page.more:
                break
        wish = GrantRequest(codes=self.codes, epoch=self.epoch)
        grant = await times.of("loan", self.link.grant(wish))
        self.codes += len(grant.codes)
        if grant.epoch != self.epoch:
            self.epoch = grant.epoch
            adopted = _order(Action.ADOPT, AdoptOrder(epoch=self.epoch).model_dump_json())
            await times.of("push", self.link.push(Push(orders=[adopted])))


def reservation(space: str) -> Order:
    """Return a request to reserve half an hour on one of the next days."""
    day = now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=1)
    start = day + timedelta(days=random.randrange(10), minutes=30 * random.randrange(20))
    wanted = ReserveOrder(
        id=str(uuid7()),
        space=space,
        start=start,
        end=start + timedelta(minutes=30),
        code=f"{random.randrange(10**8):08}",
        created=now(),
        promised=False,
    )
    return _order(Action.RESERVE, wanted.model_dump_json())


class Times:
    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.failed: dict[str, int] = defaultdict(int)

    async def of(self, name: str, request: Awaitable[Any]) -> Any:
        start = time.perf_counter()
        try:
            return await request
        except NoAnswer as silence:
            self.failed[f"{name}: {silence}"] += 1
            raise
        finally:
            self.taken[name].append((time.perf_counter() - start) * 1000)

    def report(self) -> dict[str, Any]:
        return {name: _quantiles(taken) for name, taken in sorted(self.taken.items())}


class Work:
    """Measures the CPU seconds that the server and PostgreSQL have used, from /proc."""

    def __init__(self, servers: list[ServerProcess], port: int) -> None:
        self._servers = [server.process_id for server in servers]
        self._postmaster = next(
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if f"-p {port}".replace(" ", "\0").encode() in path.read_bytes()
        )

    def seconds(self) -> dict[str, float]:
        children = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/stat")
            if _stat(path)[1] == str(self._postmaster)
        ]
        return {
            "server": sum(map(_used, self._servers)),
            "PostgreSQL": sum(map(_used, [self._postmaster, *children])),
        }


def _stat(path: Path) -> list[str]:
    """Return the fields after the process name (proc(5)), or [] if the process has just ended."""
    with suppress(OSError):
        return path.read_text().rpartition(") ")[2].split()
    return ["", ""]


def _used(process: int) -> float:
    fields = _stat(Path(f"/proc/{process}/stat"))
    ticks = fields[11:15]  # the CPU time of the process and of its ended children
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kiosks", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=float, default=30, help="seconds between two rounds")
    parser.add_argument("--reserve", type=int, default=40, help="one round of so many reserves")
    parser.add_argument("--servers", type=int, default=1)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = postgres.create_database(
            stack.enter_context(postgres.running_postgresql("-c max_connections=200"))
        )
        central = CentralDatabase(url)
        stack.callback(central.close)
        credentials = found(central, given.kiosks)
        (folder / "server").mkdir()
        servers = [ServerProcess(url, folder / "server") for _ in range(given.servers)]
        for server in servers:
            stack.callback(server.end)
            server.start()
        work = Work(servers, int(url.rpartition(":")[2].partition("/")[0]))
        report = asyncio.run(live(given, credentials, [server.port for server in servers], work))
    print(json.dumps(report, indent=2))


def found(central: CentralDatabase, count: int) -> list[tuple[str, Ed25519PrivateKey, str]]:
    """Create branches, spaces and ``count`` kiosks; return the id, key and branch of each kiosk."""
    names = [f"b{number}" for number in range(max(1, count // _OF_A_BRANCH))]
    made = []
    with central.write() as connection:
        feed.publish(connection, [Branch(name, name, "UTC", hours=HOURS) for name in names], now())
        rooms = [Space(f"{b}s{n}", b, f"Room {n}") for b in names for n in range(_SPACES)]
        feed.publish(connection, rooms, now())
        for number in range(count):
            mine = Credentials("", Ed25519PrivateKey.generate())
            branch = names[number % len(names)]
            code = pairing.create_pairing_code(connection, branch, now())
            wish = PairRequest(code=code, name=f"k{number}", key=mine.public_key, version=VERSION)
            made.append((pairing.pair_kiosk(connection, wish, now()).kiosk, mine.key, branch))
    return made


async def live(
    given: argparse.Namespace,
    credentials: list[tuple[str, Ed25519PrivateKey, str]],
    ports: list[int],
    work: "Work",
) -> dict[str, Any]:
    limits = httpx.Limits(keepalive_expiry=75)  # as in the link of a real kiosk
    lobbies = []
    for number, (id, key, branch) in enumerate(credentials):
        mine = Credentials(f"http://127.0.0.1:{ports[number % len(ports)]}", key, id)
        lobbies.append(
            HeadlessKiosk(mine, branch, httpx.AsyncHTTPTransport(limits=limits, verify=False))
        )
    first, steady = Times(), Times()
    await asyncio.gather(*(_live(each, first, given, given.every) for each in lobbies))
    before, start = work.seconds(), time.perf_counter()
    await asyncio.gather(*(_live(each, steady, given, given.seconds) for each in lobbies))
    took = time.perf_counter() - start
    requests = sum(map(len, steady.taken.values()))
    return {
        "kiosks": len(lobbies),
        "processes of the server": len(ports),
        "processors": os.cpu_count(),
        "load of the machine before": os.getloadavg()[0],
        "seconds between two rounds of a kiosk": given.every,
        "requests a second": round(requests / took),
        "processor milliseconds of a request": {
            name: round(1000 * (after - before[name]) / requests, 1)
            for name, after in work.seconds().items()
        },
        "first round": first.report(),
        "after it": steady.report(),
        "without an answer": dict(first.failed) | dict(steady.failed),
    }


async def _live(
    lobby: HeadlessKiosk, times: Times, given: argparse.Namespace, seconds: float
) -> None:
    """Run sync rounds for the given time; the first round starts at a random moment."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    due = loop.time() + random.uniform(0, given.every)
    while due < end:
        await asyncio.sleep(max(0, due - loop.time()))
        with suppress(NoAnswer):
            await lobby.round(times, reserve=random.randrange(given.reserve) == 0)
        due += given.every


def _order(action: Action, body: str) -> Order:
    return Order(id=str(uuid7()), action=action, body=body)


def _quantiles(times: list[float]) -> dict[str, Any]:
    if len(times) < 2:
        return {"requests": len(times)}
    cuts = statistics.quantiles(times, n=100)
    return {"requests": len(times), "p50": round(cuts[49], 1), "p95": round(cuts[94], 1)}


def now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
