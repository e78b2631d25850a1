"""Calendars on the server: default time zones, and events that become private."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting.ingest import SourceRun, ingest
from kiosk.central.harvesting.upstream import SourceKind
from kiosk.domain.branches import Branch
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind
from kiosk.sources.calendars import icalendar_file
from kiosk.store import migrate
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Reply, web_server

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
JAKARTA = Branch("pusat", "Pusat", "Asia/Jakarta")
MAKASSAR = Branch("timur", "Timur", "Asia/Makassar")


def calendar(*events: str) -> str:
    body = "".join(f"BEGIN:VEVENT\r\n{each}\r\nEND:VEVENT\r\n" for each in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n"


CLUB = "UID:club\r\nDTSTART:20261201T130000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Klub"
TALK = "UID:talk\r\nDTSTART:20261202T020000Z\r\nSUMMARY:Ceramah"


def serve(_path: str, _query: dict[str, str], _headers: dict[str, str], reply: Reply) -> None:
    reply.body = calendar(CLUB, TALK).encode()


def starts(database: CentralDatabase) -> list[str]:
    with database.read() as connection:
        keys = sorted(feed.live_keys(connection, FeedKind.PROGRAM, ""))
        found = [feed.load_entity(connection, FeedKind.PROGRAM, key) for key in keys]
    programs = [each.program for each in found if isinstance(each, bodies.SourcedProgram)]
    return [f"{each.uid} {each.interval.start:%d %H:%M}" for each in programs]


def put(database: CentralDatabase, *branches: Branch) -> None:
    with database.write() as connection:
        feed.publish(connection, branches, NOW)


def test_a_time_without_a_zone_is_in_the_zone_of_the_branches(
    harvest_server: HarvestServer,
) -> None:
    put(harvest_server.database, JAKARTA, replace(JAKARTA, code="cabang"))
    with web_server(serve) as url:
        harvest_server.add(f"{url}/programs.ics", SourceKind.FILE)
        assert harvest_server.read().rejected == 0
    assert starts(harvest_server.database)[:2] == ["club 01 06:00", "club 08 06:00"]


def test_a_time_without_a_zone_is_reported_if_branches_differ(
    harvest_server: HarvestServer,
) -> None:
    put(harvest_server.database, JAKARTA, MAKASSAR)
    with web_server(serve) as url:
        harvest_server.add(f"{url}/programs.ics", SourceKind.FILE)
        (reject,) = harvest_server.read().rejects
        assert "--zone" in reject.reason
        assert starts(harvest_server.database) == ["talk 02 02:00"]
        harvest_server.add(f"{url}/programs.ics", SourceKind.FILE, zone="Asia/Makassar")
        harvest_server.read()
    assert starts(harvest_server.database)[0] == "club 01 05:00"


def ingested(database: CentralDatabase, *events: str, whole: bool = True) -> SourceRun:
    entries = icalendar_file.read_icalendar(calendar(*events).encode(), "Asia/Jakarta", NOW)
    return ingest(database, "c", entries, lambda: NOW, is_complete=lambda: whole)


def test_a_program_that_turns_private_is_removed_even_if_it_is_the_last(
    central: CentralDatabase,
) -> None:
    private = "CLASS:PRIVATE\r\n" + CLUB
    for whole in (True, False):
        ingested(central, CLUB, TALK)
        assert ingested(central, private, TALK, whole=whole).rejected == 1
        assert starts(central) == ["talk 02 02:00"]
        ingested(central, CLUB)
        ingested(central, private, whole=whole)
        assert "club" not in "".join(starts(central))


def test_one_date_of_a_series_that_turns_private_is_removed(central: CentralDatabase) -> None:
    ingested(central, CLUB)
    change = "UID:club\r\nRECURRENCE-ID:20261208T130000\r\nDTSTART:20261208T130000\r\nCLASS:PRIVATE"
    ingested(central, CLUB, change, whole=False)
    assert starts(central) == ["club 01 06:00", "club 15 06:00"]


def test_two_events_with_one_uid_and_time_are_both_kept(central: CentralDatabase) -> None:
    one, other = TALK, TALK.replace("Ceramah", "Diskusi")
    ingested(central, one, other)
    assert len(starts(central)) == 2
    assert ingested(central, one, other).unchanged == 2


def test_the_migration_clears_default_utc_zones_of_sources(empty_url: str, tmp_path: Path) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        config = migrate.alembic_config("kiosk.central")
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for name, zone in (("a", "UTC"), ("b", "Asia/Makassar")):
            connection.execute(
                text(
                    "INSERT INTO source (name, kind, url, options, every_seconds, next_run)"
                    " VALUES (:name, 'file', 'http://x.example', :options, 3600, 0)"
                ),
                {"name": name, "options": f'{{"zone": "{zone}", "set": "s"}}'},
            )
        command.upgrade(config, "0008")
        found = dict(connection.execute(text("SELECT name, options FROM source")).all())
    engine.dispose()
    assert found == {"a": '{"zone": "", "set": "s"}', "b": '{"zone": "Asia/Makassar", "set": "s"}'}
