"""Asking each host for one thing at a time, with a pause after each answer."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class HostPace:
    """The pace at which all threads of this process ask hosts for pictures."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._guard = threading.Lock()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}  # seconds of the monotonic clock

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until ``host`` may be asked; nobody else asks it during the block.

        The next turn begins at least ``pause`` seconds after the end of the block.
        """
        with self._guard:
            own = self._turns[host]
        with own:
            wait = self._free_at.get(host, 0.0) - time.monotonic()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = time.monotonic() + pause
