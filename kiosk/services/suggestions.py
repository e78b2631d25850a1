"""Suggestions of visitors to the library: a title to get, or a class to offer."""

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
    """Queues suggestions for the server. Nothing in them says who made them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_open(self) -> bool:
        """Return whether anybody receives suggestions: a server that handles them."""
        with self._database.read() as connection:
            state = feed_state.load_feed_state(connection)
        return state is not None and Action.SUGGEST in state.actions

    def is_full(self, now: datetime) -> bool:
        """Return whether ten suggestions were sent from this kiosk within the last hour."""
        with self._database.read() as connection:
            try:
                rate_limits.check_rate_limit(connection, _PER_HOUR, now)
            except RateLimitExceeded:
                return True
        return False

    def suggest(self, kind: str, text: str, language: str, now: datetime) -> None:
        """Queue a suggestion: TITLE with its ``text``, or a kind of program in a ``language``.

        Raises StoreError.
        """
        body = Suggest(kind=kind, text=text, language=language).model_dump_json()
        with self._database.write() as connection:
            rate_limits.record_failures(connection, [_PER_HOUR], now)
            outbox.queue_order(connection, Action.SUGGEST, body, "")
