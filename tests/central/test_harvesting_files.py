"""Harvesting files from URLs over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.upstream import SourceKind
from kiosk.central.registrations import registrations
from kiosk.domain.source_keys import join_key
from kiosk.errors import SourceError
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind, RegisterOrder
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Reply, web_server

_EVENT = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261201T090000Z\r\n"
    "DTEND:20261201T100000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
)


class Calendar:
    """A calendar on a web server that supports ETag and Last-Modified."""

    def __init__(self) -> None:
        self.events = {"1": "Reading circle", "2": "Batik"}
        self.version = 1
        self.sent = 0

    def __call__(
        self, _path: str, _query: dict[str, str], headers: dict[str, str], reply: Reply
    ) -> None:
        etag = f'"{self.version}"'
        reply.headers["ETag"] = etag
        if headers.get("if-none-match") == etag:
            reply.status = 304
            return
        self.sent += 1
        events = "".join(_EVENT.format(uid=uid, title=t) for uid, t in self.events.items())
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{events}END:VCALENDAR\r\n"
        reply.body = text.encode()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def calendar_url(calendar: Calendar) -> Iterator[str]:
    with web_server(calendar) as url:
        yield f"{url}/programs.ics"


def programs(harvest_server: HarvestServer) -> set[str]:
    with harvest_server.database.read() as connection:
        keys = feed.live_keys(connection, FeedKind.PROGRAM, "")
        found = [feed.load_entity(connection, FeedKind.PROGRAM, key) for key in keys]
    return {each.program.title for each in found if isinstance(each, bodies.SourcedProgram)}


def test_a_calendar_is_read_from_its_address(
    harvest_server: HarvestServer, calendar_url: str
) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE)
    assert harvest_server.read().added == 2
    assert programs(harvest_server) == {"Reading circle", "Batik"}


def test_an_unknown_time_zone_is_reported(harvest_server: HarvestServer, calendar_url: str) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE, zone="Asia")
    assert "no time zone “Asia”" in harvest_server.read().fault


def test_an_unchanged_file_is_not_downloaded_again(
    harvest_server: HarvestServer, calendar: Calendar, calendar_url: str
) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE)
    harvest_server.read()
    run = harvest_server.read()
    assert (calendar.sent, run.read, run.fault) == (1, 0, "")
    assert programs(harvest_server) == {"Reading circle", "Batik"}


def test_an_unchanged_calendar_is_read_daily_because_repeated_programs_go_on(
    harvest_server: HarvestServer, calendar: Calendar, calendar_url: str
) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE)
    harvest_server.read()
    harvest_server.clock.advance(days=1)
    harvest_server.read()
    assert calendar.sent == 2


def test_a_program_that_left_the_calendar_is_removed(
    harvest_server: HarvestServer, calendar: Calendar, calendar_url: str
) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE)
    harvest_server.read()
    del calendar.events["2"]
    calendar.version = 2
    assert harvest_server.read().removed == 1
    assert programs(harvest_server) == {"Reading circle"}


def test_a_calendar_that_lost_most_programs_waits_for_confirmation(
    harvest_server: HarvestServer, calendar: Calendar, calendar_url: str
) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE)
    calendar.events |= {str(number): f"Class {number}" for number in range(3, 7)}
    harvest_server.read()
    calendar.events = {"1": "Reading circle", "9": "New"}
    calendar.version = 2
    for _ in range(2):
        run = harvest_server.read()
        assert (run.held, run.read) == (5, 0)
        assert "5 of 6 programs to come" in run.fault
        assert len(programs(harvest_server)) == 6
    with harvest_server.database.write() as connection:
        upstream.allow_removal(connection, "koha", harvest_server.clock())
    assert harvest_server.read().removed == 5
    assert programs(harvest_server) == {"Reading circle", "New"}


def test_a_removed_program_with_registrations_is_shown_as_cancelled(
    harvest_server: HarvestServer, calendar: Calendar, calendar_url: str
) -> None:
    harvest_server.add(calendar_url, SourceKind.FILE)
    harvest_server.read()
    key = join_key("koha", "2", "2026-12-01T09:00:00Z")
    wanted = RegisterOrder(id="r", program=key, code="123456", created=harvest_server.clock())
    with harvest_server.database.write() as connection:
        registrations.decide_registration(connection, "k", wanted, harvest_server.clock())
        row = {"status": "confirmed", "seat": 1}
        connection.execute(update(tables.registration).values(row))
    del calendar.events["2"]
    calendar.version = 2
    assert harvest_server.read().removed == 1
    with harvest_server.database.read() as connection:
        kept = feed.load_program(connection, key)
    assert kept and kept.cancelled
    calendar.version = 3
    assert harvest_server.read().removed == 0
    harvest_server.clock.advance(days=10)  # the program is over
    harvest_server.read()
    assert programs(harvest_server) == {"Reading circle"}


def test_a_file_in_an_unknown_format_is_reported(harvest_server: HarvestServer) -> None:
    def picture(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = b"\x89PNG\r\n\x1a\n" + bytes(100)

    with web_server(picture) as url:
        harvest_server.add(f"{url}/poster.png", SourceKind.FILE)
        assert "of an unknown type" in harvest_server.read().fault


def test_a_missing_page_is_not_requested_again(harvest_server: HarvestServer) -> None:
    paths = []

    def missing(path: str, _query: object, _headers: object, reply: Reply) -> None:
        paths.append(path)
        reply.status = 404

    with (
        web_server(missing) as url,
        pytest.raises(SourceError, match="answered 404"),
        harvest_server.fetcher.get(f"{url}/gone"),
    ):
        pass
    assert paths == ["/gone"]


def test_a_downloaded_file_is_deleted_after_use(
    harvest_server: HarvestServer, calendar_url: str
) -> None:
    with harvest_server.fetcher.get(calendar_url) as answer:
        path = answer.path
        assert path is not None
        assert path.name == "programs.ics"
    assert not Path(path).exists()
