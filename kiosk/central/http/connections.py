"""Time limits for connections, so that slow or idle clients do not lock others out.

uvicorn waits for ever for the rest of a request, and accepts connections until no file descriptor
is left. These limits require clients to send requests and read responses at a minimum speed. When
there are too many connections, the connection that has waited longest for a request is closed. A
request that arrives in one piece always receives a response.
"""

import asyncio
import sys
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HANDSHAKE = 10.0  # seconds for the TLS handshake
_MOST = 2_000  # connections
_OTHERS = 64  # descriptors for the database, files and sources
_ACCEPTED_AT_ONCE = 128  # connections accepted before asyncio handles the first


def raise_descriptor_limit() -> int:
    """Raise this process's limit on open files as far as allowed, and return the new limit."""
    if sys.platform == "win32":
        return 512  # the limit of the Windows C library
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    target = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < target:
        resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
        return target
    return target if soft == resource.RLIM_INFINITY else soft


def connection_limits(files: int) -> tuple[int, int]:
    """Return the limits on open and on new connections, for ``files`` file descriptors."""
    at_once = max(16, min(_ACCEPTED_AT_ONCE, files // 32))
    # asyncio accepts up to three times this number before it handles the first connection.
    return max(8, min(_MOST, files - _OTHERS - 4 * at_once)), at_once


class ServerLoop(asyncio.SelectorEventLoop):
    """An event loop with a short time limit for the TLS handshake."""

    async def create_server(self, *args: Any, **options: Any) -> asyncio.Server:
        if options.get("ssl"):
            options["ssl_handshake_timeout"] = _HANDSHAKE
        return await super().create_server(*args, **options)


class TimeoutProtocol(H11Protocol):
    """HTTP/1.1 with a time limit on every wait. Each server needs its own subclass."""

    max_connections: ClassVar[int] = _MOST  # connections
    header_timeout: ClassVar[float] = 20.0  # seconds in which the headers must arrive
    body_timeout: ClassVar[float] = 20.0  # seconds in which the next part of a body must arrive
    min_body_rate: ClassVar[float] = 1_000.0  # bytes of a body per second
    unread_timeout: ClassVar[float] = 120.0  # seconds for the client to read part of a response
    waiting: ClassVar[dict["TimeoutProtocol", None]] = {}  # waiting connections, oldest first

    @classmethod
    def with_limits(cls, **limits: float) -> type["TimeoutProtocol"]:
        """Return a subclass with its own limits and its own list of connections."""
        return type("Protocol", (cls,), {"waiting": {}, **limits})

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._phase = ""
        self._received = 0  # bytes received since the last check of the body's rate
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._update_phase(begun=True)
        if len(self.connections) > self.max_connections:
            next(iter(self.waiting), self)._abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._enter("")
        self._stop("unread")
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        self._update_phase()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._update_phase()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._update_phase()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._start("unread", self.unread_timeout)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop("unread")

    def _update_phase(self, *, begun: bool = False) -> None:
        """Start the timer of the connection's current phase, if the phase has a time limit."""
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
            self._enter("idle")  # uvicorn limits the idle time itself

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
        self._received = 0
        if seconds is not None:
            self._start(phase, seconds)

    def _start(self, name: str, seconds: float) -> None:
        self._stop(name)
        on_timeout = self._check_body_rate if name == "body" else self._abort
        self._timers[name] = self.loop.call_later(seconds, on_timeout)

    def _check_body_rate(self) -> None:
        if self._received < self.body_timeout * self.min_body_rate:
            self._abort()
            return
        self._received = 0
        self._start("body", self.body_timeout)

    def _stop(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()

    def _abort(self) -> None:
        self.waiting.pop(self, None)
        self.transport.abort()
