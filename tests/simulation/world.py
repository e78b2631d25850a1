"""A library of kiosks and a server in virtual time, with visitors and faults.

The server, the kiosks, their databases and their sync are real; only the network, the clocks and
the passing of time are simulated. One seed always produces the same history.
"""

import asyncio
import random
import shutil
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.records import BibliographicRecord, Item
from kiosk.domain.spaces import ReservationPolicy, Space, SpaceOwner
from kiosk.protocol.bodies import SourcedRecord, key_of
from kiosk.protocol.messages import FeedKind, PairRequest
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.rounds import SyncRounds
from tests.simulation import asked_system
from tests.simulation.asked_system import AskedSystem
from tests.simulation.code_verdict import double_codes
from tests.simulation.faults import FaultInjector
from tests.simulation.holds import Holds
from tests.simulation.machines import SimKiosk, SimServer, template
from tests.simulation.network import CALM, Network
from tests.simulation.order_verdict import ArrivalOrderCheck
from tests.simulation.other_system import OWNER, OtherSystem
from tests.simulation.plan import DAY, Outcome, Plan
from tests.simulation.reservation_verdict import ReservationVerdict
from tests.simulation.seats import Seats
from tests.simulation.virtual_time import VirtualLoop, run
from tests.simulation.visitors import Visitors

START = datetime(2026, 3, 23, 5, tzinfo=UTC)  # a week before the clocks change in Europe
_ZONES = ("Asia/Jakarta", "Europe/Berlin")


class World:
    """Runs a plan.

    ``rounds`` is the class of the kiosks' sync. A test can replace it with a faulty sync, which the
    simulation must detect.
    """

    def __init__(self, plan: Plan, folder: Path, rounds: type[SyncRounds] = SyncRounds) -> None:
        self.plan, self.folder, self.rounds = plan, folder, rounds
        self.chance = random.Random(plan.seed)
        self.loop = VirtualLoop()
        self.outcome = Outcome(plan)
        self.central = CentralDatabase(f"sqlite:///{template(folder, 'central')}")
        self.network = Network(None, self.chance, plan.weather)
        self.network.server = self.server = SimServer(self)
        self.outcome.faults = self.network.faults
        self.order = ArrivalOrderCheck(self)
        self.kiosks: list[SimKiosk] = []
        self.visitors = Visitors(self)
        self.seats = Seats(self)
        self.holds = Holds(self)
        self.others = OtherSystem(self)
        self.asked = AskedSystem(self)
        self.troubles = FaultInjector(self)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.loop.now)

    def run(self) -> Outcome:
        self._found()
        run(self.loop, self._live())
        truth = ReservationVerdict(self.central)
        self.outcome.statuses.update(truth.statuses)
        kiosks = [(kiosk.name, kiosk.database) for kiosk in self.kiosks]
        told = self.visitors.told.values()
        cancelled = self.visitors.cancelled | self.asked.taken_back
        self.outcome.violations += truth.violations(told, cancelled, kiosks)
        self.outcome.violations += self.seats.violations()
        self.outcome.violations += dict.fromkeys(self.holds.seen)
        self.outcome.violations += dict.fromkeys(self.others.seen)
        self.outcome.violations += dict.fromkeys(self.asked.seen)
        self.outcome.violations += self.asked.violations(truth.reservations)
        self.outcome.violations += self.holds.untold(truth.reservations)
        self.outcome.violations += dict.fromkeys(self.order.seen)
        self.outcome.violations += double_codes(self.central, kiosks)
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
            ReservationPolicy(check_in_grace=timedelta(minutes=15), buffer=timedelta(minutes=15)),
            ReservationPolicy(buffer=timedelta(minutes=15)),
            ReservationPolicy(check_in_grace=timedelta(minutes=15)),
        )
        spaces = [
            Space(
                f"{b.code}s{n}",
                b.code,
                f"Space {n}",
                policy=policies[n % 3],
                owner=self._owner(n),
            )
            for b in branches
            for n in range(plan.spaces)
        ]
        self.holds.spaces = spaces
        zones = {each.code: each.tz for each in branches}
        for group, owner in ((self.others, OWNER), (self.asked, asked_system.OWNER)):
            group.spaces = {s.code: (s, zones[s.branch]) for s in spaces if s.owner == owner}
        with self.central.write() as connection:
            feed.publish(connection, [*branches, *spaces], self.now())
            feed.publish(connection, [self._record(n) for n in range(plan.records)], self.now())
            self.seats.found(connection)
        self.asked.found()
        empty = template(self.folder, "kiosk")
        for number in range(plan.kiosks):
            branch = branches[number % len(branches)]
            self._pair(number, branch, empty)

    def _owner(self, number: int) -> SpaceOwner | None:
        """Return the owner of the space with this number in its branch."""
        plan = self.plan
        if number < plan.owned:
            return OWNER
        return asked_system.OWNER if number < plan.owned + plan.asked else None

    def _pair(self, number: int, branch: Branch, empty: Path) -> None:
        folder = self.folder / f"kiosk{number}"
        folder.mkdir()
        shutil.copy(empty, folder / "kiosk.sqlite3")
        with self.central.write() as connection:
            code = pairing.create_pairing_code(connection, branch.code, self.now())
            wish = PairRequest(code=code, name=f"kiosk{number}", key=f"{number:044}", version=1)
            paired = pairing.pair_kiosk(connection, wish, self.now())
        database = Database(folder)
        with database.write() as connection:
            feed_state.start_feed(connection, "")
        database.close()
        self.kiosks.append(SimKiosk(self, paired.kiosk, branch, folder))

    def _record(self, number: int) -> SourcedRecord:
        title = f"Title {number} {self.chance.randrange(1000)}"
        copies = (Item("b0", "", f"{number}"),) * self.chance.randrange(3)
        return SourcedRecord("sim", 0, BibliographicRecord(f"r{number}", title, items=copies))

    # --- events -----------------------------------------------------------------------------

    async def _live(self) -> None:
        end = self.plan.days * DAY
        for kiosk in self.kiosks:
            kiosk.skew = timedelta(seconds=self.chance.gauss(0, 600))
            kiosk.start()
        groups = (self.visitors, self.troubles, self.seats, self.holds, self.others, self.asked)
        coroutines = (each for group in groups for each in group.coroutines(end))
        await asyncio.gather(self._staff(end), *coroutines)
        await self._settle()

    async def next_event(self, mean: float, end: float) -> bool:
        """Wait ``mean`` seconds on average for a random event; return False if ``end`` is sooner.

        The wait stops at ``end``. Otherwise the kiosks would synchronise for days without visitors.
        """
        wait, left = self.chance.expovariate(1 / mean), end - self.loop.now
        await asyncio.sleep(min(wait, left))
        return wait < left

    async def pause(self, seconds: float) -> None:
        """Let virtual time pass."""
        await asyncio.sleep(seconds)

    async def _settle(self) -> None:
        """End the faults, and wait until everything is synchronised."""
        self.network.weather = CALM
        self.network.down_until = 0
        self.server.skew = timedelta(0)
        for kiosk in self.kiosks:
            kiosk.line.cut_until = 0
            kiosk.skew = timedelta(0)
            if not kiosk.up:
                kiosk.start()
        self.others.read()
        self.asked.settle(self.loop.now + self.plan.calm_at_the_end)
        await self.seats.calm(self.plan.calm_at_the_end)

    async def _staff(self, end: float) -> None:
        """Add, change and delete records; tombstones expire before all kiosks have read them."""
        while await self.next_event(0.5 * DAY, end):
            numbers = self.chance.sample(range(2 * self.plan.records), 5)
            with self.central.write() as connection:
                feed.publish(connection, [self._record(n) for n in numbers[:3]], self.now())
                gone = [key_of(self._record(n)) for n in numbers[3:]]
                feed.publish_deletions(connection, FeedKind.RECORD, gone, self.now())
                if self.chance.random() < 0.2:
                    early = self.now() + feed.TOMBSTONE_LIFETIME - timedelta(days=1)
                    self.network.faults["tombstones forgotten early"] += bool(
                        feed.delete_old_tombstones(connection, early)
                    )
