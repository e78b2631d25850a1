"""A damaged database is rebuilt, and all data that can be read is kept."""

import shutil
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.fleet import pairing
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus
from kiosk.errors import StoreDamaged
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability, load_home_branch
from kiosk.services.imports.load_demo import load_demo
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.services.upkeep.repair import is_intact, open_or_repair, repair_database, request_repair
from kiosk.store import reservations
from kiosk.store.database import Database
from kiosk.store.sync import leases, outbox
from kiosk.sync.credentials import load_paired_credentials
from kiosk.sync.pair import pair_with_server
from tests.central.http_server import running_server
from tests.central.library import BRANCH, Library
from tests.reliability.damage import overwrite, overwrite_table

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create a demo kiosk with one reservation, whose code is in the file ``code``."""
    folder = tmp_path_factory.mktemp("demo")
    database = Database(folder)
    load_demo(database)
    branch, _ = load_home_branch(database, "pusat")
    spaces = SpaceAvailability(database, branch)
    space = spaces.states(NOW, NOW)[0].space
    slot = spaces.slots(space, branch.local_day(NOW) + timedelta(days=1), NOW)[0]
    wanted = Interval(slot.start, slot.start + space.policy.slot_length)
    made = ReservationService(database).reserve(space.code, wanted, NOW)
    (folder / "code").write_text(made.code)
    database.close()
    return folder


def titles(database: Database) -> int:
    with database.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM bib").scalar_one()


@pytest.mark.parametrize(
    ("start", "length"), [(0.0, 0.001), (0.0, 1.0), (0.2, 0.05), (0.5, 0.2), (0.9, 0.1)]
)
def test_the_demo_library_is_whole_again(
    demo: Path, tmp_path: Path, start: float, length: float
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo, folder)
    before = (folder / "kiosk.sqlite3").read_bytes()
    overwrite(folder / "kiosk.sqlite3", start, length)
    damage = (folder / "kiosk.sqlite3").read_bytes()
    assert damage != before
    request_repair(folder)  # as the hourly look does; the header alone is seen at the start

    database = open_or_repair(folder)
    load_demo(database)  # as kiosk demo does

    assert is_intact(database)
    assert titles(database) == 316
    branch, _ = load_home_branch(database, "pusat")
    assert SpaceAvailability(database, branch).states(NOW, NOW)
    database.close()
    kept = next(folder.glob("damaged-*.sqlite3"))
    assert kept.read_bytes() == damage
    assert not (folder / "damaged").exists()


def test_a_reservation_outlives_damage_elsewhere(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo, folder)
    overwrite_table(folder / "kiosk.sqlite3", "bib")
    repair_database(folder)
    database = Database(folder)
    made, _space = ReservationService(database).find((folder / "code").read_text(), NOW)
    assert made.status is BookingStatus.CONFIRMED
    database.close()


def test_a_kiosk_that_starts_on_a_file_that_is_no_database_repairs_it(tmp_path: Path) -> None:
    (tmp_path / "kiosk.sqlite3").write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreDamaged):
        Database(tmp_path)
    open_or_repair(tmp_path).close()


def test_the_outbox_is_saved_and_sent_and_the_rest_comes_from_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    central = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    clock = partial(datetime.now, UTC)
    library = Library(central, tmp_path / "snapshots", clock)
    folder = tmp_path / "kiosk"
    database = Database(folder)
    with running_server(library.server) as url:
        with central.write() as connection:
            code = pairing.create_pairing_code(connection, "main", clock())
        pair_with_server(database, folder, url, code, "lobby")
        mine = load_paired_credentials(database)
        assert mine is not None
        run_sync_round(database, mine)
        day = BRANCH.local_day(clock()) + timedelta(days=1)
        room = SpaceAvailability(database, BRANCH).states(clock(), clock())[0].space
        slot = SpaceAvailability(database, BRANCH).slots(room, day, clock())[0]
        wanted = Interval(slot.start, slot.start + room.policy.slot_length)
        made = ReservationService(database).reserve(room.code, wanted, clock())
        path = database.path
        with database.write() as connection:
            leases.replace_seat_leases(connection, [("p", 1)])
        database.close()
        overwrite_table(path, "bib")

        repair_database(folder)
        database = Database(folder)
        with database.read() as connection:
            assert outbox.count_orders(connection) == 1
            assert not leases.list_leased_seats(
                connection, "p"
            )  # who has it may be among what was lost
        run_sync_round(database, mine)
        with database.read() as connection:
            assert outbox.count_orders(connection) == 0
            kept = reservations.find_reservation(connection, made.id)
        assert kept is not None
        assert kept.status is BookingStatus.CONFIRMED
        assert library.status(made.id) == "confirmed"
    database.close()
    central.close()


def test_a_whole_database_is_left_alone(tmp_path: Path) -> None:
    database = open_or_repair(tmp_path)
    assert is_intact(database)
    database.close()
    assert not list(tmp_path.glob("damaged*"))
