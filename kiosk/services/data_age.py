"""The age of the data of this kiosk."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.store.database import Database
from kiosk.store.sync import feed_state, outbox


@dataclass(frozen=True, slots=True)
class DataAge:
    """How far this kiosk is behind its server, and its server behind the sources.

    ``complete`` (UTC) is when the server last read its sources, or when this kiosk last had
    everything from the server. ``waiting`` is the number of orders not sent yet.
    """

    complete: datetime | None
    waiting: int


def read_data_age(database: Database) -> DataAge | None:
    """Return the age of the data, or None if this kiosk has no server."""
    with database.read() as connection:
        state = feed_state.load_feed_state(connection)
        return DataAge(state.data_as_of, outbox.count_orders(connection)) if state else None
