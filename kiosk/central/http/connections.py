"""Connections: what never comes to an end is ended, and none of it keeps others out.

uvicorn waits without end for the rest of a request, and accepts connections until no
descriptor is left. Here a request must arrive, and an answer be read, at some speed. Of too
many connections the one goes that has been waiting longest for its request: a request that
comes whole at once is answered, whatever others do.
"""

import asyncio
import sys
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HANDSHAKE = 10.0  # seconds, of TLS
_MOST = 2_000  # connections
_OTHERS = 64  # descriptors: database, files, sources
_ACCEPTED_AT_ONCE = 128  # connections, before each is looked at


def raise_descriptor_limit() -> int:
    """How many the system lets this process have, after asking for all that it may."""
    if sys.platform == "win32":
        return 512  # of its C library
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return wanted if soft == resource.RLIM_INFINITY else soft


def connection_limits(files: int) -> tuple[int, int]:
    """How many connections there may be with ``files`` descriptors, and accepted at once."""
    at_once = max(16, min(_ACCEPTED_AT_ONCE, files // 32))
    # asyncio accepts up to three times as many before the first is looked at.
    return max(8, min(_MOST, files - _OTHERS - 4 * at_once)), at_once


class ServerLoop(asyncio.SelectorEventLoop):
    """An event loop that does not wait long for the beginning of TLS."""

    async def create_server(self, *given: Any, **named: Any) -> asyncio.Server:
        if named.get("ssl"):
            named["ssl_handshake_timeout"] = _HANDSHAKE
        return await super().create_server(*given, **named)


class TimeoutProtocol(H11Protocol):
    """HTTP/1.1 with an end to every wait. See ``with_limits``."""

    max_connections: ClassVar[int] = _MOST  # connections
    header_timeout: ClassVar[float] = 20.0  # seconds, for the headers
    body_timeout: ClassVar[float] = 20.0  # seconds, in which some of a body must come
    min_body_rate: ClassVar[float] = 1_000.0  # bytes of a body in a second
    unread_timeout: ClassVar[float] = 120.0  # seconds, until some of an answer is read
    waiting: ClassVar[dict["TimeoutProtocol", None]] = {}  # for a request; the longest first

    @classmethod
    def with_limits(cls, **limits: float) -> type["TimeoutProtocol"]:
        return type("Protocol", (cls,), {"waiting": {}, **limits})

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._phase = ""
        self._came = 0  # bytes, since the body was last looked at
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._look(begun=True)
        if len(self.connections) > self.max_connections:
            next(iter(self.waiting), self)._end()

    def connection_lost(self, exc: Exception | None) -> None:
        self._enter("")
        self._stop("unread")
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._came += len(data)
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._look()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._start("unread", self.unread_timeout)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop("unread")

    def _look(self, *, begun: bool = False) -> None:
        """Note what is waited for: headers, a body, the next request, or nothing."""
        state = self.conn.their_state
        if self.transport.is_closing():
            self._enter("closing")
        elif state is h11.SEND_BODY:
            self._enter("body", self.body_timeout)
        elif state is not h11.IDLE:
            self._enter("")
        elif begun or self.conn.trailing_data[0]:
            self._enter("head", self.header_timeout)
        elif self._phase != "head":
            self._enter("idle")  # uvicorn has a limit for that

    def _enter(self, phase: str, seconds: float | None = None) -> None:
        if phase == self._phase:
            return
        self._stop(self._phase)
        self._phase = phase
        self.waiting.pop(self, None)
        if phase in ("head", "body", "idle"):
            self.waiting[self] = None
        if phase == "closing":
            seconds = self.unread_timeout
        self._came = 0
        if seconds is not None:
            self._start(phase, seconds)

    def _start(self, name: str, seconds: float) -> None:
        self._stop(name)
        late = self._look_at_body if name == "body" else self._end
        self._timers[name] = self.loop.call_later(seconds, late)

    def _look_at_body(self) -> None:
        if self._came < self.body_timeout * self.min_body_rate:
            self._end()
            return
        self._came = 0
        self._start("body", self.body_timeout)

    def _stop(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()

    def _end(self) -> None:
        self.waiting.pop(self, None)
        self.transport.abort()
