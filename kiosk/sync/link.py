"""The requests of a kiosk to the server, independent of the transport."""

from collections.abc import AsyncIterator
from typing import Protocol

from kiosk.protocol.messages import (
    ChangePage,
    CopiesAnswer,
    CopiesQuestion,
    Grant,
    GrantRequest,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)


class NoAnswer(Exception):
    """The server sent no usable response. The request may or may not have taken effect."""


class RequestRejected(NoAnswer):
    """The server received and rejected the request; sending it again would fail again."""


class AnswerTooLong(NoAnswer):
    """The server sent more than the kiosk reads."""


class UnknownKiosk(Exception):
    """The server does not know this kiosk: it was never paired, or it has been revoked."""


class CursorTooOld(Exception):
    """The feed no longer has all changes after the cursor, so the kiosk needs a snapshot."""


class CoverUnknown(Exception):
    """The server does not have the picture of a cover that the feed names."""


class ServerLink(Protocol):
    """Requests to the server. Each may raise NoAnswer or UnknownKiosk, and can be repeated."""

    async def changes(self, since: int, limit: int) -> ChangePage:
        """Return the changes after the cursor ``since``, or raise CursorTooOld."""
        ...

    async def push(self, push: Push) -> PushReply:
        """Send orders from the outbox. Raises RequestRejected if the server rejects the request."""
        ...

    async def grant(self, wish: GrantRequest) -> Grant: ...

    async def copies(self, question: CopiesQuestion) -> CopiesAnswer: ...

    async def report(self, report: Report) -> ReportReply: ...

    async def snapshot(self) -> Snapshot: ...

    async def cover(self, digest: str) -> bytes:
        """Return the picture of a cover, unchecked. Raises CoverUnknown if it is not there."""
        ...

    def download(self, snapshot: Snapshot, offset: int) -> AsyncIterator[bytes]:
        """Yield the content of the snapshot's file, starting at the byte ``offset``."""
        ...
