"""Rate limits on wrong codes and PINs at this kiosk. The limits survive a restart."""

import logging
from datetime import datetime

from kiosk.errors import StoreError
from kiosk.store import rate_limits
from kiosk.store.database import Database
from kiosk.store.rate_limits import CODES, PIN, RateLimit, RateLimitExceeded, RateLimitKey

__all__ = ["CODES", "PIN", "RateLimiter"]

_log = logging.getLogger(__name__)
_KEPT = 100  # failures in memory


class RateLimiter:
    """One rate limit, which all visitors to this kiosk share.

    If the database cannot be written, failures are counted in memory.
    """

    def __init__(self, database: Database, limit: RateLimit) -> None:
        self._database = database
        self._key = RateLimitKey(limit)
        self._unwritten: list[datetime] = []

    def allows(self, now: datetime) -> bool:
        """Return True if an attempt may be checked now."""
        try:
            self._key.limit.check([*self._written(), *self._unwritten], now)
        except RateLimitExceeded:
            return False
        return True

    def record_failure(self, now: datetime) -> None:
        """Record a wrong code or PIN, before the visitor sees the result of the attempt."""
        try:
            with self._database.write() as connection:
                rate_limits.record_failures(connection, [self._key], now)
        except StoreError as fault:
            _log.error("a failed attempt cannot be recorded: %s", fault)
            self._unwritten = [*self._unwritten, now][-_KEPT:]

    def _written(self) -> list[datetime]:
        try:
            with self._database.read() as connection:
                return rate_limits.list_failures(connection, self._key)
        except StoreError:
            return []
