"""The declaration of a server feature: its order handlers and its retention steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Table, delete, select, tuple_

BATCH = 100  # rows deleted in one transaction

# A function that handles an order, given the kiosk's id, the order's JSON body and the time of the
# decision. It returns the reason for a refusal, or an empty string if the order was executed. It
# raises pydantic's ValidationError if the body is malformed.
Handler = Callable[[Connection, str, str, datetime], str]
# A function that deletes one batch of rows that have expired at the given time, and returns the
# number of deleted rows.
Retention = Callable[[Connection, datetime], int]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature's order handlers, by action, and the steps that delete its expired rows."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    retention: tuple[Retention, ...] = ()


def delete_batch(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    """Delete at most BATCH rows that meet ``condition``; return the number of deleted rows."""
    key = tuple_(*table.primary_key.columns)
    some = select(*table.primary_key.columns).where(condition).limit(BATCH)
    done: CursorResult[Any] = connection.execute(delete(table).where(key.in_(some)))
    return done.rowcount
