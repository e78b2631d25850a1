"""What staff add to programs, because calendars have no place for it (RFC 5545 has no seats,

no language and no audience). It is kept apart from what is harvested, by the uid of the
program, so that the next harvest does not take it away.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, delete, select

from kiosk.central import tables
from kiosk.central.database import put_rows
from kiosk.central.feed import feed
from kiosk.domain.programs import Program, ProgramKind
from kiosk.domain.source_keys import key_prefix
from kiosk.protocol import bodies
from kiosk.protocol.messages import Kind


class Enrichment(BaseModel):
    """Each field in place of the one that was harvested; none leaves that as it is."""

    kind: ProgramKind | None = None
    language: str | None = None
    level: str | None = None
    audience: str | None = None
    partner: str | None = None
    seats: int | None = None
    childcare: bool | None = None
    no_card_needed: bool | None = None
    step_free: bool | None = None
    hearing_loop: bool | None = None

    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)

    def of(self, program: Program) -> Program:
        """``program`` with what staff know of it."""
        return replace(program, **self.changes())


def of_source(connection: Connection, source: str) -> dict[str, Enrichment]:
    """By the uid of the program."""
    table = tables.enrichment
    rows = connection.execute(select(table).where(table.c.source == source))
    return {row.uid: Enrichment.model_validate_json(row.body) for row in rows}


def put(
    connection: Connection, source: str, uid: str, enrichment: Enrichment, now: datetime
) -> None:
    """Keep it, and give it to every date of the program that is to come.

    What is no longer said comes back as harvested with the next harvest.
    """
    table = tables.enrichment
    if enrichment.changes():
        row = {"source": source, "uid": uid, "body": enrichment.model_dump_json(exclude_none=True)}
        put_rows(connection, table, [row], ["source", "uid"])
    else:
        connection.execute(delete(table).where(table.c.source == source, table.c.uid == uid))
    dates = dates_of(connection, source, uid)
    changed = [bodies.SourcedProgram(source, enrichment.of(each)) for each in dates]
    feed.put(connection, changed, now)


def dates_of(connection: Connection, source: str, uid: str) -> list[Program]:
    """Every date of a program, in the order of the keys: by time."""
    prefix = key_prefix(source, uid)
    keys = sorted(feed.keys_of(connection, Kind.PROGRAM, prefix))
    found = [feed.thing(connection, Kind.PROGRAM, key) for key in keys]
    return [each.program for each in found if isinstance(each, bodies.SourcedProgram)]
