"""Reading the pictures of covers, and counting how often they are shown, without a trace."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from kiosk.domain.branches import Branch
from kiosk.errors import KioskError
from kiosk.store.cover_files import CoverFiles
from kiosk.store.covers import count_cover_uses
from kiosk.store.database import Database

_log = logging.getLogger(__name__)

_FEWEST = 5  # sessions of a day, below which a cover is not counted


class ShownCovers:
    """Reads pictures for the screens and counts the sessions that showed them.

    The counts decide which pictures stay if there is no room for all. They are in memory until the
    day is over, and only covers that at least five sessions of the day showed are stored, without
    the day (decision 26). Use this class in one thread.
    """

    def __init__(
        self,
        database: Database,
        branch: Branch,
        clock: Callable[[], datetime],
        session_is_active: Callable[[], bool],
    ) -> None:
        self._database = database
        self._branch = branch
        self._clock = clock
        self._session_is_active = session_is_active
        self._files = CoverFiles(database.path.parent)
        self._of_session: set[str] = set()
        self._of_day: Counter[str] = Counter()
        self._day: date | None = None

    def read(self, digest: str) -> bytes:
        """Return a picture, or nothing if it is missing or damaged."""
        content = self._files.read(digest)
        if content and self._session_is_active():
            self._of_session.add(digest)
        return content

    def end_session(self) -> None:
        """Count the covers that the session has shown; store the counts of an earlier day."""
        today = self._branch.local_day(self._clock())
        if today != self._day:
            self.store()
            self._day = today
        self._of_day.update(self._of_session)
        self._of_session.clear()

    def store(self) -> None:
        """Store the counts of covers that enough sessions showed, and forget all others."""
        often = {digest: n for digest, n in self._of_day.items() if n >= _FEWEST}
        self._of_day.clear()
        if not often:
            return
        try:
            with self._database.write() as connection:
                count_cover_uses(connection, often)
        except KioskError as fault:
            _log.error("the covers shown are not counted: %s", fault)
