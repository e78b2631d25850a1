"""What the server does for kiosks, apart from how the words travel."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, update

from kiosk.central import feed, lending, orders, pairing, snapshots, tables
from kiosk.central.database import CentralDatabase, retried
from kiosk.protocol.messages import (
    PAGE_LIMIT,
    Changes,
    Grant,
    Pair,
    Paired,
    Push,
    Pushed,
    Snapshot,
    Wish,
)

Clock = Callable[[], datetime]


class Server:
    """Answers kiosks out of ``database``; snapshots lie in ``folder``.

    It holds no state of its own: several may serve one database.
    """

    def __init__(self, database: CentralDatabase, folder: Path, clock: Clock) -> None:
        self.database = database
        self.folder = folder
        self.clock = clock

    def pair(self, wish: Pair, peer: str) -> Paired:
        """Raises pairing.WrongCode and pairing.TooManyTries."""
        now = self.clock()
        with self.database.write() as connection:
            pairing.check_tries(connection, peer, now)
        try:
            with self.database.write() as connection:
                return pairing.pair(connection, wish, now)
        except pairing.WrongCode:
            with self.database.write() as connection:
                pairing.note_wrong(connection, peer, now)
            raise

    def key_of(self, kiosk: str) -> str | None:
        with self.database.read() as connection:
            return pairing.key_of(connection, kiosk)

    def changes(self, since: int, limit: int) -> Changes:
        """Raises feed.CursorTooOld."""
        with self.database.read() as connection:
            return feed.changes(connection, since, min(limit, PAGE_LIMIT), self.clock())

    def push(self, kiosk: str, push: Push) -> Pushed:
        return orders.take(self.database, kiosk, push, self.clock())

    def grant(self, kiosk: str, wish: Wish) -> Grant:
        def work(connection: Connection) -> Grant:
            now = self.clock()
            seen = update(tables.kiosk).where(tables.kiosk.c.id == kiosk).values(seen=now)
            granted = lending.grant(connection, kiosk, wish, now)
            connection.execute(seen)
            return granted

        return retried(self.database, work)

    def snapshot(self) -> Snapshot:
        return snapshots.newest(self.database, self.folder, self.clock())

    def snapshot_path(self, digest: str) -> Path | None:
        """The file of a snapshot; None where it is not here."""
        path = self.folder / snapshots.file_name(digest)
        return path if digest.isalnum() and path.is_file() else None

    def remove_snapshot(self, digest: str) -> None:
        (self.folder / snapshots.file_name(digest)).unlink(missing_ok=True)
