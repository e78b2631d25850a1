"""A rate limit for log messages, so that an attack cannot fill the disk with repetitions."""

import logging
import threading
import time
from collections.abc import Callable

_DIFFERENT = 1_000  # number of different messages that are remembered


class RateLimitFilter(logging.Filter):
    """Passes at most ``most`` records with the same message in ``every`` seconds.

    The next record after that period states how many records were dropped.
    """

    def __init__(
        self, most: int = 5, every: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._most = most
        self._every = every
        self._clock = clock
        self._said: dict[tuple[str, str], tuple[float, int]] = {}  # start of the period, count
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        with self._lock:
            return self._is_due(record, (record.name, str(record.msg)[:200]))

    def _is_due(self, record: logging.LogRecord, message: tuple[str, str]) -> bool:
        now = self._clock()
        since, times = self._said.get(message, (now, 0))
        if now - since >= self._every:
            if times > self._most:
                record.msg = f"({times - self._most} times more) {record.msg}"
            since, times = now, 0
        if len(self._said) >= _DIFFERENT:
            self._said.clear()
        self._said[message] = since, times + 1
        return times < self._most
