"""A network that drops, delays, repeats and reorders requests, and servers that go down."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.protocol.messages import (
    ChangePage,
    Grant,
    GrantRequest,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)
from kiosk.sync.link import CursorTooOld, NoAnswer, UnknownKiosk

Answer = TypeVar("Answer")

_TIMEOUT = 20.0  # seconds a kiosk waits for an answer


@dataclass(frozen=True)
class NetworkQuality:
    """The quality of the network: probabilities per request, and delays in seconds."""

    lost: float = 0.05
    answer_lost: float = 0.05
    repeated: float = 0.05
    late: float = 0.05  # delivered after the kiosk has given up
    delay: float = 2.0


CALM = NetworkQuality(0, 0, 0, 0, 0.05)


class ServerCrash(Exception):
    """The server crashed at this point of a request."""


class Network:
    """Delivers requests to ``server`` (the real server, called directly)."""

    def __init__(self, server: "object", chance: random.Random, weather: NetworkQuality) -> None:
        self.server = server
        self.chance = chance
        self.weather = weather
        self.faults: Counter[str] = Counter()
        self.down_until = 0.0
        self._late: set[asyncio.Task[None]] = set()

    async def carry(self, line: "SimLink", request: Callable[[], Answer]) -> Answer:
        """Deliver one request and return its answer. Raises NoAnswer on any network fault."""
        sky, chance = self.weather, self.chance
        await asyncio.sleep(chance.expovariate(1 / sky.delay))
        if line.cut_until > _now() or chance.random() < sky.lost:
            self.faults["requests lost"] += 1
            await asyncio.sleep(_TIMEOUT)
            raise NoAnswer("lost")
        if chance.random() < sky.late:
            self.faults["requests late"] += 1
            self._later(request, chance.uniform(_TIMEOUT, 6 * 3600))
            await asyncio.sleep(_TIMEOUT)
            raise NoAnswer("late")
        if self.down_until > _now():
            self.faults["server down"] += 1
            raise NoAnswer("refused")
        if chance.random() < sky.repeated:
            self.faults["requests repeated"] += 1
            self._later(request, chance.expovariate(1 / 600))
        try:
            answer = request()
        except ServerCrash as cut:
            self.faults["server crashes in a request"] += 1
            raise NoAnswer("cut") from cut
        await asyncio.sleep(chance.expovariate(1 / sky.delay))
        if line.cut_until > _now() or chance.random() < sky.answer_lost:
            self.faults["answers lost"] += 1
            await asyncio.sleep(_TIMEOUT)
            raise NoAnswer("lost answer")
        return answer

    def _later(self, request: Callable[[], object], delay: float) -> None:
        async def deliver() -> None:
            await asyncio.sleep(delay)
            if self.down_until <= _now():
                try:
                    request()
                except (ServerCrash, CursorTooOld, UnknownKiosk):
                    return

        task = asyncio.get_running_loop().create_task(deliver())
        self._late.add(task)
        task.add_done_callback(self._late.discard)


class SimLink:
    """The link of one kiosk over the simulated network (kiosk.sync.link.Link)."""

    def __init__(self, network: Network, kiosk: str) -> None:
        self._network = network
        self._kiosk = kiosk
        self.cut_until = 0.0

    async def changes(self, since: int, limit: int) -> ChangePage:
        server = self._network.server
        return await self._network.carry(self, lambda: server.changes(self._kiosk, since, limit))

    async def push(self, push: Push) -> PushReply:
        server = self._network.server
        return await self._network.carry(self, lambda: server.push(self._kiosk, push))

    async def grant(self, wish: GrantRequest) -> Grant:
        server = self._network.server
        return await self._network.carry(self, lambda: server.grant(self._kiosk, wish))

    async def report(self, report: Report) -> ReportReply:
        server = self._network.server
        return await self._network.carry(self, lambda: server.report(self._kiosk, report))

    async def snapshot(self) -> Snapshot:
        server = self._network.server
        return await self._network.carry(self, lambda: server.snapshot(self._kiosk))

    async def download(self, snapshot: Snapshot, offset: int) -> AsyncIterator[bytes]:
        server, size = self._network.server, 20_000
        while offset < snapshot.size:
            start = offset
            piece = await self._network.carry(
                self, lambda start=start: server.piece(self._kiosk, snapshot, start, size)
            )
            offset += len(piece)
            yield piece


def _now() -> float:
    return asyncio.get_running_loop().time()
