"""Sync rounds over HTTP: a single round, or a worker process that runs rounds repeatedly."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from kiosk.low_priority import lower_priority
from kiosk.search import index
from kiosk.services.sync.first_titles import CoverOptions, list_first_titles
from kiosk.store.database import Database
from kiosk.sync.bootstrap import bootstrap
from kiosk.sync.covers import CoverFetcher
from kiosk.sync.credentials import Credentials, load_paired_credentials
from kiosk.sync.http_link import HttpLink
from kiosk.sync.rounds import RoundResult, SyncRounds
from kiosk.sync.runner import KIOSK_PACE, ServerStatus, SyncIntervals, SyncRunner


def run_sync_round(database: Database, credentials: Credentials) -> RoundResult:
    """Run one complete sync round.

    Raises NoAnswer if the server does not answer, UnknownKiosk if the server does not recognise
    this kiosk, and StoreError if the database cannot be read or written.
    """

    async def run() -> RoundResult:
        link = HttpLink(credentials, _now)
        try:
            return await _rounds(database, link).run()
        finally:
            await link.close()

    return asyncio.run(run())


def run_sync_worker(
    pipe: Pipe, folder: Path, pace: SyncIntervals | None, covers: CoverOptions | None = None
) -> None:
    """Run sync rounds until the other end of ``pipe`` is closed; the main function of a process.

    The worker sends (status, news) after each round, or None to request a screenshot. The worker
    receives None to start a round, the screenshot (PNG), the keys of the titles on a screen, or
    True or False when a visitor has come or has left. With ``covers``, it also fetches pictures.
    """
    lower_priority()
    database = Database(folder)
    credentials = load_paired_credentials(database)
    if credentials is None:
        return
    with suppress(asyncio.CancelledError):
        asyncio.run(_run_rounds(pipe, database, credentials, pace, covers))


async def _run_rounds(
    pipe: Pipe,
    database: Database,
    credentials: Credentials,
    pace: SyncIntervals | None,
    covers: CoverOptions | None,
) -> None:
    link = HttpLink(credentials, _now)

    def on_status(status: ServerStatus, news: bool) -> None:
        with suppress(OSError):  # the kiosk has ended
            pipe.send((status, news))

    def ask() -> None:
        with suppress(OSError):
            pipe.send(None)

    rounds = _rounds(database, link, ask)
    runner = SyncRunner(rounds, on_status, pace or KIOSK_PACE)
    pictures = _cover_fetcher(database, link, covers, on_status) if covers else None
    loop, life = asyncio.get_running_loop(), asyncio.current_task()
    assert life is not None

    def listen() -> None:
        with suppress(EOFError, OSError):
            while True:
                message = pipe.recv()
                if isinstance(message, bool):
                    if pictures:
                        loop.call_soon_threadsafe(pictures.notice_visitor, message)
                    continue
                if isinstance(message, list):
                    loop.call_soon_threadsafe(runner.ask_copies, message)
                    continue
                if message:
                    loop.call_soon_threadsafe(rounds.show, message)
                loop.call_soon_threadsafe(runner.wake)
        loop.call_soon_threadsafe(life.cancel)

    threading.Thread(target=listen, daemon=True).start()
    fetching = asyncio.create_task(pictures.run()) if pictures else None
    try:
        await runner.run()
    finally:
        if fetching:
            fetching.cancel()
        await link.close()


def _cover_fetcher(
    database: Database,
    link: HttpLink,
    covers: CoverOptions,
    on_status: Callable[[ServerStatus, bool], None],
) -> CoverFetcher:
    return CoverFetcher(
        database,
        link,
        covers.room,
        lambda: list_first_titles(database, covers, _now()),
        lambda: on_status(ServerStatus.IN_TOUCH, True),
    )


def _rounds(
    database: Database, link: HttpLink, capture_screen: Callable[[], None] = lambda: None
) -> SyncRounds:
    rebuild = partial(bootstrap, database, link, index, _now)
    return SyncRounds(database, link, index, _now, rebuild, capture_screen)


def _now() -> datetime:
    return datetime.now(UTC)
