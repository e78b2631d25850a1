"""Visitors who register for programs in a simulated library, and the check of the results."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from kiosk.central.feed import feed
from kiosk.central.housekeeping import update_waiting_lists
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import ACTIVE_STATUSES, Registration, registration_refusal
from kiosk.domain.reservations import BookingStatus
from kiosk.errors import ReservationRefused
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.services.bookings.registration_service import RegistrationService
from tests.simulation.plan import DAY
from tests.simulation.seat_verdict import SeatVerdict, list_order_violations

if TYPE_CHECKING:
    from tests.simulation.machines import SimKiosk
    from tests.simulation.world import World

_HOUR = timedelta(hours=1)
_LOOK_AHEAD = timedelta(days=3)
_HEARD = 6 * _HOUR  # the time at the end in which every kiosk receives all decisions


class Seats:
    """The programs of a simulated library, the visitors who register, and the check.

    ``told`` contains the ids of registrations that were confirmed to visitors.
    """

    def __init__(self, world: "World") -> None:
        self.world = world
        self.programs: dict[str, SourcedProgram] = {}
        self.told: set[str] = set()
        self.at_once: set[str] = set()
        self.cancelled: set[str] = set()
        self.codes: list[str] = []
        self.seen: list[str] = []  # violations in the order in which they happened
        self.settled = world.now()

    def found(self, connection: Connection) -> None:
        """Create programs with one to five seats for every day, and for days after the end."""
        plan, chance = self.world.plan, self.world.chance
        for number in range((plan.days + 6) * plan.programs):
            start = self.world.now() + timedelta(days=number / plan.programs) + 2 * _HOUR
            interval = Interval(start, start + _HOUR)
            seats = chance.randint(1, 5)
            self._put(connection, Program(f"p{number}", "", f"P {number}", interval, seats=seats))

    def _put(self, connection: Connection, program: Program) -> None:
        thing = SourcedProgram("sim", program)
        self.programs[key_of(thing)] = thing
        feed.publish(connection, [thing], self.world.now())

    # --- events -----------------------------------------------------------------------------

    def coroutines(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        if not self.programs:
            return
        yield self._staff(end)
        yield self._watch(end)
        for kiosk in self.world.kiosks:
            yield self._visitors(kiosk, end)

    async def _visitors(self, kiosk: "SimKiosk", end: float) -> None:
        chance = self.world.chance
        while await self.world.next_event(DAY / self.world.plan.visits, end):
            if not kiosk.up:
                continue
            try:
                if self.codes and chance.random() < 0.35:
                    self._give_back(kiosk, chance.choice(self.codes[-30:]))
                else:
                    self._register(kiosk)
            except ReservationRefused as refused:
                self.world.outcome.statuses[f"seat refused on the spot: {refused.reason}"] += 1

    def _register(self, kiosk: "SimKiosk") -> None:
        now = kiosk.now()
        known = ProgramSearch(kiosk.database).between(now, now + _LOOK_AHEAD)
        offered = [program for program in known if registration_refusal(program, now) is None]
        if not offered:
            return  # the kiosk has not received its first snapshot yet
        made = RegistrationService(kiosk.database).register(self._wanted(offered).key, now)
        self.world.outcome.registrations += 1
        self.codes.append(made.code)
        if made.status is BookingStatus.CONFIRMED:
            self.world.outcome.seats_promised += 1
            self.at_once.add(made.id)
            self.told.add(made.id)
        assert kiosk.runner is not None
        kiosk.runner.wake()

    def _wanted(self, offered: list[Program]) -> Program:
        """Choose one of the next two programs most of the time, so that waiting lists form."""
        chance = self.world.chance
        return chance.choice(offered[-2:] if chance.random() < 0.7 else offered)

    def _give_back(self, kiosk: "SimKiosk", code: str) -> None:
        found = kiosk.keeper.find(code, kiosk.now()).reserved
        assert isinstance(found, Registration)
        self.world.outcome.statuses[f"seat looked up: {found.status}"] += 1
        if found.status is BookingStatus.CONFIRMED:
            self.told.add(found.id)  # the visitor sees it confirmed, which counts as a promise
        if found.status in ACTIVE_STATUSES and self.world.chance.random() < 0.6:
            kiosk.keeper.cancel(code, kiosk.now())
            self.cancelled.add(found.id)

    async def _staff(self, end: float) -> None:
        """Add seats to a program now and then."""
        chance = self.world.chance
        while await self.world.next_event(DAY, end):
            thing = chance.choice(list(self.programs.values()))
            program = thing.program
            more = replace(program, seats=(program.seats or 0) + 1)
            with self.world.central.write() as connection:
                self._put(connection, more)

    async def calm(self, seconds: float) -> None:
        """Wait without faults until every kiosk has received the last decisions."""
        if not self.programs:
            await asyncio.sleep(seconds)
            return
        heard = _HEARD.total_seconds()
        await self._watch(self.world.loop.now + seconds - heard)
        self.settled = self.world.now()
        await asyncio.sleep(heard)

    async def _watch(self, end: float) -> None:
        """Make the server assign free seats, and check the waiting lists in between."""
        while self.world.loop.now < end:
            await asyncio.sleep(3600)
            server = self.world.server.real
            update_waiting_lists(server, server.clock())
            with self.world.central.read() as connection:
                self.seen += list_order_violations(
                    connection, self.at_once, self.world.order.arrived
                )

    # --- checks -------------------------------------------------------------------------------

    def violations(self) -> Iterator[str]:
        """Describe every broken invariant."""
        yield from dict.fromkeys(self.seen)
        truth = SeatVerdict(self.world.central)
        self.world.outcome.statuses.update(f"seat {r.status}" for r in truth.decided.values())
        kiosks = [(kiosk.name, kiosk.database) for kiosk in self.world.kiosks]
        yield from truth.violations(
            self.told,
            self.at_once,
            self.cancelled,
            kiosks,
            self.settled,
            self.world.order.arrived,
        )
