"""Faults of whole machines in a simulated library; ``network`` simulates request faults."""

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.simulation.plan import DAY, HOUR

if TYPE_CHECKING:
    from tests.simulation.machines import SimKiosk
    from tests.simulation.world import World


class FaultInjector:
    """Crashes and disconnects kiosks, sets kiosk clocks wrong, and stops servers."""

    def __init__(self, world: "World") -> None:
        self.world = world

    def coroutines(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        yield self._server_outages(end)
        yield self._partitions(end)
        for kiosk in self.world.kiosks:
            yield self._misfortunes(kiosk, end)

    async def _misfortunes(self, kiosk: "SimKiosk", end: float) -> None:
        while await self.world.next_event(0.7 * DAY, end):
            match self.world.chance.choice(("cut", "cut", "crash", "crash", "clock")):
                case "cut":
                    self.world.network.faults["lines cut"] += 1
                    length = self.world.chance.choice((0.1, 1, 12, 60)) * HOUR
                    kiosk.line.cut_until = self.world.loop.now + length
                case "crash":
                    await self._crash(kiosk, end)
                case "clock":
                    self.world.network.faults["clocks set wrong"] += 1
                    kiosk.skew = timedelta(seconds=self.world.chance.gauss(0, 3 * HOUR))

    async def _crash(self, kiosk: "SimKiosk", end: float) -> None:
        # At any moment of a round, not only between rounds.
        assert kiosk.runner is not None
        if self.world.chance.random() < 0.7:
            kiosk.runner.wake()
            await asyncio.sleep(self.world.chance.expovariate(1 / 5))
        self.world.network.faults["kiosk crashes"] += 1
        kiosk.crash()
        away = self.world.chance.expovariate(1 / HOUR)
        if self.world.chance.random() < 0.05:  # nobody repairs the kiosk before the end
            self.world.network.faults["kiosks broken for good"] += 1
            away = max(away, end - self.world.loop.now)
        await asyncio.sleep(away)
        kiosk.start()

    async def _server_outages(self, end: float) -> None:
        while await self.world.next_event(2 * DAY, end):
            self.world.network.faults["server outages"] += 1
            self.world.network.down_until = self.world.loop.now + self.world.chance.expovariate(
                1 / HOUR
            )
            self.world.server.restart()
            self.world.server.skew = timedelta(seconds=self.world.chance.gauss(0, 60))

    async def _partitions(self, end: float) -> None:
        """Disconnect a branch, that is, all kiosks of the branch at once."""
        while await self.world.next_event(3 * DAY, end):
            self.world.network.faults["branches cut off"] += 1
            branch = self.world.chance.choice(self.world.kiosks).branch
            until = self.world.loop.now + self.world.chance.choice((1, 6, 30)) * HOUR
            for kiosk in self.world.kiosks:
                if kiosk.branch == branch:
                    kiosk.line.cut_until = max(kiosk.line.cut_until, until)
