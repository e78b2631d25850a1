"""Threads for the jobs of one schedule, so that a slow source does not delay others."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Generic, TypeVar

from sqlalchemy import RowMapping

from kiosk.central.harvesting.schedule import Schedule
from kiosk.errors import SourceError

_log = logging.getLogger(__name__)

_AT_ONCE = 16  # jobs of one schedule, with those that were given up and have not ended

TOO_LONG = "The reading did not end in time and was given up. It will be tried again later."

Result = TypeVar("Result")


class JobThread(threading.Thread):
    """The thread of one job. ``given_up`` means that the job took too long."""

    def __init__(self, work: Callable[[], None], seconds: Callable[[], float]) -> None:
        super().__init__(target=work, daemon=True)
        self.given_up = False
        self.began = seconds()


def is_given_up() -> bool:
    """Return True if the job of this thread was given up, so that it must write nothing."""
    thread = threading.current_thread()
    return isinstance(thread, JobThread) and thread.given_up


def check_not_given_up() -> None:
    """Raise SourceError if the job of this thread was given up."""
    if is_given_up():
        raise SourceError(TOO_LONG)


class JobThreads(Generic[Result]):
    """Runs the jobs of ``schedule`` that are due, each in a thread of its own.

    ``run`` receives the claimed row. An exception ends only its own job. A job that has not ended
    after the time ``longest``, as a driver may hang, is given up: ``give_up`` receives its name.
    ``seconds`` is a clock that only runs forward.
    """

    def __init__(
        self,
        schedule: Schedule,
        run: Callable[[RowMapping], Result],
        longest: timedelta,
        give_up: Callable[[str], None],
        *,
        at_once: int = _AT_ONCE,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create the threads; at most ``at_once`` jobs run at the same time."""
        self._schedule = schedule
        self._at_once = at_once
        self._run = run
        self._longest = longest.total_seconds()
        self._give_up = give_up
        self._seconds = seconds
        self._running: dict[str, JobThread] = {}
        self._hanging: list[JobThread] = []

    def start_due(self) -> list[Future[Result]]:
        """Start the jobs that are due and that no other process is running."""
        begun = []
        self._hanging = [each for each in self._hanging if each.is_alive()]
        while len(self._running) + len(self._hanging) < self._at_once and (
            row := self._schedule.claim(self._running)
        ):
            begun.append(job := Future[Result]())
            # With a thread pool the program could not exit before all threads end.
            self._start(row, job)
        return begun

    def keep_claims(self) -> None:
        """Keep the claims of the running jobs, and give up those that take too long."""
        for name, thread in list(self._running.items()):
            if self._seconds() - thread.began < self._longest:
                self._schedule.extend_claim(name)
                continue
            _log.error("the reading of “%s” has not ended and was given up", name)
            thread.given_up = True
            self._hanging.append(thread)
            self._forget(name, thread)
            self._give_up(name)

    def _start(self, row: RowMapping, job: Future[Result]) -> None:
        thread = JobThread(lambda: self._finish(row, job, thread), self._seconds)
        self._running[row["name"]] = thread
        thread.start()

    def _finish(self, row: RowMapping, job: Future[Result], thread: JobThread) -> None:
        try:
            done = self._run(row)
        except Exception as fault:
            _log.exception("the source “%s” could not be read", row["name"])
            self._forget(row["name"], thread)
            job.set_exception(fault)
        else:
            self._forget(row["name"], thread)
            job.set_result(done)

    def _forget(self, name: str, thread: JobThread) -> None:
        if self._running.get(name) is thread:
            del self._running[name]
