"""Background jobs: work in a separate thread, with results delivered in the Qt thread."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from kiosk.services.catalogue.catalogue_search import SearchCancelled

log = logging.getLogger(__name__)
T = TypeVar("T")


class _Job(QRunnable):
    def __init__(self, run: Callable[[], Any], hand_over: Callable[[Any, Exception | None], None]):
        super().__init__()
        self._run = run
        self._hand_over = hand_over

    def run(self) -> None:
        try:
            result, fault = self._run(), None
        except Exception as raised:
            result, fault = None, raised
        self._hand_over(result, fault)


class Background(QObject):
    """A queue of jobs, which run one after another in a separate thread.

    Results are delivered in the Qt thread. Only the newest job of a ``topic`` counts: an older
    job is skipped if it has not started, and otherwise the result of the older job is dropped.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._newest: dict[str, int] = {}
        self._pending = 0  # jobs whose results have not been delivered
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        topic: str,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run ``job`` in the background, and then ``done`` or ``failed`` in the Qt thread."""
        number = self._newest.get(topic, 0) + 1
        self._newest[topic] = number
        self._pending += 1

        def unless_stale() -> T | None:
            return job() if self._newest[topic] == number else None

        def hand_over(result: Any, fault: Exception | None) -> None:
            def deliver() -> None:
                if self._newest[topic] != number:
                    return
                if fault is None:
                    done(result)
                    return
                if not isinstance(fault, SearchCancelled):
                    log.error("%s failed", topic, exc_info=fault)
                failed(fault)

            self._finished.emit(deliver)

        self._pool.start(_Job(unless_stale, hand_over))

    @Slot()
    def forget(self) -> None:
        """Drop the results of all pending jobs."""
        for topic in self._newest:
            self._newest[topic] += 1

    def settle(self) -> None:
        """Wait for all pending jobs and deliver their results."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self)

    @property
    def idle(self) -> bool:
        """True if no job is pending and every result has been delivered."""
        return self._pending == 0

    def close(self) -> None:
        self.forget()
        self._pool.waitForDone()

    @Slot(object)
    def _deliver(self, deliver: Callable[[], None]) -> None:
        self._pending -= 1
        deliver()


def ignore_failure(_fault: Exception) -> None:
    """Ignore the failure of a job whose result is optional."""
