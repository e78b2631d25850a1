"""Asking a system several short questions at the same time."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from kiosk.errors import SourceError

R = TypeVar("R")
_AT_ONCE = 5  # questions at the same time, so that a system is not overrun


def ask_each(question: Callable[[str], R], ids: Sequence[str]) -> Iterator[tuple[str, R]]:
    """Yield each id and the answer of ``question``, as the answers arrive.

    An id whose question fails is left out. If all fail, the first error is raised. ``question``
    has to end by itself; see Fetcher.for_question.
    """
    faults: list[SourceError] = []
    with ThreadPoolExecutor(_AT_ONCE, "question") as pool:
        asked = {pool.submit(question, each): each for each in ids}
        for future in as_completed(asked):
            try:
                answer = future.result()
            except SourceError as fault:
                faults.append(fault)
            else:
                yield asked[future], answer
    if faults and len(faults) == len(asked):
        raise faults[0]
