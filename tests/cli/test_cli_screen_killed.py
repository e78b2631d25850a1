"""Interrupted screenshots leave the live database unchanged."""

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest
from kiosk_command import COMMAND, environment_of, runner

from kiosk.store.database import Database

_SECONDS = 240  # only a hang takes longer


def content(home: Path) -> list[str]:
    """Return the whole content of the live database as SQL."""
    with closing(sqlite3.connect(home / "data" / "kiosk.sqlite3")) as database:
        return [line for line in database.iterdump() if "search_fts" not in line]


@pytest.mark.parametrize("kill", [signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)])
def test_a_killed_journey_leaves_nothing_in_the_live_database(
    stocked_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: signal.Signals
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    shutil.copytree(stocked_home / "data", tmp_path / "data")
    Database(tmp_path / "data").close()  # which notices that it is a copy
    run = runner(tmp_path)
    before = content(tmp_path)
    assert any('INSERT INTO "space"' in line for line in before)

    shots = tmp_path / "shots"
    journey = subprocess.Popen(
        [COMMAND, "--data-dir", tmp_path / "data", "screenshots", shots],
        env=environment_of(tmp_path),
        stdout=subprocess.DEVNULL,
    )
    try:
        reserved_within(shots, journey)
        os.kill(journey.pid, kill)
        journey.wait(_SECONDS)
    finally:
        journey.kill()
        journey.wait()

    assert content(tmp_path) == before
    left = list(temporary.glob("commons-kiosk-screens-*"))
    assert bool(left) == (kill != signal.SIGTERM), "only a process that is killed leaves its copy"
    assert run("screenshots", tmp_path / "again").returncode == 0
    assert content(tmp_path) == before
    assert not list(temporary.glob("commons-kiosk-*"))


def reserved_within(shots: Path, journey: "subprocess.Popen[bytes]") -> None:
    """Wait for the screenshot of a reserved space."""
    limit = time.monotonic() + _SECONDS
    while not list(shots.glob("*-reserved.png")):
        assert journey.poll() is None, "the journey ended before a space was reserved"
        assert time.monotonic() < limit
        time.sleep(0.05)
