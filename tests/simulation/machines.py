"""The server and the kiosks of a simulated library: real code without sockets and screens."""

import asyncio
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.snapshots import snapshot_file_name
from kiosk.central.server import Server
from kiosk.domain.branches import Branch
from kiosk.protocol.messages import (
    ChangePage,
    Grant,
    GrantRequest,
    Order,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)
from kiosk.search import index
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability
from kiosk.store.database import Database
from kiosk.sync.bootstrap import bootstrap
from kiosk.sync.link import CursorTooOld
from kiosk.sync.runner import SyncIntervals, SyncRunner
from tests.simulation.network import ServerCrash, SimLink
from tests.simulation.plan import HOUR

if TYPE_CHECKING:
    from tests.simulation.world import World


class SimServer:
    """The real server, called directly; it may crash between two orders of a push."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.skew = timedelta(0)
        self.restart()

    def restart(self) -> None:
        """Start a new process on the same database; all data that was not stored is lost."""
        self.real = Server(self._world.central, self._world.folder / "snapshots", self._now)

    def _now(self) -> datetime:
        return self._world.now() + self.skew

    def changes(self, kiosk: str, since: int, limit: int) -> ChangePage:
        try:
            return self.real.changes(since, limit)
        except feed.CursorExpired as old:
            raise CursorTooOld from old

    def push(self, kiosk: str, push: Push) -> PushReply:
        orders = push.orders
        if self._world.chance.random() < 0.03:
            self._take(kiosk, orders[: self._world.chance.randrange(len(orders) + 1)])
            self.restart()
            raise ServerCrash
        return self._take(kiosk, orders)

    def _take(self, kiosk: str, orders: list[Order]) -> PushReply:
        """Handle the orders one by one, as the server does, so that each order is checked."""
        answer = self.real.push(kiosk, Push(orders=[]))
        for order in orders:
            with self._world.order.watched(kiosk, order):
                one = self.real.push(kiosk, Push(orders=[order]))
            done, refused = [*answer.done, *one.done], {**answer.refused, **one.refused}
            answer = PushReply(done=done, refused=refused, now=one.now)
        self._world.asked.look()
        return answer

    def grant(self, kiosk: str, wish: GrantRequest) -> Grant:
        with self._world.order.watched(kiosk):
            grant = self.real.grant(kiosk, wish)
        self._world.holds.check_grant(kiosk, grant)
        self._world.others.check_grant(kiosk, grant)
        return grant

    def report(self, kiosk: str, report: Report) -> ReportReply:
        return self.real.report(kiosk, report)

    def snapshot(self, kiosk: str) -> Snapshot:
        return self.real.snapshot()

    def piece(self, kiosk: str, snapshot: Snapshot, offset: int, size: int) -> bytes:
        data = (self.real.folder / snapshot_file_name(snapshot.hash)).read_bytes()
        return data[offset : offset + size]


POWER_CUTS = 0.004  # the share of writes in a sync after which power fails


class PowerCut(Exception):
    """The kiosk lost power between two transactions of its sync."""


class CrashingDatabase:
    """A database whose machine may lose power after any commit."""

    def __init__(self, database: Database, chance: random.Random) -> None:
        self._database, self._chance = database, chance

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._database.write() as connection:
            yield connection
        if self._chance.random() < POWER_CUTS:
            raise PowerCut


class SimKiosk:
    """A simulated kiosk: a real database, a real sync, and a clock that may be wrong."""

    def __init__(self, world: "World", name: str, branch: Branch, folder: Path) -> None:
        self.world, self.name, self.branch, self.folder = world, name, branch, folder
        self.skew = timedelta(0)
        self.line = SimLink(world.network, name)
        self.runner: SyncRunner | None = None
        self.task: asyncio.Task[None] | None = None
        self.up = False

    def now(self) -> datetime:
        return self.world.now() + self.skew

    def start(self) -> None:
        self.database = Database(self.folder)
        self.keeper = ReservationService(self.database)
        self.spaces = SpaceAvailability(self.database, self.branch)

        async def anew() -> int:
            return await bootstrap(self.database, self.line, index, self.now)

        mortal = CrashingDatabase(self.database, self.world.chance)
        rounds = self.world.rounds(mortal, self.line, index, self.now, anew)
        pace = SyncIntervals(
            every=self.world.chance.choice((2 * HOUR, 4 * HOUR)), retry=30, longest=7200
        )
        self.runner = SyncRunner(rounds, lambda *_: None, pace, self.world.chance)
        self.task = asyncio.get_running_loop().create_task(self._live(self.runner))
        self.up = True

    async def _live(self, runner: SyncRunner) -> None:
        try:
            await runner.run()
        except PowerCut:
            self.world.network.faults["power cuts between two writes"] += 1
            self.database.close()
            self.up = False
            await asyncio.sleep(60)
            self.start()

    def crash(self) -> None:
        """Stop at the current await of the sync, without any clean-up."""
        assert self.task is not None
        self.task.cancel()
        self.database.close()
        self.up = False


def template(folder: Path, name: str) -> Path:
    """Return an empty database with the newest schema; copying is faster than creating."""
    made = folder.parent / f"template-{name}.sqlite3"
    if not made.exists():
        draft = folder.parent / f"draft-{name}"
        if name == "central":
            draft.mkdir()
            CentralDatabase(f"sqlite:///{draft / 'c.sqlite3'}").close()
            shutil.move(draft / "c.sqlite3", made)
        else:
            database = Database(draft)
            database.close()
            shutil.move(draft / "kiosk.sqlite3", made)
    copy = folder / f"{name}.sqlite3"
    shutil.copy(made, copy)
    return copy
