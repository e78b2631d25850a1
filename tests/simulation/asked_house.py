"""A server and a system that it asks, without kiosks: cheap, so that many rules can be tried.

The server gets the orders of one kiosk directly. Events come at random; one seed always produces
the same history.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.bookings import arbitration
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.protocol.messages import FeedKind
from tests.central.library import BRANCH, ROOMS, Library
from tests.clocks import ManualClock
from tests.simulation.asked_system import OWNER, AskedSystem
from tests.simulation.machines import template
from tests.simulation.plan import HOUR
from tests.simulation.reservation_verdict import GIVEN

_EVENTS = 70
_PACE = 900.0  # seconds between two events, on average
_GRACE = timedelta(minutes=15)
_WEIGHTS = {
    "reserve": 8.0, "cancel": 3.0, "come": 1.0, "move": 1.0,
    "person": 4.0, "down": 0.5, "read": 2.0,
}  # fmt: skip


class AskedHouse:
    """A library whose two rooms belong to ``asked``."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)
        self.clock = ManualClock()
        self.passed = 0.0  # seconds since the beginning
        self.faults: Counter[str] = Counter()
        self._late: list[tuple[float, Callable[[], object]]] = []
        self.central = CentralDatabase(f"sqlite:///{template(folder, 'central')}")
        self.library = Library(self.central, folder / "snapshots", self.clock)
        self.asked = AskedSystem(self._as_world(seed))
        policy = replace(ROOMS[0].policy, check_in_grace=_GRACE)
        rooms = [replace(each, owner=OWNER, policy=policy) for each in ROOMS]
        with self.central.write() as connection:
            feed.publish(connection, rooms, self.clock())
        self.asked.spaces = {each.code: (each, BRANCH.tz) for each in rooms}
        self.asked.found()
        self.kiosk = self.library.pair()
        self.made: list[str] = []

    def run(self) -> list[str]:
        """Let everything happen; return the violations."""
        for _ in range(_EVENTS):
            self._advance(self.chance.expovariate(1 / _PACE))
            with self.watched():
                self._event()
            self.asked.look()
            self.asked.check_absent()
        self._advance(4 * HOUR)
        self.asked.settle(0)
        for _ in range(5):
            self.asked.look()
            self._advance(900)
        self.asked.read()
        self.asked.look()
        seen = [*self.asked.seen, *self.asked.violations(self._reservations())]
        self.central.close()
        return seen

    def _as_world(self, seed: int) -> SimpleNamespace:
        """Return what the system needs of a simulated world."""
        return SimpleNamespace(
            plan=SimpleNamespace(seed=seed),
            central=self.central,
            server=SimpleNamespace(real=self.library.server),
            network=SimpleNamespace(faults=self.faults),
            order=self,
            loop=self,
            now=self.clock,
        )

    @property
    def now(self) -> float:
        return self.passed

    def call_later(self, delay: float, what: Callable[..., object], *given: object) -> None:
        self._late.append((self.passed + delay, lambda: what(*given)))

    @contextmanager
    def watched(self, _who: str = "") -> Iterator[None]:
        """Check what is given meanwhile."""
        before = self._statuses()
        yield
        for id, (status, space, start, end) in self._statuses().items():
            if status in GIVEN and (id not in before or before[id][0] not in GIVEN):
                self.asked.check_given(id, space, start, end)
            if status == BookingStatus.REFUSED and id in before and before[id][0] != status:
                self.asked.check_refused(id, start)

    def _advance(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        self.passed += seconds
        for each in [each for each in self._late if each[0] <= self.passed]:
            self._late.remove(each)
            each[1]()

    def _event(self) -> None:
        [kind] = self.chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        id = self.chance.choice(self.made) if self.made else ""
        match kind:
            case "reserve":
                room = self.chance.choice(ROOMS).code
                start = self.chance.choice(range(8, 19)) + 24 * self.chance.choice((0, 0, 1, 2))
                end = start + self.chance.choice((1, 2))
                self.made.append(self.library.reserve(self.kiosk, start, end, room=room))
            case "cancel" if id:
                self.library.cancel(self.kiosk, id)
            case "come" if id:
                self.library.check_in(self.kiosk, id)
            case "move" if id:
                self._move(id)
            case "person":
                self.asked.person_comes()
            case "down":
                self.asked.go_down(self.chance.uniform(300, 7200))
            case "read":
                self.asked.read()

    def _move(self, id: str) -> None:
        """Let staff move a reservation by half an hour, so that its new time meets the old one."""
        with self.central.write() as connection:
            made = arbitration.find_reservation(connection, id)
            if made and made.status is BookingStatus.CONFIRMED:
                half = timedelta(minutes=30)
                to = Interval(made.interval.start + half, made.interval.end + half)
                arbitration.move_reservation(connection, id, made.space, to, self.clock())

    def _statuses(self) -> dict[str, tuple[str, str, datetime, datetime]]:
        table = tables.reservation
        with self.central.read() as connection:
            rows = connection.execute(select(table)).all()
        return {row.id: (row.status, row.space, row.starts, row.ends) for row in rows}

    def _reservations(self) -> dict[str, Reservation]:
        with self.central.read() as connection:
            found = feed.load_entities(connection, FeedKind.RESERVATION)
        return {each.id: each for each in found if isinstance(each, Reservation)}
