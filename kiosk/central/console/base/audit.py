"""The audit log of staff actions. The log contains no data about visitors."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from uuid6 import uuid7

from kiosk.central.console import tables
from kiosk.errors import Message

ENTRY_LIFETIME = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class AuditAction:
    """An action of staff that the audit log records. Each page declares its own actions.

    ``name`` is the name stored in the log; ``text`` is the message that confirms the action.
    """

    name: str
    text: Message

    def __post_init__(self) -> None:
        ACTIONS[self.name] = self


ACTIONS: dict[str, AuditAction] = {}  # actions by name


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log."""

    at: datetime
    account: str
    action: str  # the name of an AuditAction
    about: str


def add_entry(
    connection: Connection, account: str, action: AuditAction, about: str, now: datetime
) -> None:
    """Record that ``account`` performed ``action`` on ``about``, in the action's transaction."""
    row = {"id": str(uuid7()), "at": now, "account": account, "deed": action.name, "about": about}
    connection.execute(tables.audit.insert().values(row))
    connection.execute(delete(tables.audit).where(tables.audit.c.at < now - ENTRY_LIFETIME))


def newest_entries(
    connection: Connection, limit: int, before: str = ""
) -> list[tuple[str, AuditEntry]]:
    """Return at most ``limit`` pairs of id and audit entry, newest first.

    If ``before`` is the id of an entry, only older entries are returned.
    """
    table = tables.audit
    query = select(table).order_by(table.c.id.desc()).limit(limit)
    rows = connection.execute(query.where(table.c.id < before) if before else query)
    return [(row.id, AuditEntry(row.at, row.account, row.deed, row.about)) for row in rows]
