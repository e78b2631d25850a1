"""The requests of a kiosk to the server, independent of the transport."""

from collections.abc import AsyncIterator
from typing import Protocol

from kiosk.protocol.messages import (
    ChangePage,
    Grant,
    GrantRequest,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)


class NoAnswer(Exception):
    """No usable answer came. The request may or may not have taken effect."""


class RequestRejected(NoAnswer):
    """The server received the request and rejected it; repeating it unchanged is useless."""


class UnknownKiosk(Exception):
    """The server does not know this kiosk, or no longer does."""


class CursorTooOld(Exception):
    """The feed no longer reaches back to the cursor, so the kiosk needs a snapshot."""


class ServerLink(Protocol):
    """Requests to the server. All raise NoAnswer and UnknownKiosk, and all may be repeated."""

    async def changes(self, since: int, limit: int) -> ChangePage:
        """Return the changes after the cursor ``since``. Also raises CursorTooOld."""
        ...

    async def push(self, push: Push) -> PushReply:
        """Send orders from the outbox. Also raises RequestRejected."""
        ...

    async def grant(self, wish: GrantRequest) -> Grant: ...

    async def report(self, report: Report) -> ReportReply: ...

    async def snapshot(self) -> Snapshot: ...

    def download(self, snapshot: Snapshot, offset: int) -> AsyncIterator[bytes]:
        """Yield the snapshot's file from the byte ``offset`` on."""
        ...
