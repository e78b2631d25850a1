"""Migrating the database of an older release that contains programs."""

import json
from datetime import UTC, datetime, timedelta

from alembic import command
from sqlalchemy import create_engine, text

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting import cover_streams
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.protocol import bodies
from kiosk.store import migrate

START = datetime(2026, 11, 24, 13, tzinfo=UTC)
HOUR = Interval(START, START + timedelta(hours=1))


def test_the_migration_fills_in_the_start_of_programs_with_seats(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        config = migrate.alembic_config("kiosk.central")
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for seq, seats in enumerate((4, None), 1):
            thing = bodies.SourcedProgram("sim", Program(f"p{seq}", "", "P", HOUR, seats=seats))
            body = json.loads(bodies.dump_body(thing))
            del body["program"]["source"]  # as the older release wrote it
            connection.execute(
                text(
                    "INSERT INTO entity (kind, key, seq, digest, body, changed)"
                    " VALUES ('program', :key, :seq, :digest, :body, 0)"
                ),
                {
                    "key": bodies.key_of(thing),
                    "seq": seq,
                    "digest": b"",
                    "body": json.dumps(body),
                },
            )
    engine.dispose()
    central = CentralDatabase(empty_url)
    with central.read() as connection:
        found = feed.programs_starting(connection, HOUR)
    central.close()
    assert list(found) == ["sim\x1fp1\x1f"]
    assert found["sim\x1fp1\x1f"].seats == 4


def test_the_migration_looks_for_covers_in_the_systems_that_have_them(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        config = migrate.alembic_config("kiosk.central")
        config.attributes["connection"] = connection
        command.upgrade(config, "0016")
        for name, options in (("a", {"system": "slims"}), ("b", {"system": "sip2"}), ("c", {})):
            connection.execute(
                text(
                    "INSERT INTO source (name, kind, url, options, every_seconds, next_run)"
                    " VALUES (:name, 'system', 'http://a', :options, 3600, 0)"
                ),
                {"name": name, "options": json.dumps(options)},
            )
    engine.dispose()
    central = CentralDatabase(empty_url)
    with central.read() as connection:
        found = [name for name in "abc" if cover_streams.find_stream(connection, name)]
    central.close()
    assert found == ["a"]
