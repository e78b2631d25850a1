"""A copy of a kiosk's data on another machine, or in another folder, has no leases."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Reservation
from kiosk.store import reservations
from kiosk.store.database import Database
from kiosk.store.sync import leases, machine

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = Interval(NOW, NOW + timedelta(hours=1))
CODES = [f"{number:06}" for number in range(40)]


def lend(folder: Path) -> None:
    database = Database(folder)
    with database.write() as connection:
        leases.replace_leases(connection, [("room", HOUR)])
        leases.replace_seat_leases(connection, [("p", 1)])
        leases.add_spare_codes(connection, CODES)
    database.close()


def held(folder: Path) -> tuple[int, bool, set[int], str]:
    database = Database(folder)
    with database.read() as connection:
        found = (
            leases.count_spare_codes(connection),
            leases.is_leased(connection, "room", HOUR),
            leases.list_leased_seats(connection, "p"),
            machine.stored_machine_id(connection),
        )
    database.close()
    return found


def test_a_copied_folder_loses_its_leases(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    lend(one)
    shutil.copytree(one, two)
    codes, covers, seats, mark = held(two)
    assert (codes, covers, seats) == (0, False, set())
    assert held(one)[:3] == (40, True, {1}), "the first goes on"
    assert mark != held(one)[3]
    lend(two)
    assert held(two)[:3] == (40, True, {1}), "what it is lent itself it keeps"


def test_a_copied_disk_is_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copied disk has the same system id, path and inode."""
    lend(tmp_path)
    monkeypatch.setattr(machine, "_disk", lambda _device: "another serial number")
    assert held(tmp_path)[0] == 0


def test_a_used_code_is_not_added_again(tmp_path: Path) -> None:
    """The server sends a code again until it learns of its use."""
    database = Database(tmp_path)
    with database.write() as connection:
        reservations.save_reservations(connection, Reservation("r", "room", HOUR, CODES[0], NOW))
        leases.add_spare_codes(connection, CODES)
        taken = {leases.take_spare_code(connection) for _ in CODES}
    assert taken == {*CODES[1:], None}
    database.close()
