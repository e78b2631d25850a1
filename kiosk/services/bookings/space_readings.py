"""How far the times of spaces that another system owns are known."""

from datetime import datetime

from kiosk.domain.freshness import Freshness, freshness
from kiosk.domain.space_day import StaleReading
from kiosk.domain.spaces import Space
from kiosk.store.readings import Readings


def stale_reading(readings: Readings, space: Space, now: datetime) -> StaleReading | None:
    """Return the last reading of the times of ``space`` if it is too old to say “free”.

    The result is None for a space of our own, whose times are always known.
    """
    if space.owner is None:
        return None
    reading = readings.by_source.get(space.owner.source)
    if reading and freshness(reading.as_of, reading.every, now) is Freshness.FRESH:
        return None
    return StaleReading(reading.as_of if reading else None)
