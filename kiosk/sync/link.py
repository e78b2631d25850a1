"""What a kiosk can ask of the server, whatever carries the words."""

from collections.abc import AsyncIterator
from typing import Protocol

from kiosk.protocol.messages import Changes, Grant, Push, Pushed, Report, Reported, Snapshot, Wish


class NoAnswer(Exception):
    """No answer came, or none that can be used: nobody knows whether the request took effect."""


class RequestRejected(NoAnswer):
    """The server understood that it was asked, and will not take that request as it is."""


class UnknownKiosk(Exception):
    """The server does not know this kiosk, or no longer."""


class CursorTooOld(Exception):
    """The cursor is too old for the feed: a snapshot is needed."""


class ServerLink(Protocol):
    """Each call is one request. All raise NoAnswer and Unwelcome; each may be repeated."""

    async def changes(self, since: int, limit: int) -> Changes:
        """Raises CursorTooOld as well."""
        ...

    async def push(self, push: Push) -> Pushed:
        """Raises RequestRejected as well."""
        ...

    async def grant(self, wish: Wish) -> Grant: ...

    async def report(self, report: Report) -> Reported: ...

    async def snapshot(self) -> Snapshot: ...

    def download(self, snapshot: Snapshot, offset: int) -> AsyncIterator[bytes]:
        """The file from ``offset`` on."""
        ...
