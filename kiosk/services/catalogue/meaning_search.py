"""Finding titles by meaning, in a process beside the screens (decision 27)."""

import logging
import multiprocessing
import threading
from contextlib import suppress
from enum import StrEnum
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from kiosk.low_priority import lower_priority
from kiosk.search.vectors.encoder import is_installed, is_supported
from kiosk.services.catalogue.free_memory import LEAST_TO_START_MB, is_short

_log = logging.getLogger(__name__)

_PATIENCE = 2.0  # seconds until an answer would come too late
_TRY_AGAIN = 600.0  # seconds until the memory is looked at again
_REPLACED_AFTER = 60.0  # seconds until a process that has ended is replaced
_MOST_FAILURES = 3

Answer = list[tuple[int, float]]


class Obstacle(StrEnum):
    """The reason why titles are not found by meaning."""

    NOT_INSTALLED = "not installed"
    OLD_PROCESSOR = "old processor"
    LITTLE_MEMORY = "little memory"


def find_obstacle() -> Obstacle | None:
    """Return the reason why this machine cannot find titles by meaning, or None if it can."""
    if not is_installed():
        return Obstacle.NOT_INSTALLED
    if not is_supported():
        return Obstacle.OLD_PROCESSOR
    return Obstacle.LITTLE_MEMORY if is_short(LEAST_TO_START_MB) else None


class MeaningSearch:
    """Runs the process that knows what titles are about, from ``start`` to ``stop``.

    ``folder`` holds the database. If memory is short the process is started later.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._makes_vectors = False
        self._over = threading.Event()
        self._asking = threading.Lock()
        self._changing = threading.Lock()
        self._worker: _Worker | None = None
        self._number = 0
        self._thread = threading.Thread(target=self._live, name="meaning", daemon=True)

    def start(self, *, makes_vectors: bool) -> None:
        """Start the process, if this machine can run it.

        With ``makes_vectors`` the process makes the vectors of the titles itself; otherwise they
        come from the server.
        """
        self._makes_vectors = makes_vectors
        self._thread.start()

    @property
    def running(self) -> bool:
        """True if the process has started."""
        return self._worker is not None

    @property
    def process_id(self) -> int | None:
        """The process id of the worker, for tests and measurements."""
        worker = self._worker
        return worker.process.pid if worker else None

    def nearest(self, words: str) -> Answer:
        """Return the bib ids of titles about ``words`` with their cosines, nearest first.

        Wait for the answer. The list is empty if nothing is near enough, if the process is not
        running or still starting, or if the answer takes longer than two seconds.
        """
        with self._asking:
            worker = self._worker
            if worker is None:
                return []
            self._number += 1
            return worker.ask(self._number, words)

    def stop(self) -> None:
        """Kill the process. The vectors that were made are kept."""
        with self._changing:
            self._over.set()
            if self._worker:
                self._worker.process.kill()
        if self._thread.is_alive():
            self._thread.join(10)

    def _live(self) -> None:
        failures = 0
        while failures < _MOST_FAILURES and not self._over.is_set():
            obstacle = find_obstacle()
            if obstacle is not None:
                _log.info("titles are not found by meaning: %s", obstacle)
                if obstacle is not Obstacle.LITTLE_MEMORY or self._over.wait(_TRY_AGAIN):
                    return
                continue
            if worker := self._begin():
                worker.process.join()
                self._worker = None
                if worker.process.exitcode:  # 0: memory was short
                    failures += 1
                    if not self._over.is_set():
                        _log.error("the process that finds titles by meaning has failed")
                self._over.wait(_REPLACED_AFTER)

    def _begin(self) -> "_Worker | None":
        with self._changing:
            if self._over.is_set():
                return None
            self._worker = _Worker(self._folder, self._makes_vectors)
            return self._worker


class _Worker:
    """A worker process, with a pipe for questions and answers."""

    def __init__(self, folder: Path, makes_vectors: bool) -> None:
        context = multiprocessing.get_context("spawn")  # a forked Qt process would hang
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, folder, makes_vectors), name="meaning", daemon=True
        )
        self.process.start()
        theirs.close()

    def ask(self, number: int, words: str) -> Answer:
        with suppress(EOFError, OSError):  # the process has just ended
            self._pipe.send((number, words))
            while self._pipe.poll(_PATIENCE):
                answered, answer = self._pipe.recv()
                if answered == number:
                    return list(answer)
        return []


def _serve(pipe: Pipe, folder: Path, makes_vectors: bool) -> None:
    """Run the worker. The model is imported only in this process."""
    lower_priority()  # before the imports, which take half a second
    from kiosk.services.catalogue.meaning_worker import run_meaning_worker

    run_meaning_worker(pipe, folder, makes_vectors)
