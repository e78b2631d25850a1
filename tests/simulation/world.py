"""A library of kiosks and a server in virtual time, with visitors and with faults.

Server, kiosks, their databases and their sync are the real ones; only the network, the
clocks and the passing of time are made here. One seed gives one history.
"""

import asyncio
import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from kiosk.central import feed, pairing
from kiosk.central.database import CentralDatabase
from kiosk.central.server import Server
from kiosk.central.snapshots import file_name
from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord, Item
from kiosk.domain.reservations import HOLDING, Reservation, ReservationStatus
from kiosk.domain.spaces import Policy, Space
from kiosk.errors import ReservationRefused
from kiosk.protocol.bodies import SourcedRecord, key_of
from kiosk.protocol.messages import (
    Changes,
    Grant,
    Kind,
    Pair,
    Push,
    Pushed,
    Report,
    Reported,
    Snapshot,
    Wish,
)
from kiosk.search import index
from kiosk.services.keep_reservations import KeepReservations
from kiosk.services.list_spaces import ListSpaces
from kiosk.store import feed_state
from kiosk.store.database import Database
from kiosk.sync.bootstrap import bootstrap
from kiosk.sync.link import TooOld, Unwelcome
from kiosk.sync.rounds import Rounds
from kiosk.sync.runner import Pace, Runner
from tests.simulation.network import CALM, Cut, Line, Network, Weather
from tests.simulation.seats import Seats
from tests.simulation.verdict import Promise, Truth
from tests.simulation.virtual_time import VirtualLoop, run

START = datetime(2026, 3, 23, 5, tzinfo=UTC)  # a week before clocks change in Europe
_ZONES = ("Asia/Jakarta", "Europe/Berlin")
_HOUR, _DAY = 3600.0, 86400.0


@dataclass(frozen=True)
class Plan:
    """The size of a world and how hard it is tried. ``visits`` are for a kiosk and day."""

    seed: int
    kiosks: int = 6
    branches: int = 2
    spaces: int = 3  # of a branch
    days: int = 14
    visits: float = 6.0
    programs: int = 0  # a day, that visitors register for
    records: int = 30
    weather: Weather = field(default_factory=Weather)
    calm_at_the_end: float = 1.5 * _DAY


@dataclass
class Outcome:
    """What happened. ``violations`` says in words what must never be."""

    plan: Plan
    reservations: int = 0
    promised: int = 0
    registrations: int = 0
    seats_promised: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


class PlainServer:
    """kiosk.central as the network reaches it; it may die between two orders of a push."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.skew = timedelta(0)
        self.restart()

    def restart(self) -> None:
        """Another process on the same database: whatever was not written down is gone."""
        self.real = Server(self._world.central, self._world.folder / "snapshots", self._now)

    def _now(self) -> datetime:
        return self._world.now() + self.skew

    def changes(self, kiosk: str, since: int, limit: int) -> Changes:
        self._known(kiosk)
        try:
            return self.real.changes(since, limit)
        except feed.CursorTooOld as old:
            raise TooOld from old

    def push(self, kiosk: str, push: Push) -> Pushed:
        self._known(kiosk)
        if self._world.chance.random() < 0.03:
            taken = self._world.chance.randrange(len(push.orders) + 1)
            self.real.push(kiosk, Push(orders=push.orders[:taken]))
            self.restart()
            raise Cut
        return self.real.push(kiosk, push)

    def grant(self, kiosk: str, wish: Wish) -> Grant:
        self._known(kiosk)
        return self.real.grant(kiosk, wish)

    def report(self, kiosk: str, report: Report) -> Reported:
        self._known(kiosk)
        return self.real.report(kiosk, report)

    def snapshot(self, kiosk: str) -> Snapshot:
        self._known(kiosk)
        return self.real.snapshot()

    def piece(self, kiosk: str, snapshot: Snapshot, offset: int, size: int) -> bytes:
        self._known(kiosk)
        data = (self.real.folder / file_name(snapshot.hash)).read_bytes()
        return data[offset : offset + size]

    def _known(self, kiosk: str) -> None:
        if self.real.key_of(kiosk) is None:
            raise Unwelcome


class SimKiosk:
    """A machine in a lobby: a real database, a real sync, a clock that may be wrong."""

    def __init__(self, world: "World", name: str, branch: Branch, folder: Path) -> None:
        self.world, self.name, self.branch, self.folder = world, name, branch, folder
        self.skew = timedelta(0)
        self.line = Line(world.network, name)
        self.runner: Runner | None = None
        self.task: asyncio.Task[None] | None = None
        self.up = False

    def now(self) -> datetime:
        return self.world.now() + self.skew

    def start(self) -> None:
        self.database = Database(self.folder)
        self.keeper = KeepReservations(self.database)
        self.spaces = ListSpaces(self.database, self.branch)

        async def anew() -> int:
            return await bootstrap(self.database, self.line, index.update)

        rounds = self.world.rounds(self.database, self.line, index.update, self.now, anew)
        pace = Pace(every=self.world.chance.choice((3600, 4 * 3600)), retry=30, longest=7200)
        self.runner = Runner(rounds, lambda *_: None, pace, self.world.chance)
        self.task = asyncio.get_running_loop().create_task(self.runner.run())
        self.up = True

    def crash(self) -> None:
        """End at whatever await the sync stands; nothing is tidied up."""
        assert self.task is not None
        self.task.cancel()
        self.database.close()
        self.up = False


class World:
    """Runs a plan. ``rounds`` makes the sync of a kiosk: a broken one must be caught."""

    def __init__(self, plan: Plan, folder: Path, rounds: type[Rounds] = Rounds) -> None:
        self.plan, self.folder, self.rounds = plan, folder, rounds
        self.chance = random.Random(plan.seed)
        self.loop = VirtualLoop()
        self.outcome = Outcome(plan)
        self.central = CentralDatabase(f"sqlite:///{_template(folder, 'central')}")
        self.network = Network(None, self.chance, plan.weather)
        self.network.server = self.server = PlainServer(self)
        self.outcome.faults = self.network.faults
        self.kiosks: list[SimKiosk] = []
        self.told: dict[str, Promise] = {}  # by id
        self.cancelled: set[str] = set()
        self.codes: list[str] = []
        self.seats = Seats(self)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.loop.now)

    def run(self) -> Outcome:
        self._found()
        run(self.loop, self._live())
        truth = Truth(self.central)
        self.outcome.statuses.update(truth.statuses)
        kiosks = [(kiosk.name, kiosk.database) for kiosk in self.kiosks]
        self.outcome.violations += truth.violations(self.told.values(), self.cancelled, kiosks)
        self.outcome.violations += self.seats.violations()
        for kiosk in self.kiosks:
            kiosk.database.close()
        self.central.close()
        return self.outcome

    # --- the library ----------------------------------------------------------------------

    def _found(self) -> None:
        plan = self.plan
        hours = tuple(WeeklyHours(day, time(8), time(20)) for day in range(7))
        branches = [
            Branch(f"b{n}", f"Branch {n}", _ZONES[n % len(_ZONES)], hours=hours)
            for n in range(plan.branches)
        ]
        policies = (
            Policy(grace=timedelta(minutes=15)),
            Policy(buffer=timedelta(minutes=15)),
        )
        spaces = [
            Space(f"{b.code}s{n}", b.code, f"Space {n}", policy=policies[n % 2])
            for b in branches
            for n in range(plan.spaces)
        ]
        with self.central.write() as connection:
            feed.put(connection, [*branches, *spaces], self.now())
            feed.put(connection, [self._record(n) for n in range(plan.records)], self.now())
            self.seats.found(connection)
        template = _template(self.folder, "kiosk")
        for number in range(plan.kiosks):
            branch = branches[number % len(branches)]
            self._pair(number, branch, template)

    def _pair(self, number: int, branch: Branch, template: Path) -> None:
        folder = self.folder / f"kiosk{number}"
        folder.mkdir()
        shutil.copy(template, folder / "kiosk.sqlite3")
        with self.central.write() as connection:
            code = pairing.new_code(connection, branch.code, self.now())
            wish = Pair(code=code, name=f"kiosk{number}", key=f"{number:044}", version=1)
            paired = pairing.pair(connection, wish, self.now())
        database = Database(folder)
        with database.write() as connection:
            feed_state.begin(connection, "")
        database.close()
        self.kiosks.append(SimKiosk(self, paired.kiosk, branch, folder))

    def _record(self, number: int) -> SourcedRecord:
        title = f"Title {number} {self.chance.randrange(1000)}"
        copies = (Item("b0", "", f"{number}"),) * self.chance.randrange(3)
        return SourcedRecord("sim", 0, BibliographicRecord(f"r{number}", title, items=copies))

    # --- what happens -----------------------------------------------------------------------

    async def _live(self) -> None:
        end = self.plan.days * _DAY
        happenings = [self._staff(end), self._server_outages(end), self._partitions(end)]
        for kiosk in self.kiosks:
            kiosk.skew = timedelta(seconds=self.chance.gauss(0, 600))
            kiosk.start()
            happenings += [self._visitors(kiosk, end), self._misfortunes(kiosk, end)]
        await asyncio.gather(*happenings, *self.seats.happenings(end))
        await self._settle()

    async def _settle(self) -> None:
        """The faults end; all that waits is told and heard."""
        self.network.weather = CALM
        self.network.down_until = 0
        self.server.skew = timedelta(0)
        for kiosk in self.kiosks:
            kiosk.line.cut_until = 0
            kiosk.skew = timedelta(0)
            if not kiosk.up:
                kiosk.start()
        await self.seats.calm(self.plan.calm_at_the_end)

    async def _visitors(self, kiosk: SimKiosk, end: float) -> None:
        while True:
            await asyncio.sleep(self.chance.expovariate(self.plan.visits / _DAY))
            if self.loop.now >= end:
                return
            if kiosk.up:
                self._visit(kiosk)

    def _visit(self, kiosk: SimKiosk) -> None:
        try:
            if self.codes and self.chance.random() < 0.25:
                self._give_back(kiosk, self.chance.choice(self.codes[-40:]))
            else:
                self._reserve(kiosk)
        except ReservationRefused as refused:
            self.outcome.statuses[f"refused on the spot: {refused.reason}"] += 1

    def _reserve(self, kiosk: SimKiosk) -> None:
        now = kiosk.now()
        states = kiosk.spaces.states(now, now)
        if not states:
            return  # not a first snapshot yet
        space = self.chance.choice(states).space
        # Many want the same few days: that is what makes conflicts.
        day = kiosk.branch.local_day(now) + timedelta(days=self.chance.choice((0, 0, 1, 1, 2, 6)))
        slots = kiosk.spaces.slots(space, day, now)
        if not slots:
            return
        # Some are here and want a room at once, where others have not come.
        slot = slots[0] if self.chance.random() < 0.3 else self.chance.choice(slots)
        most = (slot.latest_end - slot.start) // space.policy.slot
        length = self.chance.randint(1, most) * space.policy.slot
        made = kiosk.keeper.reserve(space.code, Interval(slot.start, slot.start + length), now)
        self.outcome.reservations += 1
        self.codes.append(made.code)
        if made.status is ReservationStatus.CONFIRMED:
            self.outcome.promised += 1
            self._promise(made, kiosk)
        assert kiosk.runner is not None
        kiosk.runner.wake()
        if space.policy.grace and self.chance.random() < 0.5:
            self.loop.create_task(self._come(made))

    async def _come(self, made: Reservation) -> None:
        """Be there about the time that was reserved, and say so at some kiosk."""
        late = self.chance.uniform(-900, 1800)
        await asyncio.sleep(max(0.0, (made.interval.start - self.now()).total_seconds() + late))
        kiosk = self.chance.choice(self.kiosks)
        if not kiosk.up or self.loop.now >= self.plan.days * _DAY:
            return
        try:
            kiosk.keeper.check_in(made.code, kiosk.now())
        except ReservationRefused as refused:
            self.outcome.statuses[f"refused on the spot: {refused.reason}"] += 1

    def _promise(self, made: Reservation, kiosk: SimKiosk) -> None:
        """A visitor goes away with this time: nobody else may have it."""
        self.told[made.id] = Promise(made, kiosk.name)

    def _give_back(self, kiosk: SimKiosk, code: str) -> None:
        found, _space = kiosk.keeper.find(code, kiosk.now())
        if found.status is ReservationStatus.CONFIRMED and found.id not in self.told:
            self._promise(found, kiosk)  # told by its code, as good as a promise
        if self.chance.random() < 0.7 and found.status in HOLDING:
            kiosk.keeper.cancel(code, kiosk.now())
            self.cancelled.add(found.id)

    async def _misfortunes(self, kiosk: SimKiosk, end: float) -> None:
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / (0.7 * _DAY)))
            if self.loop.now >= end:
                return
            match self.chance.choice(("cut", "cut", "crash", "crash", "clock")):
                case "cut":
                    self.network.faults["lines cut"] += 1
                    length = self.chance.choice((0.1, 1, 12, 60)) * _HOUR
                    kiosk.line.cut_until = self.loop.now + length
                case "crash":
                    await self._crash(kiosk)
                case "clock":
                    self.network.faults["clocks set wrong"] += 1
                    kiosk.skew = timedelta(seconds=self.chance.gauss(0, 3 * _HOUR))

    async def _crash(self, kiosk: SimKiosk) -> None:
        # At any moment of a round, not only between rounds.
        assert kiosk.runner is not None
        if self.chance.random() < 0.7:
            kiosk.runner.wake()
            await asyncio.sleep(self.chance.expovariate(1 / 5))
        self.network.faults["kiosk crashes"] += 1
        kiosk.crash()
        await asyncio.sleep(self.chance.expovariate(1 / _HOUR))
        kiosk.start()

    async def _server_outages(self, end: float) -> None:
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / (2 * _DAY)))
            if self.loop.now >= end:
                return
            self.network.faults["server outages"] += 1
            self.network.down_until = self.loop.now + self.chance.expovariate(1 / _HOUR)
            self.server.restart()
            self.server.skew = timedelta(seconds=self.chance.gauss(0, 60))

    async def _partitions(self, end: float) -> None:
        """A branch loses its line: all of its kiosks at once."""
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / (3 * _DAY)))
            if self.loop.now >= end:
                return
            self.network.faults["branches cut off"] += 1
            branch = self.chance.choice(self.kiosks).branch
            until = self.loop.now + self.chance.choice((1, 6, 30)) * _HOUR
            for kiosk in self.kiosks:
                if kiosk.branch == branch:
                    kiosk.line.cut_until = max(kiosk.line.cut_until, until)

    async def _staff(self, end: float) -> None:
        """Records come, change and go; what is gone is forgotten before all have heard of it."""
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / (0.5 * _DAY)))
            if self.loop.now >= end:
                return
            numbers = self.chance.sample(range(2 * self.plan.records), 5)
            with self.central.write() as connection:
                feed.put(connection, [self._record(n) for n in numbers[:3]], self.now())
                gone = [key_of(self._record(n)) for n in numbers[3:]]
                feed.remove(connection, Kind.RECORD, gone, self.now())
                if self.chance.random() < 0.2:
                    early = self.now() + feed.KEEP_TOMBSTONES - timedelta(days=1)
                    self.network.faults["tombstones forgotten early"] += bool(
                        feed.forget_tombstones(connection, early)
                    )


def _template(folder: Path, name: str) -> Path:
    """An empty database of the newest schema; making one takes long, copying it does not."""
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
