"""Backup and restore are complete or have no effect, and no current data is lost."""

import json
import os
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk import settings as settings_file
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import BookingStatus
from kiosk.errors import SettingsError, StoreTooNew
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.upkeep.back_up import BackUpError, restore_back_up, write_back_up
from kiosk.store import catalogue, covers, registrations, reservations
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox
from tests.reliability.damage import overwrite, overwrite_table
from tests.reliability.kiosk_data import HOUR, NOW, belong_to_a_server, branch, codes, reserve


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "kiosk.toml"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "data")
    yield opened
    opened.close()


def test_all_comes_back_and_the_state_before_is_kept(database: Database, tmp_path: Path) -> None:
    branch(database, "then")
    settings_file.save({"library_name": "Then"})
    then = belong_to_a_server(tmp_path / "data")
    write_back_up(database, tmp_path / "b.zip")
    branch(database, "now")
    settings_file.save({"library_name": "Now"})
    before = belong_to_a_server(tmp_path / "data")

    done = restore_back_up(tmp_path / "data", tmp_path / "b.zip")

    assert codes(database) == ["then"]  # also for a kiosk that runs all the while
    assert settings_file.load().library_name == "Then"
    assert (tmp_path / "data" / "server-key.json").read_text() == then
    restore_back_up(tmp_path / "data", done.before)
    assert (tmp_path / "data" / "server-key.json").read_text() == before
    assert codes(database) == ["now", "then"]
    assert settings_file.load().library_name == "Now"


def test_what_an_earlier_release_backed_up_can_be_searched_at_once(
    database: Database, tmp_path: Path
) -> None:
    record = BibliographicRecord("1", "Mountains")
    with database.write() as connection:  # its index is empty, as after a change of its form
        catalogue.save_records(
            connection,
            "s",
            [(catalogue.RecordKey("1", 0), catalogue.content_digest(record), record)],
        )
    write_back_up(database, tmp_path / "b.zip")
    restore_back_up(tmp_path / "data", tmp_path / "b.zip")
    assert [hit.title for hit in CatalogueSearch(database).search(Query("mountains")).hits] == [
        "Mountains"
    ]


def test_only_its_owner_may_read_it(database: Database, tmp_path: Path) -> None:
    write_back_up(database, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_pictures_of_covers_are_left_out_and_their_links_come_back(
    database: Database, tmp_path: Path
) -> None:
    key, content = catalogue.RecordKey("1", 0), b"a picture"
    picture = covers.CoverPicture(sha256(content).hexdigest(), len(content))
    CoverFiles(tmp_path / "data").write(picture.digest, content)
    record = BibliographicRecord("1", "Mountains")
    with database.write() as connection:
        catalogue.save_records(connection, "s", [(key, b"", record)])
        covers.save_covers(connection, "s", {key: picture})
    write_back_up(database, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert set(archive.namelist()) == {"kiosk.sqlite3", "about.json"}
    restore_back_up(tmp_path / "other", tmp_path / "b.zip")
    restored = Database(tmp_path / "other")
    with restored.read() as connection:
        assert covers.find_covers(connection, [1]) == {1: picture}
    restored.close()


def test_what_visitors_reserved_since_stays(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        feed_state.start_feed(connection, "f", 7, epoch=1)
        leases.replace_leases(connection, [("s", HOUR)])
    reserve(database, "before")
    write_back_up(database, tmp_path / "b.zip")
    reserve(database, "before", "cancelled")
    reserve(database, "since")
    with database.write() as connection:
        feed_state.save_epoch(connection, 4)
        leases.replace_leases(connection, [])

    restore_back_up(tmp_path / "data", tmp_path / "b.zip")

    with database.read() as connection:
        since = reservations.find_reservation(connection, "since")
        before = reservations.find_reservation(connection, "before")
        assert since is not None
        assert before is not None
        assert before.status is BookingStatus.CANCELLED
        bodies = [order.body for order in outbox.list_next_orders(connection, 9)]
        assert bodies == ["before", "before", "since"]
        state = feed_state.load_feed_state(connection)
        assert state is not None
        assert (state.cursor, state.epoch) == (7, 4)
        assert not leases.is_leased(connection, "s", HOUR)  # it is no longer lent


def test_a_seat_that_was_given_since_is_not_given_again(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        feed_state.start_feed(connection, "f", 7)
        leases.replace_seat_leases(connection, [("p", 1), ("p", 2)])
    write_back_up(database, tmp_path / "b.zip")
    made = Registration("r", "p", "123456", NOW, BookingStatus.CONFIRMED, seat=1)
    with database.write() as connection:
        registrations.save_registrations(connection, made)
        leases.replace_seat_leases(connection, [("p", 1), ("p", 3)])

    restore_back_up(tmp_path / "data", tmp_path / "b.zip")
    restore_back_up(
        tmp_path / "lost", tmp_path / "b.zip"
    )  # on another machine, where nothing is left

    with database.read() as connection:
        assert registrations.find_registration(connection, "r") == made
        assert leases.list_leased_seats(connection, "p") == {1, 3}
    lost = Database(tmp_path / "lost")
    with lost.read() as connection:
        assert leases.list_leased_seats(connection, "p") == set()
    lost.close()


def test_as_another_kiosk_it_belongs_to_no_server(database: Database, tmp_path: Path) -> None:
    branch(database, "b")
    with database.write() as connection:
        feed_state.start_feed(connection, "f", 7)
        leases.add_spare_codes(connection, ["111111"])
        leases.replace_seat_leases(connection, [("p", 1)])
    reserve(database, "r")
    belong_to_a_server(tmp_path / "data")
    write_back_up(database, tmp_path / "b.zip")

    restore_back_up(tmp_path / "other", tmp_path / "b.zip", as_new=True)

    other = Database(tmp_path / "other")
    assert codes(other) == ["b"]
    with other.read() as connection:
        assert feed_state.load_feed_state(connection) is None
        assert outbox.count_orders(connection) == 0
        assert leases.count_spare_codes(connection) == 0
        assert leases.list_leased_seats(connection, "p") == set()
    other.close()
    assert not (tmp_path / "other" / "server-key.json").exists()


def test_a_damaged_kiosk_is_restored(database: Database, tmp_path: Path) -> None:
    branch(database, "b")
    write_back_up(database, tmp_path / "b.zip")
    path = database.path
    database.close()
    overwrite(path, 0.0, 1.0)
    restore_back_up(tmp_path / "data", tmp_path / "b.zip")
    again = Database(tmp_path / "data")
    assert codes(again) == ["b"]
    again.close()


def rewritten(file: Path, name: str, content: bytes) -> Path:
    """Return the backup with one of its parts replaced."""
    changed = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for part in {*old.namelist(), name}:
            new.writestr(part, content if part == name else old.read(part))
    return changed


@pytest.mark.parametrize(
    ("name", "content", "fault", "words"),
    [
        ("about.json", json.dumps({"format": 99, "release": "9"}).encode(), BackUpError, "9"),
        ("about.json", b"{", BackUpError, "damaged"),
        ("kiosk.sqlite3", b"", BackUpError, "Nothing was changed"),
        ("kiosk.toml", b"idle_seconds = 1\n", SettingsError, "idle_seconds"),
    ],
)
def test_what_is_no_sound_back_up_changes_nothing(
    database: Database, tmp_path: Path, name: str, content: bytes, fault: type, words: str
) -> None:
    branch(database, "then")
    settings_file.save({"library_name": "Then"})
    write_back_up(database, tmp_path / "b.zip")
    branch(database, "now")
    wrong = rewritten(tmp_path / "b.zip", name, content)
    if content == b"":
        wrong = rewritten(tmp_path / "b.zip", name, damaged_database(tmp_path))
    with pytest.raises(fault) as told:
        restore_back_up(tmp_path / "data", wrong)
    assert words in f"{told.value} {told.value.advice}"
    assert codes(database) == ["now", "then"]
    assert not [p for p in (tmp_path / "data").iterdir() if p.name.startswith("restore-")]


def damaged_database(tmp_path: Path) -> bytes:
    Database(tmp_path / "damaged").close()
    path = tmp_path / "damaged" / "kiosk.sqlite3"
    overwrite_table(path, "search_entry")
    return path.read_bytes()


def test_a_back_up_takes_the_place_of_no_device(database: Database, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path):
        with pytest.raises(BackUpError, match="is not a file"):
            write_back_up(database, place)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + b"x" * 50])
def test_another_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(BackUpError, match="cannot be restored"):
        restore_back_up(tmp_path / "data", tmp_path / "b.zip")


def test_a_back_up_of_a_newer_release_is_refused(database: Database, tmp_path: Path) -> None:
    branch(database, "b")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    write_back_up(database, tmp_path / "b.zip")
    with pytest.raises(StoreTooNew):
        restore_back_up(tmp_path / "other", tmp_path / "b.zip")
    other = Database(tmp_path / "other")
    assert codes(other) == []
    other.close()


def test_a_place_that_cannot_be_written_is_told(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BackUpError, match="cannot be written"):
        write_back_up(database, tmp_path / "absent" / "b.zip")
