"""The voice worker: a process that turns text into WAV files with pyttsx3.

It is a separate process because pyttsx3 blocks while it speaks, cannot be interrupted and may
hang; a process can be killed. It imports nothing of the kiosk.
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
    """Synthesise ``text`` with ``voice`` at ``rate`` (words per minute) into the file ``path``."""

    text: str
    voice: str
    rate: int
    path: str


def serve(pipe: Connection, folder: str) -> None:
    """Answer requests until the pipe closes: first with the voices, then with "" or a fault.

    The first, unheard sound goes into ``folder``. The pipe also closes when the parent dies, so
    no worker outlives it.
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
    except Exception as fault:  # do not report its text: a visitor may have typed it
        return fault.__class__.__name__
    return ""


def _warm_up(engine: Any, path: Path) -> None:
    """Synthesise an unheard text, because the engine ignores properties before its first run."""
    engine.save_to_file("a", str(path))
    engine.runAndWait()
    path.unlink(missing_ok=True)


def _set(engine: Any, name: str, value: str | int) -> None:
    """Set a property and wait until it takes effect.

    eSpeak sets it asynchronously, and runAndWait first cancels pending changes.
    """
    if engine.getProperty(name) == value:
        return
    engine.setProperty(name, value)
    latest = time.monotonic() + _SETTING_SECONDS
    while engine.getProperty(name) != value and time.monotonic() < latest:
        time.sleep(_LOOK_SECONDS)
