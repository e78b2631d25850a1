"""An idle kiosk sleeps: it neither wakes up nor starts processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.services.imports.load_demo import load_demo
from kiosk.store.database import Database
from tests.central.processes import wait_for

LOOKED_AT = 10  # seconds
HANDFUL = 20  # wake-ups of all its threads in them; it was 600 a second where it did not sleep

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="/proc is of Linux"),
]

# A sound server that is not there: the command of its clients ends at once, with 1.
PACTL = '#!/bin/sh\necho started >> "$STARTED"\nexit 1\n'


def wake_ups(process_id: int) -> int:
    """Return how often the threads of the process have gone to sleep so far."""
    tasks = Path(f"/proc/{process_id}/task").glob("*/status")
    lines = [line for task in tasks for line in task.read_text("ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))


def children(process_id: int) -> set[str]:
    """Return the ids of the child processes, except Python's own resource tracker."""
    listed = Path(f"/proc/{process_id}/task/{process_id}/children").read_text("ascii").split()
    commands = {each: Path(f"/proc/{each}/cmdline") for each in listed}
    return {
        each
        for each, file in commands.items()
        if file.exists() and b"resource_tracker" not in file.read_bytes()
    }


def is_quiet(process_id: int) -> bool:
    """Return whether the kiosk has finished its start-up work, which takes longer if busy."""
    before = wake_ups(process_id)
    time.sleep(1)
    return wake_ups(process_id) - before <= HANDFUL / LOOKED_AT


@contextmanager
def running(folder: Path) -> Iterator[tuple[int, Path]]:
    """Run ``kiosk run`` without a sound server; yield the process and the log of ``pactl``."""
    started = folder / "started"
    tools = folder / "bin"
    tools.mkdir()
    (tools / "pactl").write_text(PACTL, "ascii")
    (tools / "pactl").chmod(0o755)
    settings = folder / "kiosk.toml"
    settings.write_text('library_name = "L"\nlanguages = ["en"]\n', "utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "KIOSK_CONFIG": str(settings),
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PULSE_SERVER": "unix:/nonexistent",
        "PIPEWIRE_REMOTE": "/nonexistent",
        "STARTED": str(started),
    }
    command = [Path(sys.executable).with_name("kiosk"), "--data-dir", folder / "data", "run"]
    with subprocess.Popen(command, env=environment) as kiosk:
        try:
            wait_for(lambda: started.exists() and started.read_text("ascii").count("\n") > 1)
            wait_for(lambda: not children(kiosk.pid) and is_quiet(kiosk.pid))  # it has warmed up
            yield kiosk.pid, started
        finally:
            kiosk.kill()


def test_a_kiosk_without_a_sound_server_sleeps_while_nobody_is_there(tmp_path: Path) -> None:
    load_demo(database := Database(tmp_path / "data"))
    database.close()
    with running(tmp_path) as (process_id, started):
        before, tries = wake_ups(process_id), started.read_text("ascii")
        time.sleep(LOOKED_AT)  # what is counted is what happens meanwhile, not how fast
        assert wake_ups(process_id) - before <= HANDFUL
        assert started.read_text("ascii") == tries
        assert children(process_id) == set()
