"""All-day programs are days in every time zone; programs that become private are deleted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.services.bookings.calendar_event import encode_calendar_event
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.services.imports.import_files import import_paths
from kiosk.store.database import Database

DAY = "UID:day\r\nDTSTART;VALUE=DATE:20261202\r\nSUMMARY:Hari buku"
TALK = "UID:talk\r\nDTSTART:20261203T020000Z\r\nDURATION:PT1H\r\nSUMMARY:Ceramah"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "kiosk.sqlite")
    yield made
    made.close()


def take(database: Database, folder: Path, *events: str, zone: str = "Asia/Jakarta") -> int:
    body = "".join(f"BEGIN:VEVENT\r\n{each}\r\nEND:VEVENT\r\n" for each in events)
    path = folder / "programs.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n", newline="")
    [summary] = import_paths(database, [path], zone=zone)
    return summary.rejected


def test_a_calendar_is_read_in_the_zone_of_the_branch_that_comes_with_it(
    database: Database, tmp_path: Path
) -> None:
    library = '[[branch]]\ncode = "pusat"\nname = "Pusat"\nzone = "Asia/Jakarta"\n'
    (tmp_path / "library.toml").write_text(library, "utf-8")
    take(database, tmp_path, DAY, zone="")  # without branches, the zone is UTC
    import_paths(database, [tmp_path / "programs.ics", tmp_path / "library.toml"])
    (day,) = ProgramSearch(database, ZoneInfo("Asia/Jakarta")).between(
        datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 4, tzinfo=UTC)
    )
    assert day.interval.start == datetime(2026, 12, 2, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize("read_in", ["Asia/Jakarta", "UTC", "Asia/Jayapura", "Europe/Berlin"])
@pytest.mark.parametrize("interval_in", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC"])
def test_an_all_day_program_is_one_day_in_every_time_zone(
    database: Database, tmp_path: Path, read_in: str, interval_in: str
) -> None:
    zone = ZoneInfo(interval_in)
    take(database, tmp_path, DAY, zone=read_in)
    programs = ProgramSearch(database, zone)
    days = [datetime(2026, 12, day, tzinfo=zone) for day in (1, 2, 3, 4)]
    counts = [len(programs.between(day, day + timedelta(days=1))) for day in days]
    assert counts == [0, 1, 0, 0]
    assert programs.next_start(days[0]) == days[1]
    assert programs.next_start(days[1]) == days[1]
    assert programs.next_start(days[2]) is None
    (program,) = programs.between(days[1], days[2])
    told = encode_calendar_event(program, zone, days[0])
    assert "DTSTART;VALUE=DATE:20261202" in told and "DTEND;VALUE=DATE:20261203" in told


def test_all_day_and_timed_programs_are_sorted_together(database: Database, tmp_path: Path) -> None:
    take(database, tmp_path, TALK, DAY.replace("20261202", "20261203"), zone="UTC")
    zone = ZoneInfo("Asia/Jakarta")
    start = datetime(2026, 12, 3, tzinfo=zone)
    found = ProgramSearch(database, zone).between(start, start + timedelta(days=1))
    assert [each.title for each in found] == ["Hari buku", "Ceramah"]


def test_a_program_that_becomes_private_is_deleted(database: Database, tmp_path: Path) -> None:
    assert take(database, tmp_path, DAY, TALK) == 0
    assert take(database, tmp_path, f"{DAY}\r\nCLASS:PRIVATE", TALK) == 1
    start = datetime(2026, 12, 1, tzinfo=UTC)
    found = ProgramSearch(database).between(start, start + timedelta(days=5))
    assert [each.title for each in found] == ["Ceramah"]
    with database.read() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM reject").all()
    assert kept and not any(word in str(kept) for word in ("Hari", "UID"))
