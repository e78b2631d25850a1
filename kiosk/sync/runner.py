"""The sync loop runs rounds at intervals, at once when woken, and less often after failures."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import KioskError
from kiosk.sync.link import NoAnswer, UnknownKiosk
from kiosk.sync.rounds import RoundResult, SyncRounds

_log = logging.getLogger(__name__)


_ANSWER_SECONDS = 2.0  # until a library system has answered the server, or never will
_ANSWERS_LOOKED_FOR = 3  # times, after an order: a system that owns a room is asked first


class ServerStatus(StrEnum):
    """The state of the connection between the kiosk and its server."""

    UNKNOWN = "unknown"  # no round has ended yet
    IN_TOUCH = "in_touch"
    OFFLINE = "offline"
    UNWELCOME = "unwelcome"  # the kiosk is revoked: staff must pair it again
    FAULTY = "faulty"  # the local disk or database has failed


@dataclass(frozen=True, slots=True)
class SyncIntervals:
    """Seconds between rounds, with exponential backoff.

    If ``pull`` is set, it replaces ``every``, and every second round only pulls changes: a loan is
    seen soon, and the server has little more to do. After failures the wait doubles from ``retry``
    to ``longest``. Every wait is shortened at random by up to a half, so that kiosks that lost the
    connection at the same moment do not all reconnect at once.
    """

    every: float = 30.0
    pull: float = 0.0
    retry: float = 2.0
    longest: float = 300.0

    def wait(self, failures: int, rng: random.Random) -> float:
        calm = self.pull or self.every
        usual = calm if failures == 0 else self.retry * 2.0 ** min(failures - 1, 20)
        return min(usual, self.longest) * rng.uniform(0.5, 1.0)


# The pace of a kiosk: with copies that are read every 30 seconds, a loan is seen within 60 seconds.
KIOSK_PACE = SyncIntervals(pull=20.0)


class SyncRunner:
    """Runs the sync rounds ``rounds`` until cancelled.

    ``on_status(status, news)`` is called on the event loop's thread whenever the status changes,
    and also, with ``news`` True, after each round that pushed orders or pulled changes.
    """

    def __init__(
        self,
        rounds: SyncRounds,
        on_status: Callable[[ServerStatus, bool], None],
        pace: SyncIntervals | None = None,
        rng: random.Random | None = None,
    ) -> None:
        self._rounds = rounds
        self._on_status = on_status
        self._pace = pace or SyncIntervals()
        self._rng = rng or random.Random()  # noqa: S311  (spreads load, not for security)
        self._news = asyncio.Event()
        self._standing = ServerStatus.UNKNOWN
        self._questions: set[asyncio.Task[None]] = set()
        self._answers_due = 0  # rounds that soon follow an order, whose answer may come later

    def wake(self) -> None:
        """Start the next round now. Call this only from the thread that runs the event loop."""
        self._news.set()

    def ask_copies(self, keys: Sequence[str]) -> None:
        """Ask about the titles with these feed keys, which are on a screen.

        Call this only from the thread that runs the event loop. Nothing waits for the answer.
        """
        task = asyncio.get_running_loop().create_task(self._ask_copies(keys))
        self._questions.add(task)  # the loop itself keeps no task
        task.add_done_callback(self._questions.discard)

    async def _ask_copies(self, keys: Sequence[str]) -> None:
        try:
            answer = await self._rounds.ask_copies(keys)
        except (NoAnswer, UnknownKiosk, KioskError) as fault:
            _log.info("the copies on the screen were not asked about: %s", fault)
            return
        if answer.copies:
            self._tell(self._standing, news=True)
        if answer.asked:
            await asyncio.sleep(_ANSWER_SECONDS)
            self.wake()

    async def run(self) -> None:
        failures, whole = 0, True
        while True:
            self._news.clear()
            failures = 0 if await self._round(whole) else failures + 1
            wait = self._pace.wait(failures, self._rng)
            if self._answers_due and not failures:
                wait = _ANSWER_SECONDS
            whole = not (whole and self._pace.pull) or failures > 0
            try:
                await asyncio.wait_for(self._news.wait(), wait)
                whole = True
            except TimeoutError:
                continue

    async def _round(self, whole: bool) -> bool:
        """Run a round, or only pull changes; return True if it was completed."""
        self._answers_due = max(0, self._answers_due - 1)
        try:
            if whole:
                done = await self._rounds.run()
            else:
                done = RoundResult(0, await self._rounds.pull_changes())
        except NoAnswer as silence:
            _log.info("no answer from the server: %s", silence)
            self._tell(ServerStatus.OFFLINE)
        except UnknownKiosk:
            _log.error("the server no longer knows this kiosk")
            self._tell(ServerStatus.UNWELCOME)
        except KioskError as fault:
            _log.error("the sync failed: %s %s", fault, fault.advice)
            self._tell(ServerStatus.FAULTY)
        else:
            if done.pushed and self._pace.pull:
                self._answers_due = _ANSWERS_LOOKED_FOR
            self._tell(ServerStatus.IN_TOUCH, news=bool(done.pulled or done.pushed))
            return True
        return False

    def _tell(self, standing: ServerStatus, news: bool = False) -> None:
        if news or standing is not self._standing:
            self._standing = standing
            self._on_status(standing, news)
