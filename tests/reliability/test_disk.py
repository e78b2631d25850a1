"""A full disk and a disk mounted read-only, as real file systems in memory (tmpfs)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.intervals import Interval
from kiosk.errors import StoreError
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability, load_home_branch
from kiosk.services.imports.load_demo import load_demo
from kiosk.services.upkeep.back_up import write_back_up
from kiosk.services.upkeep.check_health import CheckStatus, check_health
from kiosk.settings import Settings
from kiosk.store.database import Database

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 12 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "kiosk-test", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path) -> Path:
    """Fill the disk completely, and return the file that fills it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return ballast


def reserve(database: Database, days: int) -> str:
    branch, _ = load_home_branch(database, "pusat")
    spaces = SpaceAvailability(database, branch)
    space = spaces.states(NOW, NOW)[0].space
    slot = spaces.slots(space, branch.local_day(NOW) + timedelta(days=days), NOW)[0]
    wanted = Interval(slot.start, slot.start + space.policy.slot_length)
    return ReservationService(database).reserve(space.code, wanted, NOW).code


def reserve_until_refused(database: Database) -> tuple[list[str], StoreError]:
    """Reserve until the kiosk refuses; the log may have space for a few more reservations."""
    codes = []
    for days in range(1, 13):
        for _ in range(40):
            try:
                codes.append(reserve(database, days))
            except IndexError:
                break  # nothing free on that day
            except StoreError as fault:
                return codes, fault
    raise AssertionError("a full disk took everything")


def test_a_full_disk_refuses_in_words_serves_readers_and_loses_nothing(disk: Path) -> None:
    database = Database(disk / "data")
    load_demo(database)
    first = reserve(database, 1)
    ballast = fill(disk)

    kept, fault = reserve_until_refused(database)

    assert "Free some disk space" in fault.advice
    with pytest.raises(StoreError, match="cannot be written"):
        write_back_up(database, disk / "b.zip")
    assert {path.name for path in disk.iterdir()} == {"data", "ballast"}
    for code in [first, *kept]:
        assert ReservationService(database).find(code, NOW)
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    ballast.unlink()
    assert reserve(database, 13)
    database.close()


def names(settings: Settings, database: Database) -> dict[str, CheckStatus]:
    return {check.name: check.status for check in check_health(settings, database)}


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_a_read_only_disk_is_searched_and_refuses_reservations(disk: Path, end: str) -> None:
    database = Database(disk / "data")
    load_demo(database)
    code = reserve(database, 1)
    if end == "closed":
        database.close()
    else:  # a power cut leaves the log beside the file
        _leave_as_a_power_cut(disk / "data", database)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    reading = Database(disk / "data")
    assert reading.read_only
    assert ReservationService(reading).find(code, NOW)
    with pytest.raises(StoreError, match="readonly"):
        reserve(reading, 2)
    settings = Settings(data_dir=disk / "data", branch="pusat")
    assert names(settings, reading)["Disk"] is CheckStatus.FAULT
    reading.close()

    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    again = Database(disk / "data")
    assert not again.read_only
    assert reserve(again, 2)
    again.close()


def _leave_as_a_power_cut(folder: Path, database: Database) -> None:
    left = {path: path.read_bytes() for path in folder.iterdir()}
    assert any(path.name.endswith("-wal") for path in left)
    database.close()
    for path, content in left.items():
        path.write_bytes(content)
