"""Programmes and closings that take spaces in a simulated library, and the check of the results.

What takes which space is recorded here, apart from the server's own records.
"""

import random
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from kiosk.central.bookings import blocks
from kiosk.central.feed import feed
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.reservations import Reservation
from kiosk.domain.space_blocks import Block, SpaceBlocks
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.protocol.messages import FeedKind, Grant
from tests.simulation.plan import DAY
from tests.simulation.reservation_verdict import GIVEN

if TYPE_CHECKING:
    from tests.simulation.machines import SimKiosk
    from tests.simulation.world import World

_DAYS_AHEAD = (0, 0, 1, 1, 2, 6)  # the days that visitors want


@dataclass(frozen=True)
class Hold:
    """A programme in a space, or a time for which staff have closed it."""

    name: str
    space: Space
    interval: Interval
    is_program: bool

    def meets(self, made: Interval) -> bool:
        """Return True if a reservation of ``made`` and the hold do not both fit, with buffers."""
        buffer = self.space.policy.buffer
        return made.start < self.interval.end + buffer and self.interval.start < made.end + buffer


class Holds:
    """What takes spaces in the simulated library. ``seen`` lists the faults found."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.spaces: list[Space] = []
        self.current: dict[str, Hold] = {}
        self.seen: list[str] = []
        self._chance = random.Random(world.plan.seed)
        self._number = 0

    def coroutines(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        if self.world.plan.holds:
            yield self._staff(end)

    async def _staff(self, end: float) -> None:
        """Announce, move and cancel programmes, and close and open spaces."""
        while await self.world.next_event(DAY / self.world.plan.holds, end):
            with self.world.central.write() as connection:
                if self.current and self._chance.random() < 0.3:
                    self._end(connection, self._chance.choice(sorted(self.current)))
                else:
                    self._begin(connection)

    def _begin(self, connection: Connection) -> None:
        self._number += 1
        space = self._chance.choice(self.spaces)
        name, is_program = f"h{self._number}", self._chance.random() < 0.7
        hold = Hold(name, space, self._time(), is_program)
        self.current[name] = hold
        if is_program:
            feed.publish(connection, [_program(hold)], self.world.now())
        else:
            self._close(connection, space)

    def _end(self, connection: Connection, name: str) -> None:
        hold = self.current.pop(name)
        now = self.world.now()
        if hold.is_program:
            feed.publish_deletions(connection, FeedKind.PROGRAM, [key_of(_program(hold))], now)
        else:
            self._close(connection, hold.space)

    def _close(self, connection: Connection, space: Space) -> None:
        closed = sorted(
            Block(each.interval, reason=each.name)
            for each in self.current.values()
            if each.space == space and not each.is_program
        )
        told = SpaceBlocks(space.code, "", tuple(closed))
        feed.publish(connection, [told], self.world.now())

    def _time(self) -> Interval:
        midnight = self.world.now().replace(hour=0, minute=0, second=0, microsecond=0)
        hours = self._chance.choice(range(2, 18)) + 24 * self._chance.choice(_DAYS_AHEAD)
        start = midnight + timedelta(hours=hours)
        return Interval(start, start + timedelta(hours=self._chance.randint(1, 4)))

    # --- the check --------------------------------------------------------------------------

    def holding(self, space: str, made: Interval) -> Hold | None:
        """Return what takes the space for a part of ``made`` or of its buffer, if anything."""
        found = (each for each in self.current.values() if each.space.code == space)
        return next((each for each in found if each.meets(made)), None)

    def check_given(self, id: str, space: str, start: datetime, end: datetime) -> None:
        """Note a fault if the server has given a time that is held, without a promise."""
        hold = self.holding(space, Interval(start, end)) if end > start else None
        if hold:
            self.seen.append(f"{id} was given a time of {hold.name} in {space}")

    def check_grant(self, kiosk: str, grant: Grant) -> None:
        """Note a fault if the server has lent a time that is held."""
        for lease in grant.leases:
            lent = Interval(lease.start, lease.end)
            for hold in self.current.values():
                if hold.space.code == lease.space and hold.interval.overlaps(lent):
                    self.seen.append(f"a time of {hold.name} in {lease.space} was lent to {kiosk}")

    def check_reserved(self, made: Reservation, kiosk: "SimKiosk") -> None:
        """Note a fault if the kiosk knew of the programme or closing in whose time it reserved."""
        with kiosk.database.read() as connection:
            programs = connection.exec_driver_sql(
                "SELECT starts, ends FROM program WHERE location = ? AND NOT cancelled",
                (made.space,),
            ).all()
            closed = connection.exec_driver_sql(
                "SELECT starts, ends FROM space_block WHERE space = ?", (made.space,)
            ).all()
        first, last = (int(m.timestamp()) for m in (made.interval.start, made.interval.end))
        if any(starts < last and first < ends for starts, ends in (*programs, *closed)):
            self.seen.append(f"{made.id} was reserved at {kiosk.name}, which knew it was taken")

    def untold(self, reservations: dict[str, Reservation]) -> Iterator[str]:
        """Describe the covered reservations that staff are not told of."""
        now = self.world.now()
        with self.world.central.read() as connection:
            told = {
                each.reservation.id
                for each in blocks.covered_reservations(connection, self.spaces, now)
            }
        for made in reservations.values():
            if made.status in GIVEN and made.interval.end > now:
                hold = self.holding(made.space, made.interval)
                if hold and made.id not in told:
                    yield f"staff are not told that {hold.name} covers {made.id}"
                if not hold and made.id in told:
                    yield f"staff are told that {made.id} is covered, but nothing covers it"


def _program(hold: Hold) -> SourcedProgram:
    held = Program(hold.name, "", hold.name, hold.interval, location=hold.space.code)
    return SourcedProgram("rooms", held)
