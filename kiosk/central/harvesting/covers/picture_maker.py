"""Making pictures of covers in a process of their own, which is ended if it takes too long."""

import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO, Self

from kiosk.central.harvesting.covers.frames import LENGTH, REFUSED, write_message
from kiosk.central.harvesting.covers.refusal import MOST_BYTES, PictureRefused, Refusal

_SECONDS = 20.0  # for one picture, on a busy machine
_ENVIRONMENT = ("HOME", "PATH", "PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_COMMAND = (sys.executable, "-m", "kiosk.central.harvesting.covers.picture_worker")


class PictureMaker:
    """Makes one picture at a time. Close it after use, or use it as a context manager."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """Create a maker; ``seconds`` is the time limit for a picture."""
        self.seconds = seconds
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
        """Return the picture of a cover; see ``picture.make_picture``. Raises PictureRefused."""
        if len(content) > MOST_BYTES:
            raise PictureRefused(Refusal.TOO_MANY_BYTES)
        process = self._process = self._process or _start()
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


def _start() -> subprocess.Popen[bytes]:
    # The environment of a server may contain passwords of its sources.
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return subprocess.Popen(  # noqa: S603  (the command is fixed)
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _ask(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    assert process.stdin and process.stdout
    write_message(process.stdin, content)
    return _read(process.stdout, LENGTH.unpack(_read(process.stdout, LENGTH.size))[0])


def _read(stream: IO[bytes], count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise EOFError
    return found
