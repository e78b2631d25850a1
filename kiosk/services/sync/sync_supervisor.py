"""Running the sync worker process beside the screens, and restarting the worker when it ends."""

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from kiosk.services.sync.first_titles import CoverOptions
from kiosk.sync.runner import ServerStatus, SyncIntervals

_log = logging.getLogger(__name__)

StatusListener = Callable[[ServerStatus, bool], None]

_REPLACED_AFTER = 5.0  # seconds until a new process is started


class SyncSupervisor:
    """Runs sync rounds in a separate process (decision 10) until :meth:`stop` is called.

    ``on_status(status, news)`` is called in the supervisor's thread; ``news`` is True if the
    database in ``folder`` has changed. ``capture_screen`` is called when staff request a
    screenshot, which must be passed to :meth:`show`. If the process ends, a new process is
    started. With ``covers``, the process also fetches the pictures of covers, but only while no
    visitor is there (:meth:`notice_visitor`).
    """

    def __init__(
        self,
        folder: Path,
        on_status: StatusListener,
        pace: SyncIntervals | None = None,
        capture_screen: Callable[[], None] = lambda: None,
        covers: CoverOptions | None = None,
    ) -> None:
        self._covers = covers
        self._visitor_is_here = False
        self._folder = folder
        self._on_status = on_status
        self._portrait = capture_screen
        self._pace = pace
        self._over = threading.Event()
        self._changing = threading.Lock()
        self._worker: _Worker | None = None
        self._thread = threading.Thread(target=self._live, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Start a sync round now, because there is a new order for the server."""
        with self._changing:
            if self._worker:
                self._worker.send(None)

    def ask_copies(self, keys: Sequence[str]) -> None:
        """Ask the server how the copies of the titles on a screen are now; returns at once.

        ``keys`` are the titles' keys in the feed (join_key of source, source id and occurrence),
        at most QUESTION_LIMIT. The answer comes as news, or not at all.
        """
        with self._changing:
            if self._worker and keys:
                self._worker.send(list(keys))

    def notice_visitor(self, here: bool) -> None:
        """Tell the process that a visitor has come or has left."""
        with self._changing:
            if here == self._visitor_is_here:
                return
            self._visitor_is_here = here
            if self._worker:
                self._worker.send(here)

    @property
    def process_id(self) -> int | None:
        """The process id of the worker, for tests and measurements."""
        return self._worker.process.pid if self._worker else None

    def show(self, picture: bytes) -> None:
        """Send ``picture``, a screenshot (PNG), to the staff who requested it."""
        with self._changing:
            if self._worker:
                self._worker.send(picture)

    def stop(self) -> None:
        """Kill the process. Nothing is lost: the next round continues an interrupted round."""
        with self._changing:
            self._over.set()
            if self._worker:
                self._worker.process.kill()
        self._thread.join(10)

    def _live(self) -> None:
        while self._begin():
            assert self._worker is not None
            for message in self._worker.messages():
                if message is None:
                    self._portrait()
                else:
                    self._on_status(*message)
            self._worker.end()
            if not self._over.is_set():
                _log.error("the sync process ended unexpectedly and is replaced")
                self._on_status(ServerStatus.FAULTY, False)
                self._over.wait(_REPLACED_AFTER)

    def _begin(self) -> bool:
        with self._changing:
            if self._over.is_set():
                return False
            self._worker = _Worker(self._folder, self._pace, self._covers)
            self._worker.send(self._visitor_is_here)
            return True


class _Worker:
    """A worker process, with a pipe for sending and receiving messages."""

    def __init__(
        self, folder: Path, pace: SyncIntervals | None, covers: CoverOptions | None
    ) -> None:
        context = multiprocessing.get_context("spawn")  # a forked Qt process would hang
        self._pipe, theirs = context.Pipe()
        args = (theirs, folder, pace, covers)
        self.process = context.Process(target=_serve, args=args, daemon=True)
        self.process.start()
        theirs.close()

    def messages(self) -> Iterator[tuple[ServerStatus, bool] | None]:
        """Yield the messages of the worker until the worker ends.

        A message is (status, news), or None to request a screenshot.
        """
        with suppress(EOFError, OSError):
            while True:
                yield self._pipe.recv()

    def send(self, message: bytes | list[str] | bool | None) -> None:
        """Start a sync round, with a screenshot (PNG) unless ``message`` is None.

        If ``message`` is a list of titles' keys, ask about their copies instead. If it is True or
        False, a visitor has come or has left.
        """
        with suppress(OSError):  # the process has just ended; its replacement starts with a round
            self._pipe.send(message)

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def _serve(
    pipe: Pipe, folder: Path, pace: SyncIntervals | None, covers: CoverOptions | None
) -> None:
    """Run the worker. The HTTP client (13 MB of memory) is imported only in this process."""
    from kiosk.services.sync.sync_worker import run_sync_worker

    run_sync_worker(pipe, folder, pace, covers)
