"""A library whose servers and kiosks are separate processes on an unreliable network."""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.errors import PairingFailed
from kiosk.protocol.bodies import SourcedProgram, SourcedRecord, key_of
from kiosk.protocol.messages import FeedKind
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from kiosk.sync.link import NoAnswer
from kiosk.sync.pair import pair_with_server
from tests.central.library import BRANCH, ROOMS
from tests.central.processes import KioskProcess, Process, ServerProcess
from tests.central.proxy import Proxy
from tests.simulation.reservation_verdict import ReservationVerdict
from tests.simulation.seat_verdict import SeatVerdict

HOUR = timedelta(hours=1)


class Fleet:
    """Servers and kiosks with random events from ``seed``; the timing of processes varies too."""

    def __init__(self, database: str, folder: Path, seed: int, servers: int = 1) -> None:
        self.chance = random.Random(seed)
        self.central = CentralDatabase(database)
        self.folder = folder
        self.servers = [ServerProcess(database, folder / "server") for _ in range(servers)]
        self.proxy = Proxy([server.port for server in self.servers], self.chance)
        self.kiosks: list[KioskProcess] = []

    @contextmanager
    def open(self, kiosks: int, records: int = 50) -> Iterator["Fleet"]:
        """Run the servers and the paired kiosks until the end of the ``with`` block."""
        with ExitStack() as stack:
            stack.callback(self.central.close)
            stack.enter_context(self.proxy.running())
            (self.folder / "server").mkdir()
            with self.central.write() as connection:
                feed.publish(connection, [BRANCH, *ROOMS, *_programs()], _now())
            self.add_records(range(records))
            for server in self.servers:
                stack.callback(server.end)
                server.start()
            for number in range(kiosks):
                self._pair(f"kiosk{number}")
                stack.callback(self.kiosks[-1].end)
            yield self

    def _pair(self, name: str) -> None:
        folder = self.folder / name
        database = Database(folder)
        with self.central.write() as connection:
            code = pairing.create_pairing_code(connection, BRANCH.code, _now())
        self._until_answered(
            lambda: pair_with_server(
                database, folder, f"http://127.0.0.1:{self.proxy.port}", code, name
            )
        )
        database.close()
        self.kiosks.append(KioskProcess(folder, f"{self.chance.random()}"))

    def add_records(self, numbers: range, title: str = "Title") -> None:
        records = [BibliographicRecord(f"r{n}", f"{title} {n}") for n in numbers]
        with self.central.write() as connection:
            feed.publish(connection, [SourcedRecord("s", 0, each) for each in records], _now())

    def delete_old_tombstones(self) -> None:
        """Delete tombstones, so that a kiosk with only the first snapshot needs a new one."""
        with self.central.write() as connection:
            gone = key_of(SourcedRecord("s", 0, BibliographicRecord("r0", "")))
            feed.publish_deletions(connection, FeedKind.RECORD, [gone], _now())
            feed.delete_old_tombstones(connection, _now() + 2 * feed.TOMBSTONE_LIFETIME)

    def inject_faults(self, blows: int) -> None:
        """Kill processes, cut connections and change the catalogue while visitors are active."""
        processes = self._processes()
        turns = itertools.cycle(processes)
        for blow in range(blows):
            time.sleep(self.chance.uniform(0, 1.5))
            self.add_records(range(blow, blow + 3), f"Edition {blow}")
            if self.chance.random() < 0.25:
                self.proxy.cut()
                continue
            victim = next(turns)
            victim.kill()
            time.sleep(self.chance.uniform(0, 0.3))
            victim.start()

    def _processes(self) -> list[Process]:
        return [*self.servers, *self.kiosks]

    def end_faults_and_sync(self) -> None:
        """End the faults and the visits, and wait until every kiosk is synchronised."""
        for kiosk in self.kiosks:
            if kiosk.running:
                kiosk.kill()
        self.proxy.unreliable = False
        for _ in range(3):  # a request, the recall of a lease, and the answer
            for kiosk in self.kiosks:
                self.sync_kiosk(kiosk)

    def sync_kiosk(self, kiosk: KioskProcess) -> None:
        database = Database(kiosk.folder)
        mine = load_paired_credentials(database)
        assert mine is not None
        self._until_answered(lambda: run_sync_round(database, mine))
        database.close()

    def violations(self) -> list[str]:
        databases = [(kiosk.folder.name, Database(kiosk.folder)) for kiosk in self.kiosks]
        promises = [promise for kiosk in self.kiosks for promise in kiosk.promises]
        cancelled = set().union(*(kiosk.cancelled for kiosk in self.kiosks))
        seats = set().union(*(kiosk.seats for kiosk in self.kiosks))
        found = list(ReservationVerdict(self.central).violations(promises, cancelled, databases))
        # If orders arrive over several connections, only the servers know the order of arrival.
        with self.central.read() as connection:
            rows = connection.execute(select(tables.registration.c.id, tables.registration.c.order))
            arrived = {row.id: row.order for row in rows}
        found += SeatVerdict(self.central).violations(
            seats, seats, cancelled, databases, _now(), arrived
        )
        for _, database in databases:
            database.close()
        found += [fault for kiosk in self.kiosks for fault in kiosk.faults]
        return found + [words for each in self._processes() if (words := each.error_output())]

    def _until_answered(self, ask: Callable[[], object]) -> None:
        for _ in range(20):
            try:
                ask()
            except (NoAnswer, PairingFailed):
                continue
            return
        raise AssertionError("no answer, however often it was asked")


def _programs() -> list[SourcedProgram]:
    """Return programs on the next two days, with leased seats and soon a waiting list."""
    starts = [_now().replace(microsecond=0) + timedelta(hours=hours) for hours in (20, 30, 40)]
    return [
        SourcedProgram("s", Program(f"p{n}", "", f"P {n}", Interval(start, start + HOUR), seats=40))
        for n, start in enumerate(starts)
    ]


def _now() -> datetime:
    return datetime.now(UTC)
