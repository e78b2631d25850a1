"""Servers and kiosks as separate processes, which tests can kill as a power cut would."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import httpx

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from tests.central.ports import free_port
from tests.simulation.reservation_verdict import Promise

ROOT = Path(__file__).resolve().parents[2]
_HANG = 600  # seconds, after which a process counts as stuck


class Process:
    """A process that is restarted after each kill. ``kills`` counts the kills."""

    def __init__(self, command: list[str | Path], home: Path) -> None:
        self._command = command
        self._home = home
        self._running: subprocess.Popen[str] | None = None
        self._log = home / "log"
        self.kills = 0

    def start(self) -> None:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
        own = {"HOME": str(self._home), "KIOSK_CONFIG": str(self._home / "kiosk.toml")}
        own["KIOSK_SEARCH_BY_MEANING"] = "false"  # the model is tested elsewhere
        with self._log.open("a") as log:
            self._running = subprocess.Popen(
                [str(word) for word in self._command],
                env=inherited | own,
                cwd=ROOT,
                start_new_session=True,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )
        self.read(self._running)

    def kill(self) -> None:
        """Kill the process with SIGKILL, without any clean-up."""
        assert self._running is not None
        assert self._running.poll() is None, "it ended unexpectedly"
        os.killpg(self._running.pid, signal.SIGKILL)  # with its child processes
        self._running.wait(_HANG)
        self._running = None
        self.kills += 1

    @property
    def process_id(self) -> int:
        assert self._running is not None
        return self._running.pid

    @property
    def running(self) -> bool:
        return self._running is not None

    def error_output(self) -> str:
        """Return the standard error of the process, which is empty if there was no error."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def end(self) -> None:
        """End the process, whatever the result of the test."""
        if self._running:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait(_HANG)

    def read(self, running: "subprocess.Popen[str]") -> None:
        """Collect the output of the process, in a separate thread."""


class ServerProcess(Process):
    """The process ``kiosk serve``, always on the same port."""

    def __init__(self, database: str, folder: Path) -> None:
        self.port = free_port()
        program = Path(sys.executable).with_name("kiosk")
        where = ["--database", database, "--port", str(self.port)]
        super().__init__([program, "--data-dir", folder, "serve", *where], folder)

    def start(self) -> None:
        super().start()
        wait_for(self.answers)

    def answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health").status_code == 200
        except httpx.HTTPError:
            return False


class KioskProcess(Process):
    """The process tests.central.headless_kiosk, and the answers that its visitors received."""

    def __init__(self, folder: Path, seed: str) -> None:
        super().__init__(
            [sys.executable, "-m", "tests.central.headless_kiosk", folder, seed], folder
        )
        self.folder = folder
        self.up = threading.Event()
        self.promises: list[Promise] = []
        self.requests = 0
        self.seats: set[str] = set()  # ids of registrations that were confirmed at once
        self.asked: set[str] = set()  # ids of registrations that were not confirmed at once
        self.cancelled: set[str] = set()
        self.faults: list[str] = []

    def start(self) -> None:
        self.up.clear()
        super().start()
        assert self.up.wait(_HANG), self.error_output()

    def read(self, running: "subprocess.Popen[str]") -> None:
        self._ear = threading.Thread(target=self._listen, args=(running,), daemon=True)
        self._ear.start()

    def kill(self) -> None:
        super().kill()
        self._ear.join(_HANG)  # all output was read

    def _listen(self, running: "subprocess.Popen[str]") -> None:
        assert running.stdout is not None
        for line in running.stdout:
            if line.endswith("\n"):  # otherwise it was killed in the middle of a line
                self._hear(json.loads(line))

    def _hear(self, said: dict[str, str]) -> None:
        if "up" in said:
            self.up.set()
        elif "fault" in said:
            self.faults.append(said["fault"])
        elif "cancelling" in said:
            self.cancelled.add(said["cancelling"])
        elif "registered" in said:
            confirmed = said["status"] == BookingStatus.CONFIRMED
            (self.seats if confirmed else self.asked).add(said["registered"])
        elif said["status"] == BookingStatus.CONFIRMED:
            span = Interval(_time(said["start"]), _time(said["end"]))
            reservation = Reservation(said["id"], said["space"], span, said["code"], span.start)
            self.promises.append(Promise(reservation, self.folder.name))
        else:
            self.requests += 1


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _HANG
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
