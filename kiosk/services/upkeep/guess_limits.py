"""Wrong codes and PINs at this kiosk, which a restart does not forget."""

import logging
from datetime import datetime

from kiosk.errors import StoreError
from kiosk.store import guess_limits
from kiosk.store.database import Database
from kiosk.store.guess_limits import CODES, PIN, Guesser, Policy, TooManyTries

__all__ = ["CODES", "PIN", "Tries"]

_log = logging.getLogger(__name__)
_KEPT = 100  # in memory


class Tries:
    """How often ``policy`` lets visitors of this kiosk be wrong.

    Where the disk refuses, wrong tries are counted in memory.
    """

    def __init__(self, database: Database, policy: Policy) -> None:
        self._database = database
        self._guesser = Guesser(policy)
        self._unwritten: list[datetime] = []

    def may(self, now: datetime) -> bool:
        """Whether a try may be looked at."""
        try:
            self._guesser.policy.check([*self._written(), *self._unwritten], now)
        except TooManyTries:
            return False
        return True

    def note_wrong(self, now: datetime) -> None:
        """Count a wrong try, before anybody learns that it was wrong."""
        try:
            with self._database.write() as connection:
                guess_limits.note(connection, [self._guesser], now)
        except StoreError as fault:
            _log.error("a wrong try cannot be written down: %s", fault)
            self._unwritten = [*self._unwritten, now][-_KEPT:]

    def _written(self) -> list[datetime]:
        try:
            with self._database.read() as connection:
                return guess_limits.wrong(connection, self._guesser)
        except StoreError:
            return []
