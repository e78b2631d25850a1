"""The local database: one writer, readers with a snapshot, and faults reported in sentences."""

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.errors import StoreDamaged, StoreError, StoreTooNew
from kiosk.store import database as database_module
from kiosk.store import places, reservations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox
from kiosk.store.tables import metadata

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(tmp_path)
    yield opened
    opened.close()


def count(database: Database, table: str = "branch") -> int:
    with database.read() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_migrations_create_the_schema_of_the_tables(database: Database) -> None:
    # Made by the migrations in SQL of their own: SQLAlchemy has no words for FTS5.
    def ours(_object, name, kind, _reflected, _compared) -> bool:
        return not (kind == "table" and name.startswith("search_fts"))

    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_a_database_of_the_first_release_is_migrated(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    file = tmp_path / "kiosk.sqlite3"
    engine = create_engine(f"sqlite:///{file}", isolation_level="AUTOCOMMIT")
    config = Config()
    config.set_main_option(
        "script_location", str(Path(database_module.__file__).parent / "migrations")
    )
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO reservation (id, space, starts, ends, code, created, status)"
                " VALUES ('r', 's', 0, 3600, '123456', 0, 'confirmed')"
            )
        )
    engine.dispose()
    opened = Database(tmp_path)
    with opened.read() as connection:
        kept = reservations.find_reservation(connection, "r")
    opened.close()
    assert kept is not None
    assert kept.status is BookingStatus.CONFIRMED
    assert kept.alternatives == ()


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    for number in range(3):
        opened = Database(tmp_path)
        with opened.write() as connection:
            places.save_branch(connection, Branch(f"b{number}", "B"))
        assert count(opened) == number + 1
        opened.close()


def test_a_newer_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / "kiosk.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="newer release"):
        Database(tmp_path)


def test_a_file_that_is_not_a_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "kiosk.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="not a database") as fault:
        Database(tmp_path)
    assert fault.value.advice


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreError) as fault:
        Database(tmp_path / "data")
    assert fault.value.advice


def test_a_locked_database_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    opened = Database(tmp_path)
    other = sqlite3.connect(opened.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked") as fault, opened.write():
        pass
    assert "Another program" in fault.value.advice
    other.execute("ROLLBACK")
    with opened.write() as connection:
        places.save_branch(connection, Branch("b", "B"))
    opened.close()
    other.close()


@pytest.mark.parametrize("wrong", ["SELECT json('{')", "SELECT * FROM absent"])
def test_an_error_in_sql_is_not_taken_for_a_damaged_file(database: Database, wrong: str) -> None:
    """SQLite says "malformed JSON": matching that word would start a repair."""
    with pytest.raises(DBAPIError), database.read() as connection:
        connection.exec_driver_sql(wrong)


def test_a_damaged_page_is_reported_as_damage(tmp_path: Path) -> None:
    opened = Database(tmp_path)
    with opened.write() as connection:
        for number in range(2_000):
            places.save_branch(connection, Branch(f"b{number}", "B" * 500))
    opened.close()
    content = bytearray(opened.path.read_bytes())
    content[len(content) // 2 :] = b"\x7f" * (len(content) - len(content) // 2)
    opened.path.write_bytes(content)
    damaged = Database(tmp_path)
    with pytest.raises(StoreDamaged) as fault, damaged.write() as connection:
        connection.exec_driver_sql("SELECT sum(length(name)) FROM branch").all()
    assert "kiosk repair" in fault.value.advice
    damaged.close()


def test_a_full_disk_is_reported_and_loses_nothing(database: Database) -> None:
    with database.write() as connection:
        places.save_branch(connection, Branch("b", "B"))
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    with pytest.raises(StoreError, match="full") as fault, database.write() as connection:
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
        for number in range(1000):
            places.save_branch(connection, Branch(f"c{number}", "B" * 1000))
    assert "Free some disk space" in fault.value.advice
    assert count(database) == 1


def test_an_sql_error_is_not_reported_as_a_disk_error(database: Database) -> None:
    with pytest.raises(Exception, match="no such table") as fault, database.read() as connection:
        connection.execute(text("SELECT * FROM absent"))
    assert not isinstance(fault.value, StoreError)


def test_a_failed_transaction_is_rolled_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        places.save_branch(connection, Branch("b", "B"))
        raise RuntimeError
    assert count(database) == 0


def test_a_reader_sees_one_snapshot_and_does_not_wait(database: Database) -> None:
    with database.read() as reader:
        before = reader.execute(text("SELECT count(*) FROM branch")).scalar_one()
        with database.write() as writer:
            places.save_branch(writer, Branch("b", "B"))
            with database.read() as other:
                assert other.execute(text("SELECT count(*) FROM branch")).scalar_one() == 0
        again = reader.execute(text("SELECT count(*) FROM branch")).scalar_one()
    assert (before, again) == (0, 0)
    assert count(database) == 1


def add_to_counter(connection: Connection) -> None:
    """Read, then write: without a lock, concurrent updates would be lost."""
    name = connection.execute(text("SELECT name FROM branch")).scalar_one()
    connection.execute(text("UPDATE branch SET name = :name"), {"name": str(int(name) + 1)})


def count_up(folder: str, times: int) -> None:
    opened = Database(Path(folder))
    for _ in range(times):
        with opened.write() as connection:
            add_to_counter(connection)
    opened.close()


def test_writers_of_threads_and_processes_wait_for_one_another(database: Database) -> None:
    with database.write() as connection:
        places.save_branch(connection, Branch("b", "0"))
    folder = str(database.path.parent)
    start = multiprocessing.get_context("spawn").Process
    workers: list = [start(target=count_up, args=(folder, 25)) for _ in range(2)]

    def in_this_process() -> None:
        for _ in range(25):
            with database.write() as connection:
                add_to_counter(connection)

    workers += [threading.Thread(target=in_this_process) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with database.read() as connection:
        assert connection.execute(text("SELECT name FROM branch")).scalar_one() == "100"


def test_a_naive_datetime_is_rejected(database: Database) -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises(Exception, match="without a zone"), database.write() as connection:
        feed_state.start_feed(connection, "f")
        feed_state.record_completion(connection, naive)


def test_a_reservation_comes_back_as_it_was(database: Database) -> None:
    hour = Interval(NOW, NOW.replace(hour=10))
    later = (Interval(NOW.replace(hour=12), NOW.replace(hour=13)),)
    made = Reservation("r", "s", hour, "012345", NOW, BookingStatus.REFUSED, later)
    with database.write() as connection:
        reservations.save_reservations(connection, made)
        reservations.save_reservations(connection, made)
    with database.read() as connection:
        assert reservations.find_reservation(connection, "r") == made
        assert reservations.find_reservation_by_code(connection, "012345", NOW) == made
        assert (
            reservations.list_reservations_touching(connection, "s", hour) == []
        )  # it keeps no time


def test_the_outbox_keeps_its_order(database: Database) -> None:
    with database.write() as connection:
        for number in range(5):
            outbox.queue_order(connection, "reserve", str(number), f"r{number}")
        first = outbox.list_next_orders(connection, 2)
        assert [order.body for order in first] == ["0", "1"]
        outbox.delete_orders(connection, [order.id for order in first])
        outbox.queue_order(connection, "cancel", "5", "r4")
        assert [order.body for order in outbox.list_next_orders(connection, 9)] == [
            "2",
            "3",
            "4",
            "5",
        ]
        assert outbox.list_subjects(connection) == {"r2", "r3", "r4"}
        assert outbox.count_orders(connection) == 4


def test_adjacent_leases_cover_a_time_together(database: Database) -> None:
    def hours(start: int, end: int) -> Interval:
        return Interval(NOW.replace(hour=start), NOW.replace(hour=end))

    with database.write() as connection:
        leases.replace_leases(connection, [("s", hours(8, 10)), ("s", hours(10, 12))])
        assert leases.is_leased(connection, "s", hours(9, 11))
        assert not leases.is_leased(connection, "s", hours(11, 13))
        assert not leases.is_leased(connection, "t", hours(9, 10))
        leases.replace_leases(connection, [("s", hours(8, 9))])
        assert not leases.is_leased(connection, "s", hours(9, 10))


def test_a_spare_code_is_used_once(database: Database) -> None:
    with database.write() as connection:
        leases.add_spare_codes(connection, ["111111", "222222"])
        leases.add_spare_codes(connection, ["222222"])
        taken = {leases.take_spare_code(connection) for _ in range(3)}
        assert taken == {"111111", "222222", None}


@pytest.mark.parametrize("package", ["kiosk.store", "kiosk.central"])
def test_the_last_migration_is_known_without_loading_alembic(package: str) -> None:
    from alembic.script import ScriptDirectory

    from kiosk.store import migrate

    script = ScriptDirectory.from_config(migrate.alembic_config(package))
    assert migrate.newest_revision(package) == script.get_current_head()


def test_a_kiosk_that_has_nothing_to_migrate_or_import_does_not_load_what_would(
    tmp_path: Path,
) -> None:
    Database(tmp_path).close()
    code = (
        "import sys, pathlib\nimport kiosk.app\nfrom kiosk.store.database import Database\n"
        "Database(pathlib.Path(sys.argv[1])).close()\n"
        "heavy = {'alembic', 'pymarc', 'lxml', 'icalendar', 'httpx', 'cryptography'}\n"
        "print(*(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""


def test_an_error_does_not_show_what_a_visitor_typed(database: Database) -> None:
    with database.read() as connection, pytest.raises(DBAPIError) as told:
        connection.execute(text("SELECT no_such_function(:words)"), {"words": "my illness"})
    assert "no_such_function" in str(told.value)
    assert "my illness" not in str(told.value)  # a log has it word for word
