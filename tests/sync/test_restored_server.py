"""After a server is restored from a backup, the kiosks send the bookings that it lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central.feed import feed
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.protocol.bodies import FeedObject, SourcedProgram, SourcedRecord, key_of
from kiosk.protocol.messages import FeedKind
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from kiosk.sync.pair import pair_with_server
from tests.central.http_server import running_server
from tests.central.library import BRANCH, ROOMS, Library

NOW = datetime.now(UTC)
TOMORROW = NOW.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
COURSE = SourcedProgram(
    "s", Program("p", "", "Course", Interval(TOMORROW, TOMORROW + timedelta(hours=30)), seats=20)
)


def put(library: Library, *things: FeedObject) -> None:
    with library.database.write() as connection:
        feed.publish(connection, things, NOW)


def record(number: int, title: str) -> SourcedRecord:
    return SourcedRecord("s", 0, BibliographicRecord(f"r{number}", title))


def synchronise(kiosk: Database) -> None:
    mine = load_paired_credentials(kiosk)
    assert mine is not None
    run_sync_round(kiosk, mine)


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def reserve(kiosk: Database, hour: int, room: str = "room1") -> Reservation:
    start = TOMORROW + timedelta(hours=hour)
    return ReservationService(kiosk).reserve(room, Interval(start, start + timedelta(hours=1)), NOW)


def _left_alone(_library: Library) -> None:
    pass


def _gone_on_since(library: Library) -> None:
    """Make more changes than were lost, so that the cursor alone does not reveal the loss."""
    put(library, *(record(number, f"Later {number}") for number in range(60, 120)))
    with library.database.write() as connection:
        feed.start_new_history(connection)


@pytest.mark.parametrize("meanwhile", [_left_alone, _gone_on_since])
def test_a_restored_server_learns_the_promises_made_since(
    library: Library, kiosk: Database, tmp_path: Path, meanwhile: Callable[[Library], None]
) -> None:
    live, back_up = tmp_path / "central.sqlite3", tmp_path / "back-up.sqlite3"
    put(library, COURSE)
    synchronise(kiosk)
    given_up, gone = reserve(kiosk, 9), reserve(kiosk, 11)
    synchronise(kiosk)
    copy(live, back_up)
    ReservationService(kiosk).cancel(given_up.code, NOW)
    made = reserve(kiosk, 13)
    registered = RegistrationService(kiosk).register(key_of(COURSE), NOW)
    put(library, record(1, "Lost"), record(50, "Lost too"))
    synchronise(kiosk)

    copy(back_up, live)
    put(library, record(2, "New"))
    meanwhile(library)
    for _ in range(2):  # what it missed is told in the second
        synchronise(kiosk)

    assert library.status(given_up.id) == BookingStatus.CANCELLED
    assert library.status(gone.id) == BookingStatus.CONFIRMED
    assert library.status(made.id) == BookingStatus.CONFIRMED
    with library.database.read() as connection:
        known = feed.load_entity(connection, FeedKind.REGISTRATION, registered.id)
        records = feed.load_entities(connection, FeedKind.RECORD)
    assert known is not None
    assert known.status is registered.status is BookingStatus.CONFIRMED  # type: ignore[union-attr]
    with kiosk.read() as connection:
        titles = set(connection.exec_driver_sql("SELECT title FROM bib").scalars())
    assert titles == {each.record.title for each in records}  # type: ignore[union-attr]
    for each in (gone, made):
        found = ReservationService(kiosk).find(each.code, NOW)
        assert found.reserved.status is BookingStatus.CONFIRMED


def test_a_booking_sent_by_two_kiosks_counts_once(
    library: Library, kiosk: Database, tmp_path: Path
) -> None:
    synchronise(kiosk)
    copy(tmp_path / "central.sqlite3", tmp_path / "back-up.sqlite3")
    made = reserve(kiosk, 9)
    synchronise(kiosk)
    copy(tmp_path / "back-up.sqlite3", tmp_path / "central.sqlite3")
    other = library.pair()
    library.send(other, library.order(made.id, 33, 34))  # the same, a day from now at 9

    for _ in range(2):
        synchronise(kiosk)

    with library.database.read() as connection:
        assert len(feed.load_entities(connection, FeedKind.RESERVATION)) == 1
    assert ReservationService(kiosk).current_state(made) == library.decided_reservation(made.id)


def test_bookings_made_before_pairing_are_sent_to_the_server(
    library: Library, tmp_path: Path
) -> None:
    alone = Database(tmp_path / "alone")
    with alone.write() as connection:
        places.save_branch(connection, BRANCH)
        for room in ROOMS:
            places.save_space(connection, room)
    made = reserve(alone, 9)
    with running_server(library.server) as url:
        pair_with_server(alone, tmp_path / "alone", url, library.pairing_code(), "lobby")
        synchronise(alone)
    assert library.status(made.id) == BookingStatus.CONFIRMED
    found = ReservationService(alone).find(made.code, NOW)
    assert found.reserved.status is BookingStatus.CONFIRMED
    alone.close()
