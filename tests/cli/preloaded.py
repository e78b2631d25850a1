"""The ``kiosk`` command, forked from a process that has imported the slow modules.

The imports take a second. Each command still is a process with its own environment, folder and
standard streams.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

from sqlalchemy import Engine

import kiosk.cli

# The modules that most commands import. Importing kiosk.app or kiosk.ui reads the environment.
_LIBRARIES = ("PySide6.QtQuick", "alembic.command", "uvicorn")
_LAYERS = ("central", "commands", "protocol", "search", "services", "sources", "store", "sync")
_LARGEST = 200_000  # bytes of a request


class PreloadedCommand:
    """Runs ``kiosk`` with arguments, an environment and a folder; ``close`` ends the process."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()]
        )
        theirs.close()

    def run(
        self,
        words: list[str],
        typed: str,
        environment: dict[str, str],
        folder: Path,
        seconds: float,
    ) -> "subprocess.CompletedProcess[str]":
        """Run the command and return the result.

        Raises TimeoutError if the command takes longer than ``seconds``.
        """
        with contextlib.ExitStack() as stack:
            streams = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            streams[0].write(typed.encode())
            streams[0].seek(0)
            request = json.dumps([words, environment, str(folder)]).encode()
            numbers = [each.fileno() for each in streams]
            socket.send_fds(self._control, [request], numbers)
            self._control.settimeout(seconds)
            status = int(self._control.recv(_LARGEST))
            for each in streams:
                each.seek(0)
            out, error = (each.read().decode() for each in streams[1:])
        return subprocess.CompletedProcess(["kiosk", *words], status, out, error)

    def close(self) -> None:
        self._control.close()
        self._process.wait(30)


def serve(control: socket.socket) -> None:
    """Fork a process for each request, until the other side closes the socket."""
    _preload()
    while True:
        request, streams, _flags, _address = socket.recv_fds(control, _LARGEST, 3)
        if not request:
            return
        process = os.fork()
        if not process:
            control.close()
            _run(*json.loads(request), streams)
        for each in streams:
            os.close(each)
        _process, status = os.waitpid(process, 0)
        control.send(str(os.waitstatus_to_exitcode(status)).encode())


def _preload() -> None:
    for name in _LIBRARIES:
        importlib.import_module(name)
    for layer in _LAYERS:
        package = importlib.import_module(f"kiosk.{layer}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name:
                importlib.import_module(module.name)
    gc.freeze()


def _run(words: list[str], environment: dict[str, str], folder: str, streams: list[int]) -> None:
    """Become the command, and end this process with the exit status of the command."""
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["kiosk", *words]
    status = 1
    try:
        status = kiosk.cli.main(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    _close_databases()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # freeing all preloaded modules would take half a second


def _close_databases() -> None:
    """Close the databases that the command has opened, as the end of the interpreter would."""
    for each in gc.get_objects():  # except preloaded objects
        if isinstance(each, Engine):
            each.dispose()
        elif isinstance(each, sqlite3.Connection):
            each.close()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
