"""The server's services to kiosks, independent of HTTP."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from kiosk.central import orders, server_clock
from kiosk.central.bookings import lending
from kiosk.central.database import CentralDatabase, run_transaction
from kiosk.central.features import HANDLERS
from kiosk.central.feed import cover_links, feed, snapshots
from kiosk.central.fleet import pairing, reports
from kiosk.central.fleet.client_networks import client_network
from kiosk.central.harvesting.owner_desk import OwnerDesk
from kiosk.central.harvesting.questions import Questions
from kiosk.protocol.messages import (
    COPIES_SINCE,
    PAGE_LIMIT,
    VERSION,
    ChangePage,
    CopiesAnswer,
    CopiesQuestion,
    FeedKind,
    Grant,
    GrantRequest,
    PairReply,
    PairRequest,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)
from kiosk.store import rate_limits
from kiosk.store.rate_limits import RateLimitKey

Clock = Callable[[], datetime]


class SnapshotNotReady(Exception):
    """Another request is creating the snapshot; the client should try again in a minute."""


class Server:
    """Handles the requests of kiosks, with ``database`` and the snapshot files in ``folder``.

    A server keeps no state of its own, so several servers may share one database.
    """

    def __init__(
        self, database: CentralDatabase, folder: Path, clock: Clock, mirror: str = ""
    ) -> None:
        """Create a server. ``mirror`` is the URL of another server with copies of the files."""
        self.database = database
        self._mirror = mirror.rstrip("/")
        self.folder = folder
        self.clock = clock
        self._making = threading.Lock()
        self._questions: Questions | None = None
        self._owners: OwnerDesk | None = None

    def pair(self, wish: PairRequest, peer: str) -> PairReply:
        """Pair a kiosk that sends a valid one-time code. ``peer`` is the kiosk's IP address.

        Raises InvalidPairingCode, or RateLimitExceeded after too many wrong codes from the same
        network. There is no limit across all networks, because anybody could use it to lock out all
        kiosks. A code of 8 characters is safe without such a limit.
        """
        now, key = self.clock(), RateLimitKey(rate_limits.PAIRING, client_network(peer))
        with self.database.write() as connection:
            rate_limits.check_rate_limit(connection, key, now)
            failures = rate_limits.record_failures(connection, [key], now)
        with self.database.write() as connection:
            paired = pairing.pair_kiosk(connection, wish, now)
            rate_limits.delete_failures(connection, failures)
        return paired

    def public_key(self, kiosk: str) -> str | None:
        """Return the public key of a kiosk, or None if the kiosk is unknown or revoked."""
        with self.database.read() as connection:
            return pairing.public_key(connection, kiosk)

    def changes(self, since: int, limit: int, version: int = VERSION) -> ChangePage:
        """Return at most ``limit`` changes after the cursor ``since``, or raise CursorExpired.

        ``version`` is the kiosk's protocol version.
        """
        apart, limit = version >= COPIES_SINCE, min(limit, PAGE_LIMIT)
        with self.database.read() as connection:
            return feed.changes_since(connection, since, limit, self.clock(), copies_apart=apart)

    def trusted_now(self, kiosk_now: datetime | None = None) -> datetime:
        """Return the time (UTC) for decisions, which is the clock's time unless the clock jumped.

        A clock that jumped is trusted again when a kiosk's clock, ``kiosk_now``, agrees with it.
        """
        return server_clock.trusted_now(self.database, self.clock(), kiosk_now)

    def push(self, kiosk: str, push: Push) -> PushReply:
        """Execute the orders of a kiosk's outbox."""
        done = orders.execute_orders(self.database, kiosk, push, self.trusted_now(push.now))
        if self._owners and push.orders:
            self._owners.ask_now()
        return done

    def grant(self, kiosk: str, wish: GrantRequest) -> Grant:
        """Return the leases and codes that the kiosk may use while offline."""
        now = self.trusted_now(wish.now)

        def work(connection: Connection) -> Grant:
            return lending.grant_leases(connection, kiosk, wish, now)

        return run_transaction(self.database, work).model_copy(update={"actions": sorted(HANDLERS)})

    def answer_questions(self, questions: Questions) -> None:
        """From now on, ask library systems about the titles that kiosks show."""
        self._questions = questions

    def ask_owners(self, owners: OwnerDesk) -> None:
        """From now on, ask the systems that own spaces as soon as a visitor wants a time."""
        self._owners = owners

    def copies(self, question: CopiesQuestion) -> CopiesAnswer:
        """Return the known copies of titles, and ask their library systems in the background."""
        with self.database.read() as connection:
            known = feed.newest_changes(connection, FeedKind.COPIES, question.keys)
        asked = self._questions is not None and self._questions.ask(question.keys)
        return CopiesAnswer(copies=known, asked=asked, now=self.clock())

    def report(self, kiosk: str, report: Report) -> ReportReply:
        """Save a kiosk's status and usage counts."""
        now = self.clock()
        with self.database.write() as connection:
            return ReportReply(picture=reports.save_report(connection, kiosk, report, now), now=now)

    def snapshot(self, version: int = VERSION) -> Snapshot:
        """Return the newest snapshot for kiosks of ``version``; create one if none exists.

        Raises SnapshotNotReady while another request is creating the snapshot.
        """
        apart = version >= COPIES_SINCE
        found = snapshots.newest_snapshot(self.database, self.folder, copies_apart=apart)
        snapshot = found[0] if found else self._make_snapshot(apart)
        if not self._mirror:
            return snapshot
        url = f"{self._mirror}/{snapshots.snapshot_file_name(snapshot.hash)}"
        return snapshot.model_copy(update={"url": url})

    def refresh_snapshots(self) -> None:
        """Create new snapshots, for the versions of the paired kiosks, if the newest are stale.

        Raises SnapshotNotReady while another request is creating a snapshot.
        """
        with self.database.read() as connection:
            oldest = pairing.oldest_version(connection)
        for apart in {VERSION >= COPIES_SINCE, oldest >= COPIES_SINCE}:
            found = snapshots.newest_snapshot(self.database, self.folder, copies_apart=apart)
            if found is None or snapshots.is_stale(*found):
                self._make_snapshot(apart)

    def _make_snapshot(self, copies_apart: bool) -> Snapshot:
        # A thousand simultaneous requests must not create a thousand snapshots.
        if not self._making.acquire(blocking=False):
            raise SnapshotNotReady
        try:
            return snapshots.create_snapshot(
                self.database, self.folder, self.clock(), copies_apart=copies_apart
            )
        finally:
            self._making.release()

    def snapshot_path(self, digest: str) -> Path | None:
        """Return the path of a snapshot's file, or None if this server does not have the file."""
        if len(digest) != 64 or not digest.isalnum():
            return None
        path = self.folder / snapshots.snapshot_file_name(digest)
        return path if path.is_file() else None

    def cover(self, digest: str) -> bytes | None:
        """Return the picture of a cover with this SHA-256 hash, or None if there is none."""
        with self.database.read() as connection:
            return cover_links.find_picture(connection, digest)

    def remove_snapshot(self, digest: str) -> None:
        """Delete the file of a snapshot."""
        (self.folder / snapshots.snapshot_file_name(digest)).unlink(missing_ok=True)
