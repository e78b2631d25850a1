"""A TCP proxy between kiosks and servers that delays, stalls and cuts connections."""

import asyncio
import contextlib
import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator, Sequence


class Proxy:
    """Forwards each connection to one of ``ports``, as a load balancer does.

    While ``unreliable`` is true, the proxy refuses one connection in seven, and cuts every second
    connection after some thousand bytes, at once or after a silence; ``faults`` counts the faults
    by kind. ``bytes_per_second`` limits the rate at which a kiosk receives data.
    """

    def __init__(self, ports: Sequence[int], chance: random.Random) -> None:
        self.ports = ports
        self.unreliable = True
        self.bytes_per_second: float | None = None
        self.faults: Counter[str] = Counter()
        self.bytes_to_kiosks = 0  # bytes to kiosks
        self.port = 0
        self._chance = chance
        self._numbers = itertools.count()
        self._lines: set[asyncio.StreamWriter] = set()

    @contextlib.contextmanager
    def running(self) -> Iterator["Proxy"]:
        listening = threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(self._listen(listening)), daemon=True)
        thread.start()
        assert listening.wait(30)
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._over.set)
            thread.join(30)

    def cut(self) -> None:
        """Cut all open connections."""
        self._loop.call_soon_threadsafe(self._abort)

    def _abort(self) -> None:
        for line in self._lines:
            line.transport.abort()

    async def _listen(self, listening: threading.Event) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        listener = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        listening.set()
        await self._over.wait()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far: asyncio.StreamWriter | None = None
        self._lines.add(writer)
        try:
            number = next(self._numbers)
            if self.unreliable and number % 7 == 3:
                self.faults["refused"] += 1
                return
            port = self._chance.choice(self.ports)
            far_reader, far = await asyncio.open_connection("127.0.0.1", port)
            fate = _Fate(number, self._chance) if self.unreliable else None
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pass(reader, far, fate))
                both.create_task(self._pass(far_reader, writer, fate, bytes_per_second=True))
        except* (OSError, _Cut):
            pass  # the server is down, one side has closed, or the connection was meant to fail
        finally:
            self._lines.discard(writer)
            for end in filter(None, (writer, far)):
                end.transport.abort()

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        fate: "_Fate | None",
        *,
        bytes_per_second: bool = False,
    ) -> None:
        while data := await reader.read(4096):
            if fate:
                await asyncio.sleep(self._chance.expovariate(1 / 0.005))
                fate.left -= len(data)
                if fate.left <= 0:
                    self.faults["stalled" if fate.silence else "cut"] += 1
                    writer.write(data[: fate.left])  # part of the data still arrives
                    await asyncio.sleep(fate.silence)
                    raise _Cut
            if bytes_per_second:
                self.bytes_to_kiosks += len(data)
                await asyncio.sleep(
                    len(data) / self.bytes_per_second if self.bytes_per_second else 0
                )
            writer.write(data)
            await writer.drain()
        raise _Cut  # one side has closed, so close the other


class _Fate:
    """The number of bytes after which a connection ends, and the seconds of silence before."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.left = chance.randint(100, 30_000)
        self.silence = 0.3 if number % 3 == 0 else 0


class _Cut(Exception):
    """The connection was cut."""
