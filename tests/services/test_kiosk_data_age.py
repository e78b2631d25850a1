"""The age of a kiosk's data, and the server section in the report of ``kiosk doctor``."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from kiosk.protocol.messages import VERSION, ChangePage
from kiosk.search import index
from kiosk.services.data_age import read_data_age
from kiosk.services.upkeep.check_health import CheckStatus, check_health
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.link import ServerLink, UnknownKiosk
from kiosk.sync.rounds import SyncRounds

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path)
    with made.write() as connection:
        feed_state.start_feed(connection, "feed")
        feed_state.record_contact(connection, NOW, timedelta(0))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("as_of", "skew", "age"),
    [
        (NOW - 3 * HOUR, timedelta(0), NOW - 3 * HOUR),
        (None, timedelta(0), NOW),  # an older server
        (NOW + HOUR, HOUR, NOW),  # by the server's clock, which is an hour ahead
        (NOW - 2 * HOUR, HOUR, NOW - 3 * HOUR),
        (NOW + HOUR, timedelta(0), NOW),
    ],
)
def test_the_age_is_that_of_the_stalest_source(
    database: Database, as_of: datetime | None, skew: timedelta, age: datetime
) -> None:
    with database.write() as connection:
        feed_state.record_contact(connection, NOW, skew)
        feed_state.record_completion(connection, NOW, as_of)
    known = read_data_age(database)
    assert known and known.complete == age


def server(database: Database) -> tuple[CheckStatus, str]:
    settings = Settings(data_dir=database.path.parent)
    [told] = [each for each in check_health(settings, database) if each.name == "Server"]
    return told.status, told.message


def test_doctor_reports_a_stale_source(database: Database) -> None:
    with database.write() as connection:
        feed_state.record_completion(connection, NOW, NOW - 2 * HOUR)
    assert server(database)[0] is CheckStatus.OK
    with database.write() as connection:
        feed_state.record_completion(connection, NOW, NOW - 30 * HOUR)
    status, message = server(database)
    assert status is CheckStatus.WARNING
    assert "last read on" in message


def test_doctor_reports_a_revoked_kiosk(database: Database) -> None:
    with database.write() as connection:
        feed_state.record_completion(connection, NOW, NOW)
        feed_state.record_rejection(connection, NOW)
    status, message = server(database)
    assert status is CheckStatus.FAULT
    assert "no longer knows this kiosk" in message
    assert "In sync" not in message
    with database.write() as connection:  # it is known again
        feed_state.record_contact(connection, NOW, timedelta(0))
    assert server(database)[0] is CheckStatus.OK


def test_a_rejected_round_is_recorded(database: Database) -> None:
    class Stranger:
        """A server that has revoked this kiosk."""

        async def changes(self, since: int, limit: int) -> ChangePage:
            raise UnknownKiosk

    async def anew() -> int:
        return 0

    with database.write() as connection:
        feed_state.start_feed(connection, "feed", version=VERSION)
        feed_state.record_completion(connection, NOW, NOW)
    rounds = SyncRounds(database, cast("ServerLink", Stranger()), index, lambda: NOW, anew)
    with pytest.raises(UnknownKiosk):
        asyncio.run(rounds.run())
    assert server(database)[0] is CheckStatus.FAULT
