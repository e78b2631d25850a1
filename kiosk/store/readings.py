"""The last readings of the sources, which tell how far their copies may be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.freshness import Reading
from kiosk.store.copies_tables import source_reading
from kiosk.store.sync import feed_state

# The interval of lists that staff load by hand, and of servers that do not tell theirs.
DEFAULT_INTERVAL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Readings:
    """The last reading of each source, by name, in the time of this machine's clock.

    The server's clock is ahead of this machine's by ``skew``. ``other`` is the reading of the
    sources that are not listed.
    """

    by_source: Mapping[str, Reading]
    other: Reading | None
    skew: timedelta

    def of(self, source: str) -> Reading | None:
        """Return the reading of ``source``, or None if it is not known when it was read."""
        return self.by_source.get(source, self.other)

    def all(self) -> tuple[Reading, ...]:
        """Return the readings of all sources with copies, or what a server tells instead."""
        return tuple(self.by_source.values()) or ((self.other,) if self.other else ())

    def as_of(self, source: str, reported: datetime | None) -> datetime | None:
        """Return when a copy of ``source`` was last reported, by this machine's clock.

        ``reported`` is the time that came with the copy. It decides even if the source was read
        later, because a system may pass on what a branch reported days ago.
        """
        if reported is not None:
            return reported - self.skew
        reading = self.of(source)
        return reading.as_of if reading else None


NO_READINGS = Readings({}, None, timedelta(0))


def load_readings(connection: Connection) -> Readings:
    """Return the last readings of all sources.

    A server of an older release tells only when it read its stalest source.
    """
    state = feed_state.load_feed_state(connection)
    skew = state.skew if state else timedelta(0)
    stalest = state.data_as_of if state else None
    rows = connection.execute(select(source_reading))
    return Readings(
        {r.source: Reading(r.as_of - skew, _interval(r.every_seconds)) for r in rows},
        Reading(stalest, DEFAULT_INTERVAL) if stalest else None,
        skew,
    )


def save_reading(
    connection: Connection, source: str, as_of: datetime, every: timedelta = DEFAULT_INTERVAL
) -> None:
    """Record that all copies of ``source`` were read at ``as_of`` (UTC), as they are ``every``."""
    row = {"source": source, "as_of": as_of, "every_seconds": round(every.total_seconds())}
    statement = insert(source_reading).values(row)
    connection.execute(statement.on_conflict_do_update(set_=row))


def delete_reading(connection: Connection, source: str) -> None:
    connection.execute(delete(source_reading).where(source_reading.c.source == source))


def _interval(seconds: int) -> timedelta:
    """Return the interval of a source; 0 seconds mean that it is not read regularly."""
    return timedelta(seconds=seconds) or DEFAULT_INTERVAL
