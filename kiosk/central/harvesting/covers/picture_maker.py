"""Making pictures of covers in a process of their own, which is ended if it takes too long."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Self

from kiosk.central.harvesting.covers.frames import LENGTH, READY, REFUSED, write_message
from kiosk.central.harvesting.covers.refusal import MOST_BYTES, PictureRefused, Refusal
from kiosk.errors import SourceError

_SECONDS = 20.0  # for one picture, on a busy machine
_START_SECONDS = 120.0
_LONGEST_ANSWER = 100_000  # bytes
_ENVIRONMENT = ("HOME", "PATH", "PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_COMMAND = (sys.executable, "-m", "kiosk.central.harvesting.covers.picture_worker")


class PictureMaker:
    """Makes one picture at a time. Close it after use, or use it as a context manager."""

    def __init__(self, seconds: float = _SECONDS, command: Sequence[str] = _COMMAND) -> None:
        """Create a maker; ``seconds`` is the time limit for a picture.

        ``command`` starts the process that makes pictures.
        """
        self.seconds = seconds
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def make(self, content: bytes) -> bytes:
        """Return the picture of a cover; see ``picture.make_picture``.

        Raises PictureRefused, and SourceError if this server cannot make any picture.
        """
        if len(content) > MOST_BYTES:
            raise PictureRefused(Refusal.TOO_MANY_BYTES)
        process = self._process = self._process or _start(self._command)
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.seconds, end)
        timer.start()
        try:
            answer = _ask(process, content)
        except (OSError, EOFError):  # the process has ended: a decoder crashed, or took too long
            self.close()
            raise PictureRefused(Refusal.TOO_SLOW if late.is_set() else Refusal.DAMAGED) from None
        finally:
            timer.cancel()
        if answer.startswith(REFUSED):
            raise PictureRefused(Refusal(answer.removeprefix(REFUSED).decode()))
        return answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # The environment of a server may contain passwords of its sources.
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    process = subprocess.Popen(  # noqa: S603  (nothing in the command comes from a source)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    timer = threading.Timer(_START_SECONDS, process.kill)
    timer.start()
    try:
        ready = _receive(process) == READY
    except EOFError:
        ready = False
    finally:
        timer.cancel()
    if not ready:
        process.kill()
        process.communicate()
        raise SourceError(
            "This server cannot make pictures of covers.",
            "Check that Pillow is installed for it, and that it has memory.",
        )
    return process


def _ask(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    assert process.stdin
    write_message(process.stdin, content)
    return _receive(process)


def _receive(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout
    length: int = LENGTH.unpack(_read(process.stdout, LENGTH.size))[0]
    if length > _LONGEST_ANSWER:
        raise EOFError
    return _read(process.stdout, length)


def _read(stream: IO[bytes], count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise EOFError
    return found
