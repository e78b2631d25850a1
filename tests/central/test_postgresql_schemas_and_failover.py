"""Several library systems in one PostgreSQL server, and failover to a standby."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.reservations import Reservation
from kiosk.protocol.bodies import SourcedRecord
from kiosk.protocol.messages import FeedKind
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store.database import Database
from tests.central.fleet import Fleet
from tests.central.library import Library
from tests.central.postgres import crash, create_database, running_postgresql, standby

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def of_system(url: str, name: str) -> str:
    """Create a schema and return its URL."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    return f"{url}?options=-csearch_path%3D{name}"


def test_each_library_system_has_its_own_schema(postgresql_url: str, tmp_path: Path) -> None:
    systems = []
    for name in ("north", "south"):
        central = CentralDatabase(of_system(postgresql_url, name))
        systems.append(Library(central, tmp_path / name, lambda: NOW))
        record = SourcedRecord("s", 0, BibliographicRecord("1", f"Title of the {name}"))
        with central.write() as connection:
            feed.publish(connection, [record], NOW)
    reserved = [system.reserve(system.pair(), 10, 11) for system in systems]
    for system, id in zip(systems, reserved, strict=True):
        assert system.status(id) == "confirmed"
        late = system.reserve(
            system.pair(), 10, 11
        )  # the same time: the constraint works in each schema
        assert system.status(late) == "refused"
        with system.database.read() as connection:
            assert len(feed.load_entities(connection, FeedKind.RECORD)) == 1
            assert len(feed.load_entities(connection, FeedKind.RESERVATION)) == 2
        system.database.close()


@pytest.mark.usefixtures("postgresql")  # or there is no answer
def test_a_standby_postgresql_takes_over_without_losses(tmp_path: Path) -> None:
    """The server knows both PostgreSQL servers and recovers alone; kiosks miss only one answer."""
    with running_postgresql() as first, standby(first) as second:
        url = second.url(create_database(first).rpartition("/")[2])
        with Fleet(url, tmp_path, 1).open(kiosks=1) as fleet:
            [kiosk] = fleet.kiosks
            fleet.sync_kiosk(kiosk)
            before = reserve(kiosk.folder, 9)
            fleet.sync_kiosk(kiosk)

            crash(first)
            promised = reserve(kiosk.folder, 11)  # while there is no database at all
            second.promote()
            fleet.sync_kiosk(kiosk)
            after = reserve(kiosk.folder, 13)
            fleet.sync_kiosk(kiosk)

            with fleet.central.read() as connection:
                for reserved in (before, promised, after):
                    known = feed.load_entity(connection, FeedKind.RESERVATION, reserved.id)
                    assert isinstance(known, Reservation)
                    assert known.status == "confirmed"


def reserve(folder: Path, hour: int) -> Reservation:
    """Reserve a room at the kiosk in ``folder``, tomorrow at an hour."""
    now = datetime.now(UTC)
    start = now.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=1)
    kiosk = Database(folder)
    wanted = Interval(start, start + timedelta(hours=1))
    reserved = ReservationService(kiosk).reserve("room1", wanted, now)
    kiosk.close()
    return reserved
