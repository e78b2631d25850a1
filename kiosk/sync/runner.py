"""The life of the sync: rounds at intervals, at once when there is news, rarer in a silence."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import KioskError
from kiosk.sync.link import NoAnswer, UnknownKiosk
from kiosk.sync.rounds import SyncRounds

_log = logging.getLogger(__name__)


class ServerStatus(StrEnum):
    """How the kiosk stands with the server."""

    UNKNOWN = "unknown"  # nothing heard yet
    IN_TOUCH = "in_touch"
    OFFLINE = "offline"
    UNWELCOME = "unwelcome"  # revoked: staff must pair it again
    FAULTY = "faulty"  # the local disk or database refuses


@dataclass(frozen=True, slots=True)
class SyncIntervals:
    """Seconds between rounds.

    After a failure the wait doubles from ``retry`` to ``longest``. Every wait is shortened
    by up to a half at random, so that kiosks that lost the server together do not come
    back together.
    """

    every: float = 30.0
    retry: float = 2.0
    longest: float = 300.0

    def wait(self, failures: int, chance: random.Random) -> float:
        usual = self.every if failures == 0 else self.retry * 2.0 ** min(failures - 1, 20)
        return min(usual, self.longest) * chance.uniform(0.5, 1.0)


class SyncRunner:
    """Runs ``rounds`` until it is cancelled.

    ``told`` hears of every change of standing, and of each round that brought something,
    on the thread of the event loop.
    """

    def __init__(
        self,
        rounds: SyncRounds,
        told: Callable[[ServerStatus, bool], None],
        pace: SyncIntervals | None = None,
        chance: random.Random | None = None,
    ) -> None:
        self._rounds = rounds
        self._told = told
        self._pace = pace or SyncIntervals()
        self._chance = chance or random.Random()  # noqa: S311  (spreads load, guards nothing)
        self._news = asyncio.Event()
        self._standing = ServerStatus.UNKNOWN

    def wake(self) -> None:
        """There is something to tell the server: do not wait. For the loop's own thread."""
        self._news.set()

    async def run(self) -> None:
        failures = 0
        while True:
            self._news.clear()
            failures = 0 if await self._round() else failures + 1
            wait = self._pace.wait(failures, self._chance)
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                continue

    async def _round(self) -> bool:
        try:
            done = await self._rounds.run()
        except NoAnswer as silence:
            _log.info("no answer from the server: %s", silence)
            self._tell(ServerStatus.OFFLINE)
        except UnknownKiosk:
            _log.error("the server does not know this kiosk any more")
            self._tell(ServerStatus.UNWELCOME)
        except KioskError as fault:
            _log.error("the sync cannot go on: %s %s", fault, fault.advice)
            self._tell(ServerStatus.FAULTY)
        else:
            self._tell(ServerStatus.IN_TOUCH, news=bool(done.pulled or done.pushed))
            return True
        return False

    def _tell(self, standing: ServerStatus, news: bool = False) -> None:
        if news or standing is not self._standing:
            self._standing = standing
            self._told(standing, news)
