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
from kiosk.central.database import upsert_rows
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

    def set_fields(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)

    def applied_to(self, program: Program) -> Program:
        """``program`` with what staff know of it."""
        return replace(program, **self.set_fields())


def enrichments_by_uid(connection: Connection, source: str) -> dict[str, Enrichment]:
    """By the uid of the program."""
    table = tables.enrichment
    rows = connection.execute(select(table).where(table.c.source == source))
    return {row.uid: Enrichment.model_validate_json(row.body) for row in rows}


def save_enrichment(
    connection: Connection, source: str, uid: str, enrichment: Enrichment, now: datetime
) -> None:
    """Keep it, and give it to every date of the program that is to come.

    What is no longer said comes back as harvested with the next harvest.
    """
    table = tables.enrichment
    if enrichment.set_fields():
        row = {"source": source, "uid": uid, "body": enrichment.model_dump_json(exclude_none=True)}
        upsert_rows(connection, table, [row], ["source", "uid"])
    else:
        connection.execute(delete(table).where(table.c.source == source, table.c.uid == uid))
    dates = program_dates(connection, source, uid)
    changed = [bodies.SourcedProgram(source, enrichment.applied_to(each)) for each in dates]
    feed.publish(connection, changed, now)


def program_dates(connection: Connection, source: str, uid: str) -> list[Program]:
    """Every date of a program, in the order of the keys: by time."""
    prefix = key_prefix(source, uid)
    keys = sorted(feed.live_keys(connection, Kind.PROGRAM, prefix))
    found = [feed.load_entity(connection, Kind.PROGRAM, key) for key in keys]
    return [each.program for each in found if isinstance(each, bodies.SourcedProgram)]
