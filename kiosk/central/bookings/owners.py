"""Spaces that another system owns: what the server may decide, and what it may lend."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.central.feed import feed
from kiosk.domain.branches import Branch
from kiosk.domain.freshness import Freshness, freshness
from kiosk.domain.intervals import Interval
from kiosk.domain.space_owners import is_lent
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourceReading
from kiosk.protocol.messages import FeedKind


def may_decide(
    connection: Connection, space: Space, branch: Branch, wanted: Interval, now: datetime
) -> bool:
    """Return True if the server may give ``wanted`` to a visitor.

    In a space that another system owns, the server gives times that this system has lent. It gives
    other times only if the system's calendar was read recently: an old reading promises nothing.
    """
    if space.owner is None or is_lent(space, branch, wanted):
        return True
    return is_fresh(connection, space.owner.source, now)


def is_fresh(connection: Connection, source: str, now: datetime) -> bool:
    """Return True if the calendar of ``source`` was read at most two intervals ago."""
    reading = feed.load_entity(connection, FeedKind.SOURCE_READING, source)
    if not isinstance(reading, SourceReading):
        return False
    every = timedelta(seconds=reading.every_seconds)
    return freshness(reading.as_of, every, now) is Freshness.FRESH
