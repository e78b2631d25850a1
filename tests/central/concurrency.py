"""Concurrent calls that all start at the same signal."""

import threading
from collections.abc import Callable


def run_concurrently(many: int, act: Callable[[int], None]) -> list[Exception]:
    """Call ``act`` with 0 … ``many`` - 1, each in its own thread, and return the exceptions."""
    barrier = threading.Barrier(many)
    faults: list[Exception] = []

    def run(number: int) -> None:
        try:
            barrier.wait(30)
            act(number)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return faults
