"""The screens are rebuilt whenever staff save settings, and no old screen stays in memory."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from kiosk.app import Kiosk, application
from kiosk.central.console.access import accounts
from kiosk.central.database import CentralDatabase
from kiosk.services.imports.load_demo import load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.sync.pair import pair_with_server
from tests.central.library import Library
from tests.central.processes import ROOT, Process, ServerProcess, wait_for
from tests.console.conftest import PASSWORD, Staff

SAVES = 20
WAIT = 1_200  # seconds: whatever takes longer never ends


def living() -> set[int]:
    """Return the addresses of all QObjects that Python knows and that still exist."""
    gc.collect()
    return {
        address
        for each in gc.get_objects()
        if isinstance(each, QObject) and shiboken6.isValid(each)
        for address in shiboken6.getCppPointer(each)
    }


def test_a_kiosk_that_is_closed_leaves_no_qobject_behind(tmp_path: Path) -> None:
    application()
    database = Database(tmp_path)
    before = living()
    screens = Kiosk(Settings(data_dir=tmp_path), database, Speaker(), size=(540, 960))
    screens.attend()
    screens.session.go_on()
    QTest.qWait(50)
    within = living() - before
    screens.close()
    assert len(within) > 30
    assert living() & within == set()
    assert not shiboken6.isValid(screens)
    database.close()


def test_garbage_is_collected_in_the_thread_of_the_screens_alone() -> None:
    application()
    collecting: set[threading.Thread] = set()
    before = gc.get_threshold()

    def note(_phase: str, _facts: dict[str, int]) -> None:
        collecting.add(threading.current_thread())

    def litter() -> None:
        for _ in range(2_000):
            ring: list[object] = []
            ring.append(ring)

    gc.callbacks.append(note)
    gc.set_threshold(1)
    try:
        other = threading.Thread(target=litter)
        other.start()
        other.join()
        assert collecting == set()
        wait_for(lambda: QTest.qWait(50) or bool(collecting))  # type: ignore[func-returns-value]
        assert collecting == {threading.main_thread()}
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(note)


@pytest.mark.slow
def test_thirty_rebuilds_while_threads_make_garbage(tmp_path: Path) -> None:
    load_demo(database := Database(tmp_path))
    database.close()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.reliability.rebuilds", tmp_path, "30"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=WAIT,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "survived 0\n", "")


class FastSyncingKiosk(Process):
    """Runs fast_syncing_kiosk.py; ``built`` counts the sets of screens that were created."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            [sys.executable, "-m", "tests.reliability.fast_syncing_kiosk", folder], folder
        )
        self.built = 0

    def read(self, running: "subprocess.Popen[str]") -> None:
        def listen() -> None:
            assert running.stdout is not None
            for _line in running.stdout:
                self.built += 1

        threading.Thread(target=listen, daemon=True).start()

    @property
    def running(self) -> bool:
        return self._running is not None and self._running.poll() is None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """Run ``kiosk serve`` with a staff account, and pair a kiosk in the folder “kiosk”."""
    url = f"sqlite:///{tmp_path / 'central.sqlite3'}"
    central = CentralDatabase(url)
    library = Library(central, tmp_path / "snapshots", lambda: datetime.now(UTC))
    with central.write() as connection:
        accounts.create_account(
            connection, "admin", accounts.Role.ADMIN, PASSWORD, datetime.now(UTC)
        )
    (tmp_path / "server").mkdir()
    running = ServerProcess(url, tmp_path / "server")
    try:
        running.start()
        database = Database(tmp_path / "kiosk")
        address = f"http://127.0.0.1:{running.port}"
        pair_with_server(database, tmp_path / "kiosk", address, library.pairing_code(), "lobby")
        database.close()
        yield running
    finally:
        running.end()
        central.close()


@pytest.mark.slow
def test_a_paired_kiosk_survives_what_staff_save(server: ServerProcess, tmp_path: Path) -> None:
    staff = Staff(f"http://127.0.0.1:{server.port}")
    staff.sign_in("admin")
    kiosk = FastSyncingKiosk(tmp_path / "kiosk")
    kiosk.start()
    try:
        for number in range(SAVES):
            staff.submit("/settings", "save", library_name=f"Library {number}", languages="en")
            assert "Kiosk settings saved." in staff.page
            built = kiosk.built
            wait_for(lambda: kiosk.built > built or not kiosk.running)  # noqa: B023
            assert kiosk.running, f"it died at save {number}: {kiosk.error_output()}"
        assert kiosk.error_output() == ""
    finally:
        kiosk.end()
