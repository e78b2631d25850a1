"""A person at a Braille display: BRLTTY with its virtual display, in a process of its own."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.central.ports import free_port

_API_PORT = 4101  # of BrlAPI; a host “name:5” is at this port plus 5
_SHOWN = re.compile(r'^Visual "(.*)"$', re.MULTILINE)
_SECONDS = 120  # whatever takes longer never comes


class BrailleReader:
    """Reads the cells of the display and presses its keys, by the names of BRLTTY."""

    def __init__(self, port: int, cells: int) -> None:
        self._port, self._cells = port, cells
        self._received = b""
        self._plug_in()

    def _plug_in(self) -> None:
        self._display = _connect(self._port)
        self._display.settimeout(0)
        self._display.sendall(f"Cells {self._cells}\n".encode())

    def line(self) -> str:
        """Return the text that the display shows now."""
        return (self.lines() or [""])[-1]

    def lines(self) -> list[str]:
        """Return all texts that the display has shown, the newest last."""
        try:
            while part := self._display.recv(65_536):
                self._received += part
        except (BlockingIOError, ConnectionResetError):
            pass
        return [text.rstrip() for text in _SHOWN.findall(self._received.decode("utf-8", "replace"))]

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            try:
                self._display.sendall(f"{key}\n".encode())
            except BrokenPipeError:  # BRLTTY has started its driver again, and the key is lost
                self._display.close()
                self._plug_in()

    def close(self) -> None:
        """Unplug the display."""
        self._display.close()


@contextmanager
def braille_reader(folder: Path, cells: int = 20) -> Iterator[tuple[BrailleReader, dict[str, str]]]:
    """Yield a reader, and the environment in which the kiosk finds the display."""
    number, port = _free_number(), free_port()
    host = f"127.0.0.1:{number}"
    folder.mkdir(exist_ok=True)
    brltty = subprocess.Popen(
        ["brltty", "--no-daemon", "--standard-error", "--environment-variables",
         "--braille-driver=vr", f"--braille-device=server:127.0.0.1:{port}",
         "--screen-driver=no", "--speech-driver=no", "--configuration-file=/dev/null",
         f"--api-parameters=host={host},auth=none", f"--pid-file={folder / 'pid'}",
         f"--writable-directory={folder}", f"--updatable-directory={folder}",
         "--preferences-file=none", "--text-table=en-nabcc", "--message-timeout=1", "--quiet"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        reader = BrailleReader(port, cells)
        yield reader, {"BRLAPI_HOST": host, "BRLAPI_AUTH": "none"}
        reader.close()
    finally:
        brltty.kill()
        brltty.wait()


def _connect(port: int) -> socket.socket:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_number() -> int:
    """Return a free number; tests that run at the same time begin to look at different ones."""
    first = 20 + os.getpid() * 7 % 3000
    return next(number for number in range(first, first + 900) if _is_free(_API_PORT + number))


def wait_until(condition: Callable[[], bool], work: Callable[[], object]) -> bool:
    """Do ``work`` until ``condition`` holds; return False if that never comes."""
    end = time.monotonic() + _SECONDS
    while not condition() and time.monotonic() < end:
        work()
    return condition()
