"""The age of the data of this kiosk."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.store.database import Database
from kiosk.store.sync import feed_state, outbox


@dataclass(frozen=True, slots=True)
class DataAge:
    """The age of the data, and the number of orders that have not been sent yet.

    ``complete`` (UTC) is the time of the data: the last time at which the server had read its
    sources, or at which this kiosk had received everything from the server. ``waiting`` is the
    number of orders in the kiosk's outbox.
    """

    complete: datetime | None
    waiting: int


def read_data_age(database: Database) -> DataAge | None:
    """Return the age of the data, or None if this kiosk has no server."""
    with database.read() as connection:
        state = feed_state.load_feed_state(connection)
        return DataAge(state.data_as_of, outbox.count_orders(connection)) if state else None
