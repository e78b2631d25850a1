"""A library with sample data for everything that the console shows."""

import base64
import struct
import zlib
from dataclasses import replace
from datetime import date, timedelta

from kiosk.central.feed import enrichment, feed
from kiosk.central.feed.enrichment import Enrichment
from kiosk.central.fleet import reports
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.ingest import ingest
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.branches import Branch, Closure
from kiosk.domain.house.plan import (
    Area,
    Floor,
    House,
    KioskSpot,
    Path,
    Place,
    PlaceKind,
    Point,
    Shelf,
    ShelfRange,
    Side,
)
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.space_blocks import Block, SpaceBlocks
from kiosk.protocol import bodies
from kiosk.protocol.messages import Action, FeedKind, Order, RegisterOrder, Report, UsageCount
from kiosk.sources.entries import Reject
from tests.central.library import BRANCH, Library
from tests.central.suggestions import suggestion
from tests.clocks import ManualClock

HOUSE = House(
    "main",
    (
        Floor(
            1,
            20.0,
            10.0,
            shelves=(
                Shelf("A", Area(12, 2, 1, 5), 6, ranges=(ShelfRange("Adults", "600", "699"),)),
            ),
            places=(Place(PlaceKind.DESK, Area(2, 2, 3, 1.5), "Welcome desk"),),
            paths=(Path((Point(1, 8), Point(15, 8))),),
            kiosks=(KioskSpot(Point(1, 8), Side.RIGHT),),
        ),
    ),
)


def fill(library: Library, clock: ManualClock) -> None:
    library.grant(library.pair("Lobby"))
    library.pair("Children’s floor")
    add_source(library, clock)
    add_program(library, clock)
    with library.database.write() as connection:
        enrichment.save_enrichment(connection, "events", "circle", Enrichment(seats=1), clock())
    register(library, "123456")
    send_report(library)
    library.send(library.pair(), suggestion("bumi", text="Bumi Manusia"))
    kiosk = library.pair("Another")
    library.reserve(kiosk, 34, 35)
    library.reserve(kiosk, 106, 107, room="room2")
    christmas = replace(BRANCH, closures=(Closure(date(2026, 12, 25), "Christmas"),))
    with library.database.write() as connection:
        feed.publish(connection, [christmas, HOUSE], clock())
        painting = Interval(library.moment(60), library.moment(62))
        closed = SpaceBlocks("room1", "", (Block(painting, reason="Painting", key="painting"),))
        feed.publish(connection, [closed], clock())


def send_report(library: Library) -> None:
    """Send a screen capture and usage counts of a kiosk to the server."""
    kiosk = library.pair("Entrance")
    names = {"sessions": 40, "language:id": 30, "language:en": 10, "mode:speech": 5}
    names |= {"search": 20, "nothing_found": 6, "unfound:batik tulis": 6}
    names |= {"mode:theme=yellow-on-black": 3, "mode:scale=200": 7}
    library.server.report(kiosk, report(**names))
    with library.database.write() as connection:
        reports.request_capture(connection, kiosk, library.server.clock())
    library.server.report(kiosk, report(png()))


# Pages whose address contains the key of an entity.
QUERIES = {
    "/source": "?name=koha",
    "/branch": "?code=main",
    "/space": "?code=room1",
    "/space-times": "?code=room1",
    "/house": "?branch=main",
    "/program": "?source=events&uid=circle",
}


def at(address: str) -> str:
    return "/console" + address + QUERIES.get(address, "")


SPACE = {
    "code": "hall",
    "branch": "main",
    "name": "Hall",
    "kind": "hall",
    "capacity": "80",
    "slot": "60",
    "longest": "240",
    "buffer": "30",
    "ahead": "60",
    "grace": "15",
    "equipment": "projector, piano",
    "step_free": "yes",
}


def branch(library: Library, code: str) -> Branch:
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.BRANCH, code)
    assert isinstance(found, Branch)
    return found


def add_source(library: Library, clock: ManualClock) -> None:
    later = clock() + timedelta(hours=1)
    options, every = SourceOptions(), timedelta(hours=1)
    made = Upstream("koha", SourceKind.OAI, "https://koha.example/oai", every, later, options)
    with library.database.write() as connection:
        upstream.save_source(connection, made)
    entries = [BibliographicRecord("1", "A title"), Reject("record 2", "It has no title.")]
    ingest(library.database, "koha", iter(entries), clock)


def add_program(library: Library, clock: ManualClock, title: str = "Circle") -> None:
    """Add two dates of one program from a calendar."""
    dates = [clock() + timedelta(days=n) for n in (1, 8)]
    programs = [
        Program("circle", day.isoformat(), title, Interval(day, day + timedelta(hours=1)))
        for day in dates
    ]
    ingest(library.database, "events", iter(programs), clock)


def dates(library: Library) -> list[Program]:
    with library.database.read() as connection:
        return enrichment.program_dates(connection, "events", "circle")


def register(library: Library, code: str) -> str:
    """Register for the first date, and return the id of the registration."""
    id = f"registration-{code}"
    key = bodies.key_of(bodies.SourcedProgram("events", dates(library)[0]))
    wanted = RegisterOrder(id=id, program=key, code=code, created=library.server.clock())
    library.send(
        library.pair(code), Order(id=id, action=Action.REGISTER, body=wanted.model_dump_json())
    )
    return id


def png(side: int = 2) -> bytes:
    """Return a black PNG image."""

    def part(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side + 1) * side)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


DAY = date(2026, 11, 24)


def report(picture: bytes = b"", **sums: int) -> Report:
    return Report(
        version="9.9",
        complete=None,
        waiting=3,
        tallies=[UsageCount(day=DAY, name=name, count=count) for name, count in sums.items()],
        picture=base64.b64encode(picture).decode(),
    )
