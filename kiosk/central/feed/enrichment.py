"""Details that staff add to programmes because calendars have no fields for them.

RFC 5545 defines no fields for seats, language or audience. Enrichments are stored separately from
harvested data, under the programme's UID, so that the next harvest does not overwrite them.
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
from kiosk.protocol.messages import FeedKind


class Enrichment(BaseModel):
    """Values that replace harvested values, except fields that are None."""

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
        """Return the names and values of all fields that are not None."""
        return self.model_dump(exclude_none=True)

    def applied_to(self, program: Program) -> Program:
        """Return a copy of ``program`` with the values of this enrichment."""
        return replace(program, **self.set_fields())


def enrichments_by_uid(connection: Connection, source: str) -> dict[str, Enrichment]:
    """Return the enrichments of a source's programmes, by UID."""
    table = tables.enrichment
    rows = connection.execute(select(table).where(table.c.source == source))
    return {row.uid: Enrichment.model_validate_json(row.body) for row in rows}


def save_enrichment(
    connection: Connection, source: str, uid: str, enrichment: Enrichment, now: datetime
) -> None:
    """Save an enrichment, and apply it to every date of the programme in the feed.

    If staff removed a value, the next harvest restores the harvested value.
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
    """Return every date of a programme, earliest first."""
    prefix = key_prefix(source, uid)
    keys = sorted(feed.live_keys(connection, FeedKind.PROGRAM, prefix))
    found = [feed.load_entity(connection, FeedKind.PROGRAM, key) for key in keys]
    return [each.program for each in found if isinstance(each, bodies.SourcedProgram)]
