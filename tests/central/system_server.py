"""A server that reads a library system, and helpers to see what kiosks receive."""

from datetime import timedelta

from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.copies_reader import CopiesReading
from kiosk.central.harvesting.copies_streams import CopiesStream, find_stream
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.records import Item
from kiosk.protocol.bodies import SourcedCopies
from kiosk.protocol.messages import FeedKind
from tests.central.fake_system import FakeSystem
from tests.central.harvest_server import HarvestServer

SECONDS = timedelta(seconds=30)


class SystemServer(HarvestServer):
    """A server that reads the copies of a system every 30 seconds, and its titles every hour."""

    def add_system(self, system: FakeSystem, name: str = "slims", **options: object) -> None:
        chosen = SourceOptions.model_validate({"system": "fake", **options})
        source = Upstream(
            name,
            SourceKind.SYSTEM,
            system.url,
            timedelta(hours=1),
            self.clock(),
            chosen,
            copies_every=SECONDS,
        )
        with self.database.write() as connection:
            upstream.save_source(connection, source)

    def read_copies(self) -> CopiesReading:
        """Advance the clock by 30 seconds and read the copies, which are then due."""
        self.clock.advance(seconds=30)
        [reading] = self.harvester.read_due_copies()
        return reading

    def stream(self, name: str = "slims") -> CopiesStream:
        with self.database.read() as connection:
            found = find_stream(connection, name)
        assert found
        return found

    def items(self, source: str = "slims") -> dict[str, tuple[Item, ...]]:
        with self.database.read() as connection:
            found = feed.load_entities(connection, FeedKind.COPIES)
        return {
            each.copies.source_id: each.copies.items
            for each in found
            if isinstance(each, SourcedCopies) and each.source == source
        }

    def head(self) -> int:
        with self.database.read() as connection:
            return int(connection.scalar(select(tables.feed.c.head)) or 0)

    def changes(self, since: int) -> list[str]:
        with self.database.read() as connection:
            page = feed.changes_since(connection, since, 1000, self.clock())
        return [change.kind for change in page.changes]

    def readings(self) -> list[object]:
        with self.database.read() as connection:
            return list(feed.load_entities(connection, FeedKind.SOURCE_READING))
