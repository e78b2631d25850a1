"""A server that reads covers, and a web site that has pictures of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import unquote

from sqlalchemy import func, select

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import cover_links, feed
from kiosk.central.feed.cover_links import CoverCounts
from kiosk.central.feed.cover_tables import picture
from kiosk.central.harvesting import cover_streams, upstream
from kiosk.central.harvesting.cover_streams import CoverStream
from kiosk.central.harvesting.covers.cover_reader import CoverReading
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.source_keys import join_key
from kiosk.protocol.bodies import SourcedCover, SourcedRecord
from kiosk.protocol.messages import FeedKind
from tests.central.certificates import Certificate
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Reply, web_server
from tests.clocks import ManualClock

ISBNS = ("9780306406157", "9783161484100", "9781861972712", "9780131103627")


class CoverServer(HarvestServer):
    """A server with titles of the source “koha”; the titles “1” to “4” have the ISBNS."""

    def put_titles(self, *ids: str, title: str = "T") -> None:
        records = [
            BibliographicRecord(each, f"{title} {each}", isbns=isbns_of(each)) for each in ids
        ]
        with self.database.write() as connection:
            feed.publish(
                connection, [SourcedRecord("koha", 0, each) for each in records], self.clock()
            )

    def withdraw(self, *ids: str) -> None:
        keys = [key_of(each) for each in ids]
        with self.database.write() as connection:
            feed.publish_deletions(connection, FeedKind.RECORD, keys, self.clock())

    def choose(self, **chosen: object) -> None:
        """Choose where the covers come from, as staff do."""
        with self.database.write() as connection:
            cover_streams.change_stream(connection, "koha", self.clock(), **chosen)  # type: ignore[arg-type]

    def connect(self, system: str, url: str, **options: object) -> None:
        """Connect a library system."""
        chosen = SourceOptions.model_validate({"system": system, **options})
        every = timedelta(hours=1)
        source = Upstream(
            "koha", SourceKind.SYSTEM, url, every, self.clock(), chosen, copies_every=every
        )
        with self.database.write() as connection:
            upstream.save_source(connection, source)

    def read_covers(self, **later: float) -> CoverReading:
        """Advance the clock, by an hour or as given, and read the covers, which are then due."""
        self.clock.advance(**(later or {"hours": 1}))
        [reading] = self.harvester.read_due_covers()
        return reading

    def covers(self) -> dict[str, str]:
        """Return the digests of the covers in the feed, by the ids of the titles."""
        with self.database.read() as connection:
            found = feed.load_entities(connection, FeedKind.COVER)
        return {each.source_id: each.digest for each in found if isinstance(each, SourcedCover)}

    def pictures(self) -> dict[str, bytes]:
        """Return the finished pictures of the covers in the feed, by the ids of the titles."""
        with self.database.read() as connection:
            found = {
                id: cover_links.find_picture(connection, digest)
                for id, digest in self.covers().items()
            }
        return {id: content for id, content in found.items() if content}

    def counts(self) -> CoverCounts:
        with self.database.read() as connection:
            return cover_links.count_links(connection, "koha")

    def stored_pictures(self) -> int:
        with self.database.read() as connection:
            return connection.scalar(select(func.count()).select_from(picture)) or 0

    def cover_stream(self) -> CoverStream:
        with self.database.read() as connection:
            found = cover_streams.find_stream(connection, "koha")
        assert found
        return found


@contextmanager
def cover_server(url: str, clock: ManualClock) -> Iterator[CoverServer]:
    """Run a server without titles on the database at ``url``."""
    database = CentralDatabase(url)
    server = CoverServer(database, clock)
    yield server
    server.fetcher.close()
    database.close()


def isbns_of(id: str) -> tuple[str, ...]:
    """Return the ISBNs of a title of the server."""
    return (ISBNS[int(id) - 1],) if id in "1234" else ()


def key_of(id: str) -> str:
    return join_key("koha", id, "0")


@dataclass
class PictureSite:
    """A web site with ``pictures`` by the last part of their address.

    It knows no other picture (404), and answers with 304 if a picture has not changed. ``faults``
    are answers instead of a picture. ``before`` is called before each answer.
    """

    pictures: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    url: str = ""

    def answer(
        self, path: str, query: dict[str, str], headers: dict[str, str], reply: Reply
    ) -> None:
        name = query.get("biblionumber") or unquote(path.rpartition("/")[2])
        self.asked.append(name)
        self.headers.append(headers)
        self.before()
        if name in self.faults:
            reply.__dict__.update(self.faults[name].__dict__)
        elif name not in self.pictures:
            reply.status, reply.body = 404, b"<h1>Not found</h1>"
        else:
            tag = f'"{hash(self.pictures[name])}"'
            reply.headers["ETag"] = tag
            if headers.get("if-none-match") == tag:
                reply.status = 304
            else:
                reply.body = self.pictures[name]

    def take_asked(self) -> Sequence[str]:
        """Return the names that were asked for, and forget them."""
        found, self.asked = self.asked, []
        return found


@contextmanager
def picture_site(certificate: Certificate | None = None) -> Iterator[PictureSite]:
    """Run a web site without pictures."""
    site = PictureSite()
    with web_server(site.answer, certificate) as url:
        site.url = url
        yield site
