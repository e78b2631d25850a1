"""Fetching the pictures of covers from the server, slowly and only while no visitor is there."""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence

from kiosk.errors import KioskError
from kiosk.store.cover_files import CoverFiles
from kiosk.store.covers import CoverPicture, choose_covers, has_covers
from kiosk.store.database import Database
from kiosk.sync.link import (
    AnswerTooLong,
    CoverUnknown,
    NoAnswer,
    RequestRejected,
    ServerLink,
    UnknownKiosk,
)
from kiosk.sync.runner import SyncIntervals

_log = logging.getLogger(__name__)

_AT_ONCE = 40  # pictures in one batch
_KEPT_FREE = 500 * 1024**2  # bytes of the disk, which the database may need
_NOTHING_TO_DO = 300.0  # seconds until the next look
_PLAN_SECONDS = 600.0
PACE = SyncIntervals(every=30.0, retry=60.0, longest=3_600.0)

FirstTitles = Callable[[], Sequence[int]]


class CoverFetcher:
    """Keeps the pictures of covers that are worth their room, which is ``room`` bytes.

    ``first_titles`` returns the bib ids of the titles that the screens show before a visitor acts.
    What is fetched depends only on the catalogue and on counts, never on one visitor (decision 26).
    Rounds of sync are not affected: pictures have requests of their own. ``on_news`` is called when
    pictures have come.
    """

    def __init__(
        self,
        database: Database,
        link: ServerLink,
        room: int,
        first_titles: FirstTitles,
        on_news: Callable[[], None],
        rng: random.Random | None = None,
    ) -> None:
        self._database = database
        self._link = link
        self._room = room
        self._first_titles = first_titles
        self._on_news = on_news
        self._rng = rng or random.Random()  # noqa: S311  (spreads load, not for security)
        self._files = CoverFiles(database.path.parent)
        self._nobody = asyncio.Event()
        self._batch: asyncio.Task[bool] | None = None
        self._plan: Mapping[str, CoverPicture] | None = None
        self._planned = 0.0  # by the clock of the event loop
        # Digests for which the server has no picture, or a wrong one.
        self._unknown: set[str] = set()

    def notice_visitor(self, here: bool) -> None:
        """Stop at once if a visitor has come; go on when the visitor has left.

        Call this only from the thread that runs the event loop. Until the first call it is not
        known whether a visitor is there, and nothing is fetched.
        """
        if not here:
            self._nobody.set()
            return
        self._nobody.clear()
        if self._batch:
            self._batch.cancel()

    async def run(self) -> None:
        """Fetch pictures in batches until cancelled. Failures only make the pauses longer."""
        self._files.delete_drafts()
        failures = 0
        while True:
            await self._nobody.wait()
            try:
                soon = await self._fetch_unless_visited()
            except (NoAnswer, UnknownKiosk, KioskError, OSError) as fault:
                _log.info("the covers were not fetched: %s", fault)
                failures += 1
                await asyncio.sleep(PACE.wait(failures, self._rng))
                continue
            failures = 0
            await asyncio.sleep(PACE.wait(0, self._rng) if soon else _NOTHING_TO_DO)

    async def _fetch_unless_visited(self) -> bool:
        """Fetch a batch that ends when a visitor comes; return False if the next one can wait."""
        self._batch = asyncio.create_task(self.fetch_batch())
        try:
            return await self._batch
        except asyncio.CancelledError:
            this = asyncio.current_task()
            if this is None or this.cancelling():
                raise  # not a visitor: the process ends
            return True
        finally:
            self._batch = None

    async def fetch_batch(self) -> bool:
        """Delete the pictures that are not worth their room, and fetch some that are missing.

        Return False if the next look can wait, because nothing is missing. Raises NoAnswer,
        UnknownKiosk, StoreError, or OSError if the disk cannot be written or is nearly full.
        """
        plan = self._current_plan()
        kept = self._files.sizes()
        for digest in kept.keys() - plan.keys():
            self._files.delete(digest)
        settled = kept.keys() | self._unknown
        missing = [picture for digest, picture in plan.items() if digest not in settled]
        if not missing:
            self._unknown.clear()  # they are asked for again after a long pause
            self._plan = None
            return not plan  # the links may be about to come
        came = 0
        try:
            for picture in missing[:_AT_ONCE]:
                came += await self._fetch(picture)
        finally:
            if came and self._nobody.is_set():
                self._on_news()
        return True

    def _current_plan(self) -> Mapping[str, CoverPicture]:
        """Return the pictures to keep. Choosing them takes a second, so it is rarely done again."""
        now = asyncio.get_running_loop().time()
        if self._plan is None or now > self._planned + _PLAN_SECONDS:
            self._plan, self._planned = self._choose(), now
        return self._plan

    def _choose(self) -> Mapping[str, CoverPicture]:
        if not self._room:
            return {}
        with self._database.read() as connection:
            if not has_covers(connection):
                return {}
        first = self._first_titles()
        with self._database.read() as connection:
            return choose_covers(connection, first, self._room)

    async def _fetch(self, picture: CoverPicture) -> bool:
        """Fetch and keep one picture; return False if the server does not have it."""
        if self._files.free_bytes() < _KEPT_FREE:
            raise OSError("the disk is nearly full")
        try:
            content = await self._link.cover(picture.digest)
            if len(content) != picture.size:
                raise CoverUnknown
            self._files.write(picture.digest, content)
        except (CoverUnknown, RequestRejected, AnswerTooLong, ValueError):
            # One wrong picture must not hold up the others.
            self._unknown.add(picture.digest)
            return False
        return True
