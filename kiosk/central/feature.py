"""The declaration of a feature of the server: its orders and its retention rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Table, delete, select, tuple_

BATCH = 100  # rows of a table deleted in one transaction

# Takes the kiosk's id, the JSON body of the order and the time of decision. Returns the reason
# for a refusal, or "". Raises pydantic's ValidationError for a malformed body.
Handler = Callable[[Connection, str, str, datetime], str]
# Deletes one batch of rows that have expired at a time, and returns their number.
Retention = Callable[[Connection, datetime], int]


@dataclass(frozen=True, slots=True)
class Feature:
    """The orders that a feature handles, by action, and its steps that delete expired rows."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    retention: tuple[Retention, ...] = ()


def delete_batch(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    """Delete at most BATCH rows that meet ``condition``; return how many were deleted."""
    key = tuple_(*table.primary_key.columns)
    some = select(*table.primary_key.columns).where(condition).limit(BATCH)
    done: CursorResult[Any] = connection.execute(delete(table).where(key.in_(some)))
    return done.rowcount
