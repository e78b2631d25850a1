"""Visitors' suggestions to the library: a title to buy, or a class to offer."""

from datetime import datetime, timedelta

from kiosk.protocol.messages import SUGGESTION_LENGTH, TITLE, Action, Suggest
from kiosk.store import rate_limits
from kiosk.store.database import Database
from kiosk.store.rate_limits import RateLimit, RateLimitExceeded, RateLimitKey
from kiosk.store.sync import feed_state, outbox

__all__ = ["SUGGESTION_LENGTH", "TITLE", "SuggestionBox"]

_HOUR = timedelta(hours=1)
_PER_HOUR = RateLimitKey(RateLimit("suggestion", 10, _HOUR, _HOUR))  # at one kiosk


class SuggestionBox:
    """Queues suggestions for the server. A suggestion contains no data about the visitor."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_open(self) -> bool:
        """Return True if this kiosk has a server that accepts suggestions."""
        with self._database.read() as connection:
            state = feed_state.load_feed_state(connection)
        return state is not None and Action.SUGGEST in state.actions

    def is_full(self, now: datetime) -> bool:
        """Return True if ten suggestions were sent from this kiosk within the last hour."""
        with self._database.read() as connection:
            try:
                rate_limits.check_rate_limit(connection, _PER_HOUR, now)
            except RateLimitExceeded:
                return True
        return False

    def suggest(self, kind: str, text: str, language: str, now: datetime) -> None:
        """Queue a suggestion for the server.

        ``kind`` is TITLE, with the title as ``text``, or a type of programme, with the ``language``
        of the programme. Raises StoreError if the database cannot be written.
        """
        body = Suggest(kind=kind, text=text, language=language).model_dump_json()
        with self._database.write() as connection:
            rate_limits.record_failures(connection, [_PER_HOUR], now)
            outbox.queue_order(connection, Action.SUGGEST, body, "")
