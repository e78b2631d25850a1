"""The audit log: which member of staff did what, and when. Nothing in it is of a visitor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from uuid6 import uuid7

from kiosk.central.console import tables
from kiosk.errors import Message

ENTRY_LIFETIME = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class AuditAction:
    """Something that staff do at the console; each page declares its own.

    ``name`` is stored in the log, ``text`` says that it was done.
    """

    name: str
    text: Message

    def __post_init__(self) -> None:
        ACTIONS[self.name] = self


ACTIONS: dict[str, AuditAction] = {}  # by name


@dataclass(frozen=True, slots=True)
class AuditEntry:
    at: datetime
    account: str
    action: str  # the name of an AuditAction
    about: str


def add_entry(
    connection: Connection, account: str, action: AuditAction, about: str, now: datetime
) -> None:
    """Write down what ``account`` did to ``about``, in the transaction that does it."""
    row = {"id": str(uuid7()), "at": now, "account": account, "deed": action.name, "about": about}
    connection.execute(tables.audit.insert().values(row))
    connection.execute(delete(tables.audit).where(tables.audit.c.at < now - ENTRY_LIFETIME))


def newest_entries(
    connection: Connection, limit: int, before: str = ""
) -> list[tuple[str, AuditEntry]]:
    """The newest first, each under its id; those older than the id ``before`` where given."""
    table = tables.audit
    wanted = select(table).order_by(table.c.id.desc()).limit(limit)
    rows = connection.execute(wanted.where(table.c.id < before) if before else wanted)
    return [(row.id, AuditEntry(row.at, row.account, row.deed, row.about)) for row in rows]
