"""Watchdog messages for systemd, and the database check between sessions."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.reservations import RETENTION_PERIOD, Reservation
from kiosk.services.upkeep.repair import open_or_repair
from kiosk.store import catalogue, reservations
from kiosk.store.database import Database
from kiosk.ui.base.background import Background
from kiosk.ui.base.session import Session
from kiosk.watchdog import RESTART, DatabaseMaintenance, SystemdNotifier
from tests.reliability.damage import overwrite_table

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="systemd is of Linux")


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Yield a socket that listens as systemd does."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(path))
        listener.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        monkeypatch.setenv("WATCHDOG_USEC", "40000")
        yield listener


def heard(listener: socket.socket) -> list[str]:
    said = []
    while True:
        try:
            said.append(listener.recv(4096).decode())
        except BlockingIOError:
            return said


def test_signs_come_while_the_event_loop_runs_and_only_then(
    systemd: socket.socket, qapp: object
) -> None:
    signs = SystemdNotifier()
    signs.ready()
    said: list[str] = []
    while len(said) < 2:
        QTest.qWait(10)
        said += heard(systemd)
    assert said[:2] == ["READY=1", "WATCHDOG=1"]
    QTest.qWait(100)  # more than systemd has room for is not waited for
    heard(systemd)
    time.sleep(0.2)  # the event loop hangs
    assert heard(systemd) == []


def test_without_systemd_nothing_is_said(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    signs = SystemdNotifier()
    signs.ready()
    assert not any(timer.isActive() for timer in signs.findChildren(QTimer))


def test_a_systemd_that_has_gone_does_no_harm(
    systemd: socket.socket, tmp_path: Path, qapp: object
) -> None:
    signs = SystemdNotifier()
    (tmp_path / "notify").unlink()
    signs.ready()
    QTest.qWait(100)


def test_the_kiosk_itself_gives_signs_of_life(systemd: socket.socket, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("kiosk"), "--data-dir", tmp_path / "data", "run"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    settings = tmp_path / "kiosk.toml"
    settings.write_text('library_name = "L"\n', "utf-8")
    database = Database(tmp_path / "data")
    with database.write() as connection:  # a title, and no index: it takes long for many
        record = BibliographicRecord("1", "Mountains")
        catalogue.save_records(
            connection,
            "s",
            [(catalogue.RecordKey("1", 0), catalogue.content_digest(record), record)],
        )
    database.close()
    environment["KIOSK_CONFIG"] = str(settings)
    with subprocess.Popen(command, env=environment) as kiosk:
        try:
            systemd.settimeout(600)
            assert systemd.recv(4096).startswith(b"EXTEND_TIMEOUT_USEC=")
            assert systemd.recv(4096) == b"READY=1"
            assert systemd.recv(4096) == b"WATCHDOG=1"
        finally:
            kiosk.kill()


def test_damage_is_found_between_visitors_and_repaired_at_the_next_start(
    tmp_path: Path, qapp: object
) -> None:
    Database(tmp_path).close()
    overwrite_table(tmp_path / "kiosk.sqlite3", "bib")
    database, session, background = Database(tmp_path), Session(90, 30), Background()
    caretaker = DatabaseMaintenance(database, session, background, lambda: NOW)
    restarts: list[int] = []
    caretaker.restart.connect(lambda: restarts.append(RESTART))

    def look() -> list[int]:
        caretaker.care()
        background.settle()
        return restarts

    session.go_on()
    assert look() == []  # a visitor is there
    session.finish()
    assert look() == [RESTART]
    database.close()
    open_or_repair(tmp_path).close()
    assert list(tmp_path.glob("damaged-*.sqlite3"))
    assert not (tmp_path / "damaged").exists()


def test_a_whole_database_is_no_reason_to_restart(tmp_path: Path, qapp: object) -> None:
    database, session, background = Database(tmp_path), Session(90, 30), Background()
    caretaker = DatabaseMaintenance(database, session, background, lambda: NOW)
    restarts: list[int] = []
    caretaker.restart.connect(lambda: restarts.append(RESTART))
    caretaker.care()
    background.settle()
    database.close()
    assert restarts == []
    assert not (tmp_path / "damaged").exists()


def test_what_is_over_is_forgotten_between_visitors(tmp_path: Path, qapp: object) -> None:
    database, session, background = Database(tmp_path), Session(90, 30), Background()
    ended = NOW - RETENTION_PERIOD - timedelta(seconds=1)
    hour = Interval(ended - timedelta(hours=1), ended)
    with database.write() as connection:
        reservations.save_reservations(
            connection, Reservation("id", "room", hour, "123456", hour.start)
        )
        # Without it the clock would seem to have jumped since, and nothing would be forgotten.
        lately = Interval(NOW - timedelta(hours=2), NOW - timedelta(hours=1))
        reservations.save_reservations(
            connection, Reservation("new", "room", lately, "234567", lately.start)
        )
    caretaker = DatabaseMaintenance(database, session, background, lambda: NOW)

    def kept() -> int:
        caretaker.care()
        background.settle()
        with database.read() as connection:
            return len(reservations.list_upcoming_reservations(connection, hour.start))

    session.go_on()
    assert kept() == 2, "a visitor is there"
    session.finish()
    assert kept() == 1
    database.close()
