"""``kiosk setup`` without options, answered by staff at a terminal."""

import os
import pty
import select
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from kiosk.services.upkeep.set_up import check_pin
from kiosk.settings import Settings

COMMAND = Path(sys.executable).with_name("kiosk")


class Terminal:
    """Runs ``kiosk setup`` in its own terminal."""

    def __init__(self, home: Path, **environment: str) -> None:
        self._screen, inside = pty.openpty()
        own = {"HOME": str(home), "KIOSK_CONFIG": str(home / "kiosk.toml"), "COLUMNS": "200"}
        self._process = subprocess.Popen(
            [COMMAND, "--data-dir", home / "data", "setup"],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env={**os.environ, **own, **environment},
            start_new_session=True,
        )
        os.close(inside)
        self.shown = ""

    def answer(self, question: str, typed: str) -> None:
        """Wait for ``question`` after the last answer, then type the answer."""
        self._read_until(question)
        os.write(self._screen, f"{typed}\n".encode())

    def _read_until(self, text: str) -> None:
        seen, limit = "", time.monotonic() + 120  # only a hang takes longer
        while text not in seen:
            assert select.select([self._screen], [], [], limit - time.monotonic())[0], seen
            seen += os.read(self._screen, 4096).decode("utf-8", "replace")
        self.shown += seen

    def end(self) -> int:
        while True:
            try:
                self.shown += os.read(self._screen, 4096).decode("utf-8", "replace")
            except OSError:  # the other end has closed
                break
        os.close(self._screen)
        return self._process.wait(timeout=60)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, LANG="C.UTF-8")


def answer_all_but(terminal: Terminal, **answers: str) -> None:
    terminal.answer("Library name", answers.get("name", "Perpustakaan Uji"))
    terminal.answer("Code of this branch", "pusat")
    terminal.answer("Languages", answers.get("languages", "id,en"))


def test_each_answer_is_checked_at_once(terminal: Terminal, tmp_path: Path) -> None:
    answer_all_but(terminal, languages="id,klingon")
    terminal.answer("Languages", "id,en")
    terminal.answer("Idle time before warning", "soon")
    terminal.answer("Idle time before warning", "5")
    terminal.answer("Idle time before warning", "90")
    terminal.answer("Screen width in mm", "wide")
    terminal.answer("Screen width in mm", "476,5")
    terminal.answer("PIN", "")
    assert terminal.end() == 0
    assert "“klingon” is not a language code" in terminal.shown
    assert "“soon” is not a number" in terminal.shown
    assert "it must be 30 or more" in terminal.shown
    written = tomllib.loads((tmp_path / "kiosk.toml").read_text("utf-8"))
    assert written["languages"] == ["id", "en"]
    assert written["idle_seconds"] == 90
    assert written["screen_width_mm"] == 476.5
    assert "pin_hash" not in written


def test_the_pin_is_asked_for_twice(terminal: Terminal, tmp_path: Path) -> None:
    answer_all_but(terminal)
    terminal.answer("Idle time before warning", "")
    terminal.answer("Screen width in mm", "")
    terminal.answer("Staff PIN", "12")
    terminal.answer("Staff PIN", "83140762")
    terminal.answer("again", "83140763")
    terminal.answer("Staff PIN", "83140762")
    terminal.answer("again", "83140762")
    assert terminal.end() == 0
    assert "4 to 12 digits" in terminal.shown
    assert "The PINs do not match" in terminal.shown
    assert "8314" not in terminal.shown
    written = tomllib.loads((tmp_path / "kiosk.toml").read_text("utf-8"))
    assert check_pin(Settings(pin_hash=written["pin_hash"]), "83140762")
