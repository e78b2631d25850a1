"""Threads for the jobs of one schedule, so that a slow source does not delay others."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from sqlalchemy import RowMapping

from kiosk.central.harvesting.schedule import Schedule

_log = logging.getLogger(__name__)

_AT_ONCE = 16  # jobs of one schedule

Result = TypeVar("Result")


class JobThreads(Generic[Result]):
    """Runs the jobs of ``schedule`` that are due, each in a thread of its own.

    ``run`` receives the claimed row. An exception ends only its own job.
    """

    def __init__(
        self, schedule: Schedule, run: Callable[[RowMapping], Result], at_once: int = _AT_ONCE
    ) -> None:
        """Create the threads; at most ``at_once`` jobs run at the same time."""
        self._schedule = schedule
        self._at_once = at_once
        self._run = run
        self._running: set[str] = set()

    def start_due(self) -> list[Future[Result]]:
        """Start the jobs that are due and that no other process is running."""
        begun = []
        while len(self._running) < self._at_once and (row := self._schedule.claim(self._running)):
            self._running.add(row["name"])
            begun.append(job := Future[Result]())
            # With a thread pool the program could not exit before all threads end.
            threading.Thread(target=self._finish, args=(row, job), daemon=True).start()
        return begun

    def extend_claims(self) -> None:
        """Keep the claims of the running jobs."""
        for name in list(self._running):
            self._schedule.extend_claim(name)

    def _finish(self, row: RowMapping, job: Future[Result]) -> None:
        try:
            done = self._run(row)
        except Exception as fault:
            _log.exception("the source “%s” could not be read", row["name"])
            self._running.discard(row["name"])
            job.set_exception(fault)
        else:
            self._running.discard(row["name"])
            job.set_result(done)
