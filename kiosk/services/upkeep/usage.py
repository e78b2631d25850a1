"""Counting what is used, when a session is over: sums by day, and nothing of the visitor."""

from collections.abc import Callable, Iterable
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.store import usage
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

_SHORTEST, _LONGEST = 3, 60  # characters of words that are told


class UsageRecorder:
    """Sums for the staff of ``branch``. A kiosk without a server counts nothing."""

    def __init__(self, database: Database, branch: Branch, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._branch = branch
        self._clock = clock

    def session(self, used: Iterable[str], unfound: Iterable[str]) -> None:
        """A session is over in which the things named ``used`` were used, each once,

        and the words ``unfound`` were looked for in vain.
        """
        day = self._branch.local_day(self._clock())
        with self._database.write() as connection:
            if feed_state.load_feed_state(connection) is None:
                return
            for name in sorted({"sessions", *used}):
                usage.increment_usage(connection, day, name)
            for words in sorted({_plain(each) for each in unfound}):
                told = _SHORTEST <= len(words) <= _LONGEST
                if told and usage.record_failed_search(connection, words, day):
                    usage.increment_usage(connection, day, f"unfound:{words}")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
