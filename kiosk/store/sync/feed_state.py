"""The kiosk's position in the server's feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from kiosk.store.tables import feed_state


@dataclass(frozen=True, slots=True)
class FeedState:
    """The kiosk's position in the feed ``feed`` and the state of its connection to the server.

    ``contact`` is the time of the server's last response, and ``complete`` is the last time at
    which all changes had been received; both are by this machine's clock. The server's clock is
    ahead of this machine's clock by ``skew``. ``epoch`` is the number of the adopted grant.
    ``version`` is the protocol version with which the feed was read: an older version skipped the
    kinds that it did not know. ``as_of`` is the time, by the server's clock, at which the server
    last read its stalest source. ``turned_away`` is set while the server does not know this kiosk.
    """

    feed: str
    cursor: int
    epoch: int = 0
    contact: datetime | None = None
    complete: datetime | None = None
    skew: timedelta = timedelta(0)
    version: int = 0
    as_of: datetime | None = None
    turned_away: datetime | None = None
    actions: tuple[str, ...] = ()  # the kinds of orders that the server handles

    @property
    def data_as_of(self) -> datetime | None:
        """Return the time (UTC) up to which the data are current, or None if it is unknown.

        That is the time of the last complete sync, or the time at which the server last read its
        stalest source, whichever is earlier.
        """
        if self.complete is None or self.as_of is None:
            return self.complete
        return min(self.complete, self.as_of - self.skew)


def load_feed_state(connection: Connection) -> FeedState | None:
    """Return the feed state, or None if this kiosk is not paired with a server."""
    row = connection.execute(select(feed_state)).one_or_none()
    if row is None:
        return None
    skew = timedelta(seconds=row.skew_seconds)
    return FeedState(
        row.feed,
        row.cursor,
        row.epoch,
        row.contact,
        row.complete,
        skew,
        row.version,
        row.as_of,
        row.turned_away,
        row.actions,
    )


def start_feed(
    connection: Connection, feed: str, cursor: int = 0, epoch: int = 0, version: int = 0
) -> None:
    """Replace the feed state: the kiosk now follows the feed ``feed``, starting at ``cursor``."""
    connection.execute(delete(feed_state))
    row = {"feed": feed, "cursor": cursor, "epoch": epoch, "version": version}
    connection.execute(feed_state.insert().values(id=1, **row))


def save_cursor(connection: Connection, cursor: int) -> None:
    _set(connection, cursor=cursor)


def save_epoch(connection: Connection, epoch: int) -> None:
    _set(connection, epoch=epoch)


def save_actions(connection: Connection, actions: Sequence[str]) -> None:
    """Save ``actions``, the kinds of orders that the server handles."""
    _set(connection, actions=tuple(actions))


def record_contact(connection: Connection, now: datetime, skew: timedelta) -> None:
    _set(connection, contact=now, skew_seconds=round(skew.total_seconds()), turned_away=None)


def record_rejection(connection: Connection, now: datetime) -> None:
    """Record that the server did not recognise this kiosk at ``now``."""
    _set(connection, turned_away=now)


def record_completion(connection: Connection, now: datetime, as_of: datetime | None = None) -> None:
    _set(connection, complete=now, as_of=as_of)


def _set(connection: Connection, **values: Any) -> None:
    connection.execute(update(feed_state).values(**values))
