"""Visitors who register for programs, in the same library in virtual time, and the verdict."""

import asyncio
import itertools
from collections import Counter, defaultdict
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from kiosk.central import feed, tables
from kiosk.central.housekeeping import settle_seats
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import IN_LINE, LIVE, Registration, refusal
from kiosk.domain.reservations import ReservationStatus
from kiosk.errors import ReservationRefused
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.protocol.messages import Kind
from kiosk.services.keep_registrations import KeepRegistrations
from kiosk.services.list_programs import ListPrograms
from kiosk.store import tables as kiosk_tables

if TYPE_CHECKING:
    from tests.simulation.world import SimKiosk, World

_HOUR = timedelta(hours=1)
_DAY = 86400.0
_LOOK_AHEAD = timedelta(days=3)
_HEARD = 6 * _HOUR  # at the end: all that is decided by then has reached every kiosk


class Seats:
    """The programs of a world, those who register for them, and the verdict on it.

    ``told`` are registrations that a visitor went away with as confirmed.
    """

    def __init__(self, world: "World") -> None:
        self.world = world
        self.programs: dict[str, SourcedProgram] = {}
        self.told: dict[str, Registration] = {}
        self.at_once: set[str] = set()
        self.cancelled: set[str] = set()
        self.codes: list[str] = []
        self.seen: list[str] = []  # violations, as they happened
        self.settled = world.now()

    def found(self, connection: Connection) -> None:
        """Programs of one to five seats on every day, and beyond the end."""
        plan, chance = self.world.plan, self.world.chance
        for number in range((plan.days + 6) * plan.programs):
            start = self.world.now() + timedelta(days=number / plan.programs) + 2 * _HOUR
            interval = Interval(start, start + _HOUR)
            seats = chance.randint(1, 5)
            self._put(connection, Program(f"p{number}", "", f"P {number}", interval, seats=seats))

    def _put(self, connection: Connection, program: Program) -> None:
        thing = SourcedProgram("sim", program)
        self.programs[key_of(thing)] = thing
        feed.put(connection, [thing], self.world.now())

    # --- what happens -----------------------------------------------------------------------

    def happenings(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        if not self.programs:
            return
        yield self._staff(end)
        yield self._watch(end)
        for kiosk in self.world.kiosks:
            yield self._visitors(kiosk, end)

    async def _visitors(self, kiosk: "SimKiosk", end: float) -> None:
        chance = self.world.chance
        while True:
            await asyncio.sleep(chance.expovariate(self.world.plan.visits / _DAY))
            if self.world.loop.now >= end:
                return
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
        known = ListPrograms(kiosk.database).between(now, now + _LOOK_AHEAD)
        offered = [program for program in known if refusal(program, now) is None]
        if not offered:
            return  # not a first snapshot yet
        made = KeepRegistrations(kiosk.database).register(self._wanted(offered).key, now)
        self.world.outcome.registrations += 1
        self.codes.append(made.code)
        if made.status is ReservationStatus.CONFIRMED:
            self.world.outcome.seats_promised += 1
            self.at_once.add(made.id)
            self.told[made.id] = made
        assert kiosk.runner is not None
        kiosk.runner.wake()

    def _wanted(self, offered: list[Program]) -> Program:
        """Most want one of two: that is what makes a waiting line."""
        chance = self.world.chance
        return chance.choice(offered[-2:] if chance.random() < 0.7 else offered)

    def _give_back(self, kiosk: "SimKiosk", code: str) -> None:
        found = kiosk.keeper.find(code, kiosk.now()).reserved
        assert isinstance(found, Registration)
        self.world.outcome.statuses[f"seat looked up: {found.status}"] += 1
        if found.status is ReservationStatus.CONFIRMED:
            self.told.setdefault(found.id, found)  # told by its code, as good as a promise
        if found.status in LIVE and self.world.chance.random() < 0.6:
            kiosk.keeper.cancel(code, kiosk.now())
            self.cancelled.add(found.id)

    async def _staff(self, end: float) -> None:
        """More chairs are found for a program now and then."""
        chance = self.world.chance
        while True:
            await asyncio.sleep(chance.expovariate(1 / _DAY))
            if self.world.loop.now >= end:
                return
            thing = chance.choice(list(self.programs.values()))
            program = thing.program
            more = replace(program, seats=(program.seats or 0) + 1)
            with self.world.central.write() as connection:
                self._put(connection, more)

    async def calm(self, seconds: float) -> None:
        """The faults are over; the last decisions of all have time to reach every kiosk."""
        if not self.programs:
            await asyncio.sleep(seconds)
            return
        heard = _HEARD.total_seconds()
        await self._watch(self.world.loop.now + seconds - heard)
        self.settled = self.world.now()
        await asyncio.sleep(heard)

    async def _watch(self, end: float) -> None:
        """The server settles the lines; in between they must be in order at all times."""
        while self.world.loop.now < end:
            await asyncio.sleep(3600)
            server = self.world.server.real
            settle_seats(server, server.clock())
            with self.world.central.read() as connection:
                self.seen += self._disorder(connection)

    # --- what must be true --------------------------------------------------------------------

    def violations(self) -> Iterator[str]:
        """In words, all that must never be."""
        yield from dict.fromkeys(self.seen)
        with self.world.central.read() as connection:
            rows = connection.execute(select(tables.registration)).all()
            held = connection.execute(select(tables.seat)).all()
            decided = {
                made.id: made
                for made in feed.things(connection, Kind.REGISTRATION)
                if isinstance(made, Registration)
            }
            yield from self._disorder(connection)
        if {row.id: row.status for row in rows} != {id: r.status for id, r in decided.items()}:
            yield "the feed tells otherwise of registrations than the server decided"
        self.world.outcome.statuses.update(f"seat {r.status}" for r in decided.values())
        yield from self._too_many(decided)
        yield from self._broken(decided)
        yield from self._unsettled(decided, held)
        for kiosk in self.world.kiosks:
            yield from self._differences(kiosk, decided)

    def _too_many(self, decided: dict[str, Registration]) -> Iterator[str]:
        given: dict[str, Counter[int | None]] = defaultdict(Counter)
        for each in decided.values():
            if each.status is ReservationStatus.CONFIRMED:
                given[each.program][each.seat] += 1
        for key, seats in given.items():
            there = self.programs[key].program.seats or 0
            if seats.total() > there:
                yield f"{seats.total()} are confirmed for {there} seats"
            if max(seats.values()) > 1 or None in seats:
                yield "a seat is given twice"

    def _broken(self, decided: dict[str, Registration]) -> Iterator[str]:
        for id in self.told:
            there = decided.get(id)
            if there is None:
                yield f"the registration {id}, confirmed to the visitor, is not at the server"
            elif there.status is not ReservationStatus.CONFIRMED and id not in self.cancelled:
                yield f"the registration {id}, confirmed to the visitor, is {there.status}"

    def _disorder(self, connection: Connection) -> Iterator[str]:
        """Who came later must not have a seat where somebody waits, but for a promise."""
        table = tables.registration
        rows = connection.execute(select(table).order_by(table.c.program, table.c.order)).all()
        for _, group in itertools.groupby(rows, key=lambda row: row.program):
            line = [row for row in group if row.id not in self.at_once]
            for number, row in enumerate(line):
                behind = {later.status for later in line[number + 1 :]}
                if row.status in IN_LINE and ReservationStatus.CONFIRMED in behind:
                    yield f"the registration {row.id} was passed over"
            waiting = [row for row in line if row.status in IN_LINE]
            for place, row in enumerate(waiting, 1):
                if row.status == ReservationStatus.WAITING and row.place != place:
                    yield f"the registration {row.id} is not at the place that it was told"

    def _unsettled(self, decided: dict[str, Registration], held: list[Any]) -> Iterator[str]:
        taken = Counter(row.program for row in held if row.registration)
        settled = self.settled - _HOUR
        lines = {each.program for each in decided.values() if each.status in IN_LINE}
        for key in sorted(lines):
            program = self.programs[key].program
            if program.interval.start <= settled:
                yield f"the line for {program.uid} goes on after its start"
            elif taken[key] < (program.seats or 0):
                yield f"a seat of {program.uid} stays empty while somebody waits"
        for each in decided.values():
            started = self.programs[each.program].program.interval.start > settled
            if each.status is ReservationStatus.REQUESTED and not started:
                yield f"the registration {each.id} was never answered"

    def _differences(self, kiosk: "SimKiosk", decided: dict[str, Registration]) -> Iterator[str]:
        with kiosk.database.read() as connection:
            rows = connection.execute(kiosk_tables.registration.select()).all()
        here = {(r.id, r.program, r.code, r.status, r.seat, r.place) for r in rows}
        there = decided.values()
        if here != {(r.id, r.program, r.code, r.status, r.seat, r.place) for r in there}:
            yield f"the registrations of {kiosk.name} are not the server's"
