"""After an upgrade, a kiosk reads the feed again, because the old release skipped some kinds."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.protocol.messages import VERSION, ChangePage
from kiosk.search import index
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.rounds import SyncRounds

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Silent:
    """A server without changes."""

    async def changes(self, since: int, limit: int) -> ChangePage:
        return ChangePage(feed="feed", changes=[], cursor=since, more=False, now=NOW)


@pytest.mark.parametrize(("version", "copies"), [(VERSION - 1, 1), (VERSION, 0), (VERSION + 1, 1)])
def test_a_new_protocol_version_reads_the_feed_again(
    tmp_path: Path, version: int, copies: int
) -> None:
    database, made = Database(tmp_path), []

    async def bootstrap() -> int:
        made.append(1)
        with database.write() as connection:
            feed_state.start_feed(connection, "feed", 7, version=VERSION)
        return 0

    with database.write() as connection:
        feed_state.start_feed(connection, "feed", 7, version=version)
    rounds = SyncRounds(database, Silent(), index, lambda: NOW, bootstrap)
    for _ in range(2):
        asyncio.run(rounds.pull_changes())
    assert len(made) == copies
    database.close()
