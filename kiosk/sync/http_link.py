"""Signed requests to the server over HTTPS."""

import logging
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from kiosk.domain.covers import LARGEST_COVER
from kiosk.errors import SettingsError
from kiosk.protocol import signature
from kiosk.protocol.address import check_server_url
from kiosk.protocol.messages import (
    VERSION,
    ChangePage,
    CopiesAnswer,
    CopiesQuestion,
    ErrorReply,
    Grant,
    GrantRequest,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)
from kiosk.sync.credentials import Credentials
from kiosk.sync.link import (
    AnswerTooLong,
    CoverUnknown,
    CursorTooOld,
    NoAnswer,
    RequestRejected,
    UnknownKiosk,
)

_log = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(20.0, connect=10.0)  # seconds: 10 to connect, 20 without receiving a byte
_KEPT = 75.0  # seconds that an idle connection stays open, to save a TLS handshake
_NOT_TAKEN = (400, 413, 422)  # statuses of wrong requests, for which a repetition is useless
_LARGEST = 64 * 1024 * 1024  # bytes in a response other than a snapshot

Answer = TypeVar("Answer", bound=BaseModel)


class HttpLink:
    """A :class:`kiosk.sync.link.ServerLink` over HTTP, for use on one event loop.

    ``clock`` returns this machine's time. Close the link after use.
    """

    def __init__(
        self,
        credentials: Credentials,
        clock: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._skew = timedelta(0)  # the time by which the server's clock is ahead
        self._client = httpx.AsyncClient(
            base_url=check_server_url(credentials.server),
            timeout=TIMEOUT,
            transport=transport,
            follow_redirects=False,
            limits=httpx.Limits(keepalive_expiry=_KEPT),
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def changes(self, since: int, limit: int) -> ChangePage:
        path = f"/v1/changes?since={since}&limit={limit}&version={VERSION}"
        return await self._ask("GET", path, b"", ChangePage)

    async def push(self, push: Push) -> PushReply:
        return await self._ask("POST", "/v1/orders", push.model_dump_json().encode(), PushReply)

    async def grant(self, wish: GrantRequest) -> Grant:
        return await self._ask("POST", "/v1/grant", wish.model_dump_json().encode(), Grant)

    async def copies(self, question: CopiesQuestion) -> CopiesAnswer:
        body = question.model_dump_json().encode()
        return await self._ask("POST", "/v1/copies", body, CopiesAnswer)

    async def report(self, report: Report) -> ReportReply:
        body = report.model_dump_json().encode()
        return await self._ask("POST", "/v1/report", body, ReportReply)

    async def snapshot(self) -> Snapshot:
        return await self._ask("GET", f"/v1/snapshot?version={VERSION}", b"", Snapshot)

    async def cover(self, digest: str) -> bytes:
        path = f"/v1/covers/{digest}"
        status, content = await self._send_timed("GET", path, b"", LARGEST_COVER)
        if status == 404:
            raise CoverUnknown
        return _require_success(status, content)

    async def download(self, snapshot: Snapshot, offset: int) -> AsyncIterator[bytes]:
        if snapshot.url:
            try:
                async for piece in self._stream(
                    check_server_url(snapshot.url), {}, snapshot, offset
                ):
                    offset += len(piece)
                    yield piece
                return
            except (NoAnswer, SettingsError) as fault:
                _log.info("the snapshot's mirror failed, falling back to the server: %s", fault)
        path = f"/v1/snapshots/{snapshot.hash}"
        async for piece in self._stream(path, self._signed("GET", path, b""), snapshot, offset):
            yield piece

    async def _stream(
        self, url: str, headers: dict[str, str], snapshot: Snapshot, offset: int
    ) -> AsyncIterator[bytes]:
        if offset:
            headers = {**headers, "Range": f"bytes={offset}-"}
        try:
            async with self._client.stream("GET", url, headers=headers) as answer:
                if answer.status_code != (206 if offset else 200):
                    raise NoAnswer(f"status {answer.status_code} for a snapshot")
                left = snapshot.size - offset
                async for piece in answer.aiter_raw():
                    yield piece[:left]
                    left -= len(piece)
                    if left <= 0:
                        return
        except httpx.HTTPError as fault:
            raise NoAnswer(str(fault) or type(fault).__name__) from fault
        raise NoAnswer("the snapshot broke off")

    async def _ask(self, method: str, path: str, body: bytes, kind: type[Answer]) -> Answer:
        status, content = await self._send_timed(method, path, body)
        if status == 410:
            raise CursorTooOld
        try:
            return kind.model_validate_json(_require_success(status, content))
        except ValidationError as fault:
            raise NoAnswer(f"the answer is not valid: {_summary(fault)}") from None

    async def _send_timed(
        self, method: str, path: str, body: bytes, largest: int = _LARGEST
    ) -> tuple[int, bytes]:
        """Send a request; send it again if the server rejects only this machine's time."""
        status, content = await self._send(method, path, body, largest)
        if status == 401 and self._corrects_time(content):
            status, content = await self._send(method, path, body, largest)
        return status, content

    async def _send(self, method: str, path: str, body: bytes, largest: int) -> tuple[int, bytes]:
        headers = self._signed(method, path, body)
        if body:
            headers["Content-Type"] = "application/json"
        content = bytearray()
        try:
            async with self._client.stream(
                method, path, content=body or None, headers=headers
            ) as answer:
                async for piece in answer.aiter_bytes():
                    content += piece
                    if len(content) > largest:
                        raise AnswerTooLong("the answer is too long")
        except httpx.HTTPError as fault:
            raise NoAnswer(str(fault) or type(fault).__name__) from fault
        return answer.status_code, bytes(content)

    def _signed(self, method: str, path: str, body: bytes) -> dict[str, str]:
        time = int((self._clock() + self._skew).timestamp())
        own = self._credentials
        return signature.sign_request(own.key, own.kiosk, method, path, body, time)

    def _corrects_time(self, content: bytes) -> bool:
        """If the server rejected this machine's time, adopt the server's time and return True."""
        try:
            fault = ErrorReply.model_validate_json(content)
        except ValidationError:
            return False
        if fault.code != "time":
            return False
        self._skew = fault.now - self._clock()
        return True


def _require_success(status: int, content: bytes) -> bytes:
    """Return the content of a successful response, or raise what the status means."""
    if status == 401:
        raise UnknownKiosk
    if status in _NOT_TAKEN:
        raise RequestRejected(f"status {status}")
    if status != 200:
        raise NoAnswer(f"status {status}")
    return content


def _summary(fault: ValidationError) -> str:
    """Return the first error and its place, without the input, which may be a booking code."""
    first = fault.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'whole answer'}: {first['msg']}"
