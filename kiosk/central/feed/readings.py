"""When the copies of each source were last read, which kiosks need to say what is known of them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.domain.freshness import Freshness, freshness
from kiosk.domain.source_keys import key_prefix
from kiosk.protocol.bodies import SourceReading
from kiosk.protocol.messages import FeedKind


def publish_reading(
    connection: Connection, source: str, as_of: datetime, every: timedelta, now: datetime
) -> None:
    """Tell kiosks that all copies of ``source`` were read at ``as_of`` (UTC), if it has copies.

    ``every`` is the interval of the readings.
    """
    entity = tables.entity
    has_copies = select(entity.c.key).where(
        entity.c.kind == FeedKind.COPIES,
        entity.c.body.is_not(None),
        entity.c.key.startswith(key_prefix(source), autoescape=True),
    )
    if connection.scalar(has_copies.limit(1)) is not None:
        reading = SourceReading(source, as_of, int(every.total_seconds()))
        feed.publish(connection, [reading], now)


def is_freshly_read(connection: Connection, source: str, now: datetime) -> bool:
    """Return True if ``source`` was read at most two intervals ago."""
    reading = feed.load_entity(connection, FeedKind.SOURCE_READING, source)
    if not isinstance(reading, SourceReading):
        return False
    every = timedelta(seconds=reading.every_seconds)
    return freshness(reading.as_of, every, now) is Freshness.FRESH


def delete_reading(connection: Connection, source: str, now: datetime) -> None:
    """Tell kiosks that ``source`` is no longer read."""
    feed.publish_deletions(connection, FeedKind.SOURCE_READING, [source], now)
