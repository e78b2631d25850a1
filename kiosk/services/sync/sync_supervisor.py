"""Keeping this kiosk in step with its server, beside the screens."""

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from kiosk.sync.runner import ServerStatus, SyncIntervals

_log = logging.getLogger(__name__)

Told = Callable[[ServerStatus, bool], None]

_REPLACED_AFTER = 5.0  # seconds


class SyncSupervisor:
    """Rounds for as long as the kiosk runs, in a process of their own (decision 10).

    ``told`` is called in a thread of its own with how the kiosk stands with the server,
    and whether something is new in the database in ``folder``; ``capture_screen`` when staff ask
    for a picture of the screen, which :meth:`show` is given. A process that ends is
    replaced.
    """

    def __init__(
        self,
        folder: Path,
        told: Told,
        pace: SyncIntervals | None = None,
        capture_screen: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder = folder
        self._told = told
        self._portrait = capture_screen
        self._pace = pace
        self._over = threading.Event()
        self._changing = threading.Lock()
        self._worker: _Worker | None = None
        self._thread = threading.Thread(target=self._live, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """A visitor did something that the server is to hear of."""
        with self._changing:
            if self._worker:
                self._worker.send(None)

    @property
    def process_id(self) -> int | None:
        """Of the process at work, for tests and measurements."""
        return self._worker.process.pid if self._worker else None

    def show(self, picture: bytes) -> None:
        """The screen as a PNG file, for staff who asked."""
        with self._changing:
            if self._worker:
                self._worker.send(picture)

    def stop(self) -> None:
        """End the process; a round under way is left where it stands, nothing is lost."""
        with self._changing:
            self._over.set()
            if self._worker:
                self._worker.process.kill()
        self._thread.join(10)

    def _live(self) -> None:
        while self._begin():
            assert self._worker is not None
            for word in self._worker.words():
                if word is None:
                    self._portrait()
                else:
                    self._told(*word)
            self._worker.end()
            if not self._over.is_set():
                _log.error("the process of the sync has ended, and is replaced")
                self._told(ServerStatus.FAULTY, False)
                self._over.wait(_REPLACED_AFTER)

    def _begin(self) -> bool:
        with self._changing:
            if self._over.is_set():
                return False
            self._worker = _Worker(self._folder, self._pace)
            return True


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, folder: Path, pace: SyncIntervals | None) -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a Qt program hangs
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, folder, pace), daemon=True)
        self.process.start()
        theirs.close()

    def words(self) -> Iterator[tuple[ServerStatus, bool] | None]:
        """What it tells, until it ends; None where it asks for a picture of the screen."""
        with suppress(EOFError, OSError):
            while True:
                yield self._pipe.recv()

    def send(self, picture: bytes | None) -> None:
        """Have it begin a round, with a picture of the screen where there is one."""
        with suppress(OSError):  # it has just ended: the next begins with a round
            self._pipe.send(picture)

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def _serve(pipe: Pipe, folder: Path, pace: SyncIntervals | None) -> None:
    """The life of that process. What speaks HTTP is loaded there alone: it is 13 MB."""
    from kiosk.services.sync.sync_worker import run_sync_worker

    run_sync_worker(pipe, folder, pace)
