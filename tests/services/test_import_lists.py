"""Newer exports of a list: nothing is duplicated, and missing entries are deleted."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.domain.registrations import Registration
from kiosk.domain.removal import RemovalSize
from kiosk.domain.reservations import BookingStatus
from kiosk.errors import KioskError
from kiosk.services.bookings.codes import SeatBooking
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.retention import delete_expired_bookings
from kiosk.services.imports.import_files import FileSummary, import_paths
from kiosk.services.imports.list_removal import delete_source
from kiosk.store import imports, programs, readings, sources, tables
from kiosk.store.database import Database

NOW = datetime.now(UTC)
SOON = NOW + timedelta(days=4)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "data")
    yield made
    made.close()


def table(path: Path, titles: Mapping[str, str]) -> Path:
    rows = "".join(f"{number},{title}\n" for number, title in titles.items())
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"source_id,title\n{rows}")
    return path


def calendar(path: Path, titles: Mapping[str, str], more: str = "") -> Path:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T000000Z\nDTSTART:{SOON:%Y%m%dT%H%M%SZ}\n"
        f"DURATION:PT1H\nSUMMARY:{title}\nX-COMMONS-SEATS:1\n{more}END:VEVENT\n"
        for uid, title in titles.items()
    )
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n")
    return path


def numbered(first: int, end: int, word: str = "Buku") -> dict[str, str]:
    return {str(number): f"{word} {number}" for number in range(first, end)}


def titles(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.scalars(select(tables.bib.c.title)))


def dates(database: Database) -> dict[str, bool]:
    """Return for each program whether it is cancelled."""
    with database.read() as connection:
        found = programs.list_programs_between(connection, NOW, SOON + timedelta(days=9))
    return {each.title: each.cancelled for each in found}


def replaced(database: Database, *paths: Path, asked: bool = False) -> list[FileSummary]:
    return import_paths(database, paths, replace=lambda _source, _removal: asked)


@pytest.mark.parametrize("name", ["buku (1).csv", "Copy of buku.csv", "buku-2026-12.csv"])
def test_a_renamed_export_duplicates_nothing(database: Database, tmp_path: Path, name: str) -> None:
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 10))])
    (told,) = import_paths(database, [table(tmp_path / name, numbered(1, 11))])
    assert (told.source, told.added, told.unchanged) == ("buku.csv", 1, 9)
    assert len(titles(database)) == 10


def test_a_source_of_an_older_release_keeps_its_name(database: Database, tmp_path: Path) -> None:
    old = table(tmp_path / "books-2026-11.csv", numbered(1, 10))
    import_paths(database, [old], source="books-2026-11.csv")
    (told,) = import_paths(database, [table(tmp_path / "books-2026-12.csv", numbered(1, 10))])
    assert (told.source, told.unchanged) == ("books-2026-11.csv", 9)


def test_monthly_parts_add_up(database: Database, tmp_path: Path) -> None:
    import_paths(database, [table(tmp_path / "new-2026-11.csv", numbered(1, 5))])
    (told,) = import_paths(database, [table(tmp_path / "new-2026-12.csv", numbered(5, 9))])
    assert len(titles(database)) == 8
    assert any("4 titles" in note and "--replace" in note for note in told.notes)


def test_lists_with_the_same_numbers_do_not_overwrite_each_other(
    database: Database, tmp_path: Path
) -> None:
    import_paths(database, [table(tmp_path / "gifts-2025.csv", numbered(1, 6, "Old"))])
    (told,) = import_paths(database, [table(tmp_path / "gifts-2026.csv", numbered(1, 6, "New"))])
    assert told.source == "gifts-2026.csv"
    assert "a list of its own" in told.notes[0]
    assert len(titles(database)) == 10
    for folder in ("a", "b"):  # of one name, in two folders
        import_paths(database, [table(tmp_path / folder / "rak.csv", numbered(1, 6, folder))])
    assert len(titles(database)) == 20


def test_an_export_under_another_name_is_reported(database: Database, tmp_path: Path) -> None:
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 10))])
    other = {f"x{number}": title for number, title in numbered(1, 11).items()}
    (told,) = import_paths(database, [table(tmp_path / "daftar baru.csv", other)])
    assert told.source == "daftar baru.csv"
    assert any("also those of “buku.csv”" in note for note in told.notes)
    (again,) = import_paths(database, [table(tmp_path / "daftar baru.csv", other)])
    assert again.notes == []


def test_a_table_with_shifted_numbers_is_the_same_list(database: Database, tmp_path: Path) -> None:
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 9))])
    moved = {"1": "Aa"} | {str(n + 1): f"Buku {n}" for n in range(1, 9)}
    (told,) = import_paths(database, [table(tmp_path / "buku (1).csv", moved)])
    assert told.source == "buku.csv"
    assert len(titles(database)) == 9


def test_the_newest_of_several_exports_in_a_folder_wins(database: Database, tmp_path: Path) -> None:
    old = table(tmp_path / "usb" / "buku.csv", {"1": "Old", "2": "Buku"})
    new = table(tmp_path / "usb" / "buku (1).csv", {"1": "New", "2": "Buku"})
    os.utime(old, (1, 1_700_000_000))
    os.utime(new, (1, 1_800_000_000))
    import_paths(database, [tmp_path / "usb"])
    assert titles(database) == ["Buku", "New"]


def test_replacing_deletes_entries_in_no_file_of_the_list(
    database: Database, tmp_path: Path
) -> None:
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 11))])
    import_paths(database, [table(tmp_path / "lain.csv", numbered(1, 4, "Lain"))])
    (told,) = replaced(database, table(tmp_path / "buku (1).csv", numbered(3, 11)))
    assert (told.removed, told.unchanged) == (2, 8)
    assert len(titles(database)) == 8 + 3
    with database.read() as connection:
        assert imports.list_source_files(connection)[-1][1].name == "buku (1).csv"
        assert (
            len(imports.list_source_files(connection)) == 2
        )  # a repair does not bring the old list back


def test_several_files_together_are_the_whole_list(database: Database, tmp_path: Path) -> None:
    parts = [table(tmp_path / f"buku-2026-0{n}.csv", numbered(n * 5, n * 5 + 5)) for n in (1, 2)]
    replaced(database, *parts)
    told = replaced(database, *parts)
    assert sum(each.removed for each in told) == 0
    assert len(titles(database)) == 10


def test_deleting_half_a_list_needs_consent(database: Database, tmp_path: Path) -> None:
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 11))])
    asked: list[RemovalSize] = []

    def ask(_source: str, removal: RemovalSize) -> bool:
        asked.append(removal)
        return False

    less = table(tmp_path / "buku.csv", numbered(6, 11) | {"99": "Baru"})
    (told,) = import_paths(database, [less], replace=ask)
    assert asked == [RemovalSize(5, 10, 0, 0)]
    assert (told.held, told.read, told.removed) == (True, 0, 0)
    assert "5 of 10 titles" in told.rejects[0].reason
    assert "--yes" in told.rejects[0].reason
    assert titles(database) == sorted(numbered(1, 11).values())
    (told,) = replaced(database, less, asked=True)
    assert (told.removed, told.added) == (5, 1)


@pytest.mark.parametrize("content", ["", "<html>Log in</html>", "source_id,title\n"])
def test_a_file_without_titles_deletes_none(
    database: Database, tmp_path: Path, content: str
) -> None:
    path = table(tmp_path / "buku.csv", numbered(1, 4))
    import_paths(database, [path])
    path.write_text(content)
    (told,) = replaced(database, path, asked=True)
    assert told.removed == 0
    assert len(titles(database)) == 3


def test_a_truncated_file_deletes_nothing(database: Database, tmp_path: Path) -> None:
    path = calendar(tmp_path / "p.ics", {str(n): f"P {n}" for n in range(8)})
    import_paths(database, [path])
    whole = path.read_text()
    path.write_text(whole[: whole.rindex("SUMMARY")])
    (told,) = replaced(database, path, asked=True)
    assert told.removed == 0
    assert any("Nothing was removed" in note for note in told.notes)
    assert len(dates(database)) == 8


def test_a_deleted_program_is_deleted(database: Database, tmp_path: Path) -> None:
    import_paths(database, [calendar(tmp_path / "p.ics", {"a": "Tetap", "b": "Dihapus"})])
    (told,) = replaced(database, calendar(tmp_path / "p.ics", {"a": "Tetap"}))
    assert told.removed == 1
    assert dates(database) == {"Tetap": False}


@pytest.mark.parametrize("way", ["replace", "remove", "moved"])
def test_a_removed_program_with_registrations_is_shown_as_cancelled(
    database: Database, tmp_path: Path, way: str
) -> None:
    path = calendar(tmp_path / "p.ics", {"a": "Tetap", "b": "Dihapus"})
    import_paths(database, [path])
    keep = RegistrationService(database)
    key = next(each.key for each in found(database) if each.title == "Dihapus")
    mine, waiting = (keep.register(key, NOW) for _ in range(2))
    assert (mine.status, waiting.place) == (BookingStatus.CONFIRMED, 1)
    if way == "remove":
        delete_source(database, "p.ics", NOW)
        assert dates(database) == {"Dihapus": True}
    else:
        replaced(database, calendar(path, {"a": "Tetap"}))
        assert dates(database) == {"Dihapus": True, "Tetap": False}
    opened = ReservationService(database).find(mine.code, NOW)
    assert isinstance(opened, SeatBooking)
    assert opened.program.cancelled
    assert keep.current_state(waiting).status is BookingStatus.REFUSED
    with database.read() as connection:
        assert ("p.ics" in sources.list_source_names(connection)) is (way != "remove")
    import_paths(database, [calendar(path, {"a": "Tetap", "b": "Dihapus"})], source="p.ics")
    assert dates(database)["Dihapus"] is False  # it was a mistake


def test_a_date_removed_from_a_series_is_cancelled_for_its_registrants(
    database: Database, tmp_path: Path
) -> None:
    weekly = "RRULE:FREQ=DAILY;COUNT=3\n"
    path = calendar(tmp_path / "p.ics", {"a": "Kelas"}, weekly)
    import_paths(database, [path])
    last = max(found(database), key=lambda each: each.interval.start)
    made: Registration = RegistrationService(database).register(last.key, NOW)
    import_paths(database, [calendar(path, {"a": "Kelas"}, "RRULE:FREQ=DAILY;COUNT=2\n")])
    opened = ReservationService(database).find(made.code, NOW)
    assert isinstance(opened, SeatBooking)
    assert opened.program.cancelled


def test_withdrawn_programs_are_deleted_with_their_registrations(
    database: Database, tmp_path: Path
) -> None:
    import_paths(database, [calendar(tmp_path / "p.ics", {"b": "Dihapus"})])
    RegistrationService(database).register(found(database)[0].key, NOW)
    delete_source(database, "p.ics", NOW)
    assert dates(database) == {"Dihapus": True}
    for day in range((SOON - NOW).days + 9):  # a clock that leaps makes nothing over
        delete_expired_bookings(database, NOW + timedelta(days=day))
    delete_expired_bookings(database, SOON + timedelta(days=8))
    assert dates(database) == {}


def test_a_source_is_deleted_completely(database: Database, tmp_path: Path) -> None:
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 1_200))])
    import_paths(database, [calendar(tmp_path / "p.ics", {"a": "Tetap"})])
    with database.read() as connection:
        held = {
            each.source: (each.titles, each.programs)
            for each in sources.summarise_sources(connection)
        }
    assert held == {"buku.csv": (1_199, 0), "p.ics": (0, 1)}
    assert delete_source(database, "buku.csv", NOW) == 1_199
    with database.read() as connection:
        assert sources.list_source_names(connection) == ["p.ics"]
        assert imports.list_source_files(connection) == [("p.ics", tmp_path / "p.ics")]
    with pytest.raises(KioskError, match="no source"):
        delete_source(database, "buku.csv", NOW)


def test_a_mistyped_path_leaves_no_run(database: Database, tmp_path: Path) -> None:
    (told,) = import_paths(database, [tmp_path / "bukuu.csv"])
    assert told.rejected == 1
    with database.read() as connection:
        assert imports.list_unfinished_files(connection) == []
        assert imports.list_latest_rejects(connection) == []
        assert sources.list_source_names(connection) == []


def found(database: Database) -> list[programs.Program]:
    with database.read() as connection:
        return programs.list_programs_between(connection, NOW, SOON + timedelta(days=9))


def test_a_list_counts_as_read_when_it_is_imported(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "buku.csv"
    path.write_text("source_id,title,branch\n1,Satu,pusat\n")
    import_paths(database, [path])
    with database.read() as connection:
        reading = readings.load_readings(connection).of("buku.csv")
    assert reading is not None
    assert NOW - timedelta(seconds=1) <= reading.as_of <= datetime.now(UTC)
    assert reading.every == timedelta(days=1)
    delete_source(database, "buku.csv", NOW)
    with database.read() as connection:
        assert readings.load_readings(connection).of("buku.csv") is None


def test_lists_without_copies_are_no_readings(database: Database, tmp_path: Path) -> None:
    import_paths(database, [calendar(tmp_path / "p.ics", {"a": "Kelas"})])
    import_paths(database, [table(tmp_path / "buku.csv", numbered(1, 4))])
    with database.read() as connection:
        assert not readings.load_readings(connection).by_source
