"""Counting the usage at the end of each session, as daily totals without data about visitors."""

from collections.abc import Callable, Iterable
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.store import usage
from kiosk.store.database import Database
from kiosk.store.sync import feed_state

_SHORTEST, _LONGEST = 3, 60  # characters of the searches that are reported


class UsageRecorder:
    """Records usage counts for the staff of ``branch``. A kiosk without a server counts nothing."""

    def __init__(self, database: Database, branch: Branch, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._branch = branch
        self._clock = clock

    def session(self, used: Iterable[str], unfound: Iterable[str]) -> None:
        """Count a session that used the features ``used``; each feature counts once.

        ``unfound`` contains the searches of the session that found nothing.
        """
        day = self._branch.local_day(self._clock())
        with self._database.write() as connection:
            if feed_state.load_feed_state(connection) is None:
                return
            for name in sorted({"sessions", *used}):
                usage.increment_usage(connection, day, name)
            for words in sorted({_plain(each) for each in unfound}):
                reportable = _SHORTEST <= len(words) <= _LONGEST
                if reportable and usage.record_failed_search(connection, words, day):
                    usage.increment_usage(connection, day, f"unfound:{words}")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
