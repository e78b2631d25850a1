"""An asyncio event loop whose clock jumps to the next event instead of waiting for it."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _NoFiles(selectors.SelectSelector):
    """A selector without files: waiting only advances the virtual time."""

    loop: "VirtualLoop"

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("the simulation waits for something that will never come")
        self.loop.now += timeout
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """``now`` is the virtual time in seconds since the start."""

    def __init__(self) -> None:
        self.now = 0.0
        selector = _NoFiles()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now


def run(loop: VirtualLoop, main: Coroutine[Any, Any, Any]) -> Any:
    """Run ``main`` to its end, then cancel all other tasks."""
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(main)
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()
