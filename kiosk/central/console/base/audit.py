"""The audit log: which member of staff did what, and when. Nothing in it is of a visitor."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, select
from uuid6 import uuid7

from kiosk.central.console import tables

KEEP = timedelta(days=400)


class AuditAction(StrEnum):
    """What can be done at the console."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    PASSWORD = "password"  # noqa: S105
    ACCOUNT_MADE = "account_made"
    ACCOUNT_ROLE = "account_role"
    ACCOUNT_REMOVED = "account_removed"
    CODE = "code"
    REVOKE = "revoke"
    PICTURE = "picture"
    SOURCE_SAVED = "source_saved"
    SOURCE_RUN = "source_run"
    SOURCE_REMOVED = "source_removed"
    BRANCH_SAVED = "branch_saved"
    CLOSURE = "closure"
    SPACE_SAVED = "space_saved"
    SPACE_REMOVED = "space_removed"
    PROGRAM_SAVED = "program_saved"
    APPROVED = "approved"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    CHECK_IN_UNDONE = "check_in_undone"
    SHARED_SETTINGS = "house"


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    account: str
    deed: AuditAction
    about: str


def note(
    connection: Connection, account: str, deed: AuditAction, about: str, now: datetime
) -> None:
    """Write down what ``account`` did to ``about``, in the transaction that does it."""
    row = {"id": str(uuid7()), "at": now, "account": account, "deed": deed, "about": about}
    connection.execute(tables.audit.insert().values(row))
    connection.execute(delete(tables.audit).where(tables.audit.c.at < now - KEEP))


def newest(connection: Connection, limit: int, before: str = "") -> list[tuple[str, Entry]]:
    """The newest first, each under its id; those older than the id ``before`` where given."""
    table = tables.audit
    wanted = select(table).order_by(table.c.id.desc()).limit(limit)
    rows = connection.execute(wanted.where(table.c.id < before) if before else wanted)
    return [(row.id, Entry(row.at, row.account, AuditAction(row.deed), row.about)) for row in rows]
