"""Running the ``kiosk`` command as staff do: in a new process each time, with its own folders."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from preloaded import PreloadedCommand

from kiosk.resources import assets

DEMO = assets() / "demo"
COMMAND = Path(sys.executable).with_name("kiosk")
_SECONDS = 240  # only a process that hangs takes longer

Answer = subprocess.CompletedProcess[str]
Run = Callable[..., Answer]


@cache
def _preloaded() -> PreloadedCommand:
    command = PreloadedCommand()
    atexit.register(command.close)
    return command


def runner(home: Path) -> Run:
    """Return a function that runs ``kiosk --data-dir HOME/data …`` with settings in ``home``."""

    def run(
        *words: str | Path, typed: str = "", data: Path = home / "data", **environment: str
    ) -> Answer:
        given = ["--data-dir", str(data), *map(str, words)]
        own = {**environment_of(home), **environment}
        return _preloaded().run(given, typed, own, home, _SECONDS)

    return run


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a command whose settings and files are in ``home``."""
    own = {"HOME": str(home), "KIOSK_CONFIG": str(home / "kiosk.toml"), "COLUMNS": "80"}
    own["KIOSK_SEARCH_BY_MEANING"] = "false"  # the model is tested elsewhere
    return {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")} | own


def parsed(answer: Answer) -> Any:
    """Return the one JSON value on standard output; standard error must be empty."""
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def assert_told(answer: Answer, status: int, *words: str) -> None:
    """Check that the command ended with ``status`` and a message that contains ``words``.

    The message must not be a traceback.
    """
    assert answer.returncode == status, answer
    assert "Traceback" not in answer.stderr
    assert answer.stderr.splitlines()[-1].startswith("kiosk")
    for word in words:
        assert word in answer.stderr


def marc() -> bytes:
    """Return one valid record of ISO 2709, with a correct length and directory."""
    fields = {
        "001": b"k-17",
        "008": b"200101s2020    io            000 0 ind d",
        "245": b"10\x1faLaut Bercerita",
    }
    directory, body = b"", b""
    for tag, value in fields.items():
        directory += f"{tag}{len(value) + 1:04}{len(body):05}".encode()
        body += value + b"\x1e"
    base = 24 + len(directory) + 1
    leader = f"{base + len(body) + 1:05}nam a22{base:05} a 4500".encode()
    return leader + directory + b"\x1e" + body + b"\x1d"
