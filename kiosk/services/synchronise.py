"""Keeping this kiosk in step with its server, in a thread beside the screens."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from kiosk.search import index
from kiosk.store import feed_state, outbox
from kiosk.store.database import Database
from kiosk.sync import credentials
from kiosk.sync.bootstrap import bootstrap
from kiosk.sync.credentials import Credentials
from kiosk.sync.http_link import HttpLink
from kiosk.sync.rounds import Done, Rounds
from kiosk.sync.runner import Pace, Runner, Standing

_log = logging.getLogger(__name__)

Told = Callable[[Standing, bool], None]


@dataclass(frozen=True, slots=True)
class DataAge:
    """``complete`` is when all that the server had was here; ``waiting`` orders are unsent."""

    complete: datetime | None
    waiting: int


def credentials_of(database: Database) -> Credentials | None:
    """What proves this kiosk to its server; None where it stands alone."""
    mine = credentials.load(database.path.parent)
    return mine if mine and mine.kiosk else None


def data_age(database: Database) -> DataAge | None:
    """How old the data are; None where the kiosk stands alone."""
    with database.read() as connection:
        state = feed_state.get(connection)
        return DataAge(state.complete, outbox.length(connection)) if state else None


def synchronise_once(database: Database, mine: Credentials) -> Done:
    """One round, to its end. Raises NoAnswer, Unwelcome, StoreError."""

    async def run() -> Done:
        link = HttpLink(mine, _now)
        try:
            return await _rounds(database, link).run()
        finally:
            await link.close()

    return asyncio.run(run())


class Synchroniser:
    """Rounds for as long as the kiosk runs. ``told`` is called in the thread of the sync

    with how the kiosk stands with the server, and whether something is new here.
    """

    def __init__(
        self, database: Database, mine: Credentials, told: Told, pace: Pace | None = None
    ) -> None:
        self._database = database
        self._mine = mine
        self._told = told
        self._pace = pace
        self._loop = asyncio.new_event_loop()
        self._runner: Runner | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._live, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """A visitor did something that the server is to hear of."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._wake)

    def stop(self) -> None:
        """End the thread; a round under way is left where it stands, nothing is lost."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._cancel)
        self._thread.join(10)

    def _wake(self) -> None:
        if self._runner:
            self._runner.wake()

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()

    def _live(self) -> None:
        with suppress(asyncio.CancelledError):
            self._task = self._loop.create_task(self._run())
            self._loop.run_until_complete(self._task)
        self._loop.close()

    async def _run(self) -> None:
        link = HttpLink(self._mine, _now)
        try:
            self._runner = Runner(_rounds(self._database, link), self._told, self._pace)
            await self._runner.run()
        finally:
            await link.close()


def _rounds(database: Database, link: HttpLink) -> Rounds:
    anew = partial(bootstrap, database, link, index.update)
    return Rounds(database, link, index.update, _now, anew)


def _now() -> datetime:
    return datetime.now(UTC)
