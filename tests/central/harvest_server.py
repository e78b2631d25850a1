"""A server with a harvester and a source to harvest."""

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.ingest import SourceRun
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind

if TYPE_CHECKING:
    from tests.clocks import ManualClock

_HOUR = timedelta(hours=1)


class HarvestServer:
    """A database with a harvester, a clock to advance, and helpers to inspect the results."""

    def __init__(self, database: CentralDatabase, clock: "ManualClock") -> None:
        self.database = database
        self.clock = clock
        self.slept: list[float] = []
        limits = FetchLimits(
            connect_timeout=2,
            silence_timeout=0.5,
            max_answer_size=1_000_000,
            retry_pauses=(1.0, 2.0),
        )
        self.fetcher = Fetcher(limits, self.slept.append)
        self.harvester = Harvester(database, clock, self.fetcher, self.slept.append)

    def add(self, url: str, kind: SourceKind = SourceKind.OAI, **options: str) -> None:
        source = Upstream(
            "koha", kind, url, _HOUR, self.clock(), SourceOptions.model_validate(options)
        )
        with self.database.write() as connection:
            upstream.save_source(connection, source)

    def read(self) -> SourceRun:
        """Advance the clock by an hour and harvest the source, which is then due."""
        self.clock.advance(hours=1)
        [run] = self.harvester.harvest_due()
        return run

    def titles(self) -> dict[str, str]:
        with self.database.read() as connection:
            keys = feed.live_keys(connection, FeedKind.RECORD, "")
            found = [feed.load_entity(connection, FeedKind.RECORD, key) for key in keys]
        return {
            each.record.source_id.rpartition(":")[2]: each.record.title
            for each in found
            if isinstance(each, bodies.SourcedRecord)
        }
