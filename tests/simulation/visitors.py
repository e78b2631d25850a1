"""Visitors who reserve spaces, check in (or do not) and cancel."""

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Reservation
from kiosk.errors import ReservationRefused
from tests.simulation.plan import DAY
from tests.simulation.reservation_verdict import Promise

if TYPE_CHECKING:
    from tests.simulation.machines import SimKiosk
    from tests.simulation.world import World


class Visitors:
    """Simulated visitors.

    ``told`` contains the reservations promised to visitors, by id. ``cancelled`` contains the ids
    of cancelled reservations.
    """

    def __init__(self, world: "World") -> None:
        self.world = world
        self.told: dict[str, Promise] = {}
        self.cancelled: set[str] = set()
        self.codes: list[str] = []

    def coroutines(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        for kiosk in self.world.kiosks:
            yield self._visitors(kiosk, end)

    async def _visitors(self, kiosk: "SimKiosk", end: float) -> None:
        while await self.world.next_event(DAY / self.world.plan.visits, end):
            if kiosk.up:
                self._visit(kiosk)

    def _visit(self, kiosk: "SimKiosk") -> None:
        try:
            if self.codes and self.world.chance.random() < 0.25:
                self._give_back(kiosk, self.world.chance.choice(self.codes[-40:]))
            else:
                self._reserve(kiosk)
        except ReservationRefused as refused:
            self.world.outcome.statuses[f"refused on the spot: {refused.reason}"] += 1

    def _reserve(self, kiosk: "SimKiosk") -> None:
        now = kiosk.now()
        states = kiosk.spaces.states(now, now)
        if not states:
            return  # the kiosk has not received its first snapshot yet
        space = self.world.chance.choice(states).space
        # Many visitors want the same few days, which causes conflicts.
        day = kiosk.branch.local_day(now) + timedelta(
            days=self.world.chance.choice((0, 0, 1, 1, 2, 6))
        )
        slots = kiosk.spaces.slots(space, day, now)
        if not slots:
            return
        # Some visitors want a room at once, in place of visitors who have not come.
        slot = slots[0] if self.world.chance.random() < 0.3 else self.world.chance.choice(slots)
        most = (slot.latest_end - slot.start) // space.policy.slot_length
        length = self.world.chance.randint(1, most) * space.policy.slot_length
        made = kiosk.keeper.reserve(space.code, Interval(slot.start, slot.start + length), now)
        self.world.outcome.reservations += 1
        self.world.holds.check_reserved(made, kiosk)
        self.world.others.check_reserved(made, kiosk)
        self.world.asked.check_reserved(made, kiosk.name)
        self.codes.append(made.code)
        if made.status is BookingStatus.CONFIRMED:
            self.world.outcome.promised += 1
            self._promise(made, kiosk)
        assert kiosk.runner is not None
        kiosk.runner.wake()
        if space.policy.check_in_grace and self.world.chance.random() < 0.5:
            self.world.loop.create_task(self._come(made))

    async def _come(self, made: Reservation) -> None:
        """Check in at some kiosk around the reserved time, perhaps too late."""
        late = self.world.chance.uniform(-900, 1800)
        await asyncio.sleep(
            max(0.0, (made.interval.start - self.world.now()).total_seconds() + late)
        )
        kiosk = self.world.chance.choice(self.world.kiosks)
        if not kiosk.up or self.world.loop.now >= self.world.plan.days * DAY:
            return
        try:
            kiosk.keeper.check_in(made.code, kiosk.now())
        except ReservationRefused as refused:
            self.world.outcome.statuses[f"refused on the spot: {refused.reason}"] += 1

    def _promise(self, made: Reservation, kiosk: "SimKiosk") -> None:
        """Record a confirmed time, which no other visitor may receive."""
        self.told[made.id] = Promise(made, kiosk.name)

    def _give_back(self, kiosk: "SimKiosk", code: str) -> None:
        found, _space = kiosk.keeper.find(code, kiosk.now())
        if found.status is BookingStatus.CONFIRMED and found.id not in self.told:
            self._promise(found, kiosk)  # the visitor sees it confirmed, which counts as a promise
        if self.world.chance.random() < 0.7 and found.status in OCCUPYING_STATUSES:
            kiosk.keeper.cancel(code, kiosk.now())
            self.cancelled.add(found.id)
