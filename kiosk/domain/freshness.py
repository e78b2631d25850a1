"""How far the kiosk may trust the copies of a source, by the age of their last reading."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Freshness(StrEnum):
    """What may be said about a copy that was reported as available."""

    FRESH = "fresh"  # it is here
    EARLIER = "earlier"  # it was here at a time that is said
    OLD = "old"  # only where it stands; whether it is there is not known


@dataclass(frozen=True, slots=True)
class Reading:
    """The last reading of all copies of a source: its time (UTC), and the interval of readings."""

    as_of: datetime
    every: timedelta


def freshness(as_of: datetime | None, every: timedelta, now: datetime) -> Freshness:
    """Return how fresh a reading at ``as_of`` (UTC) is, if the source is read at ``every``.

    A reading is fresh for two intervals. ``as_of`` is None if it is not known when the copies
    were read.
    """
    if as_of is None or now - as_of > _DAY:
        return Freshness.OLD
    return Freshness.FRESH if now - as_of <= 2 * every else Freshness.EARLIER
