"""Migrating the database of an older release that contains programs."""

import json
from datetime import UTC, datetime, timedelta

from alembic import command
from sqlalchemy import create_engine, text

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
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
