"""The voice worker: a process that turns text into WAV files with pyttsx3.

The worker is a separate process, which can be killed, because pyttsx3 blocks while it speaks,
cannot be interrupted and may hang. The worker imports no other module of the kiosk.
"""

import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

_SETTING_SECONDS = 0.2
_LOOK_SECONDS = 0.001


class Request(NamedTuple):
    """A request to synthesise ``text`` into the WAV file at ``path``.

    ``voice`` is the id of the voice, and ``rate`` the speed in words per minute.
    """

    text: str
    voice: str
    rate: int
    path: str


def serve(pipe: Connection, folder: str) -> None:
    """Answer requests until the pipe is closed.

    The worker first sends the ids of the voices. The answer to each request is an empty string, or
    the description of a fault. As a warm-up, a sound that is not played is written to ``folder``.
    The pipe is also closed when the parent process dies, so the worker never outlives the parent.
    """
    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  (pyttsx3 prints each file's name)
    try:
        import pyttsx3

        engine = pyttsx3.init()
        _warm_up(engine, Path(folder) / "warm-up.wav")
        pipe.send([voice.id for voice in engine.getProperty("voices")])
    except Exception as fault:  # report any fault of the voice instead of raising
        pipe.send(fault.__class__.__name__)
        return
    try:
        while True:
            pipe.send(synthesise(engine, pipe.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def synthesise(engine: Any, request: Request) -> str:
    try:
        _set(engine, "voice", request.voice)
        _set(engine, "rate", request.rate)
        engine.save_to_file(request.text, request.path)
        engine.runAndWait()
    except Exception as fault:  # do not report the text, because a visitor may have typed it
        return fault.__class__.__name__
    return ""


def _warm_up(engine: Any, path: Path) -> None:
    """Synthesise a text that is not played: the engine ignores properties before its first run."""
    engine.save_to_file("a", str(path))
    engine.runAndWait()
    path.unlink(missing_ok=True)


def _set(engine: Any, name: str, value: str | int) -> None:
    """Set a property and wait until the new value takes effect.

    eSpeak sets properties asynchronously, and runAndWait first cancels pending changes.
    """
    if engine.getProperty(name) == value:
        return
    engine.setProperty(name, value)
    latest = time.monotonic() + _SETTING_SECONDS
    while engine.getProperty(name) != value and time.monotonic() < latest:
        time.sleep(_LOOK_SECONDS)
