"""The server on a local socket, to which kiosks connect."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from kiosk.central.http.api import create_kiosk_api
from kiosk.central.http.connections import TimeoutProtocol
from kiosk.central.server import Server

_TICK_SECONDS = 0.01


class _QuickServer(uvicorn.Server):
    """Ends as uvicorn's server does, but does not sleep for tenths of a second meanwhile."""

    async def main_loop(self) -> None:
        counter = 0
        while not await self.on_tick(counter):
            counter = (counter + 1) % 864_000
            await asyncio.sleep(_TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(_TICK_SECONDS)


@contextlib.contextmanager
def running_server(
    server: Server,
    app: FastAPI | None = None,
    trusted_proxies: list[str] | None = None,
    http: type[asyncio.Protocol] | None = None,
) -> Iterator[str]:
    """Serve ``server`` (or ``app``) until the end of the ``with`` block, and yield its URL."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app or create_kiosk_api(server),
        log_level="error",
        lifespan="off",
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=trusted_proxies,
        http=http or TimeoutProtocol.with_limits(),
    )
    web = _QuickServer(config)
    thread = threading.Thread(target=web.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        deadline = time.monotonic() + 30
        while not web.started and time.monotonic() < deadline:
            time.sleep(0.001)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        web.should_exit = True
        thread.join(30)
        listener.close()
