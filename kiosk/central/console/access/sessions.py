"""Sessions of signed-in browsers, stored in the database so that all servers share them."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from kiosk.central.console import tables
from kiosk.central.console.access.accounts import Account, Role

IDLE_LIMIT = timedelta(hours=1)
LENGTH_LIMIT = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)  # so that the database is seldom written


def start_session(connection: Connection, account: Account, now: datetime) -> str:
    """Start a session for ``account`` and return the token for the session cookie."""
    token = secrets.token_urlsafe(32)
    table = tables.staff_session
    over = or_(table.c.used < now - IDLE_LIMIT, table.c.begun < now - LENGTH_LIMIT)
    connection.execute(delete(table).where(over))
    row = {"digest": _digest(token), "account": account.name, "begun": now, "used": now}
    connection.execute(table.insert().values(row))
    return token


def session_account(
    connection: Connection, token: str, now: datetime
) -> tuple[Account, bool] | None:
    """Return the account signed in with ``token``, and whether to record the session's use now.

    Return None if the session has expired or never existed.
    """
    table, account = tables.staff_session, tables.account
    row = connection.execute(
        select(account.c.name, account.c.role, table.c.used)
        .join(account, account.c.name == table.c.account)
        .where(
            table.c.digest == _digest(token),
            # The upper bounds end sessions that were started while the clock was ahead.
            table.c.used.between(now - IDLE_LIMIT, now + IDLE_LIMIT),
            table.c.begun.between(now - LENGTH_LIMIT, now + IDLE_LIMIT),
        )
    ).one_or_none()
    if row is None:
        return None
    return Account(row.name, Role(row.role)), now - row.used >= _NOTED_EVERY


def record_use(connection: Connection, token: str, now: datetime) -> None:
    """Record that a session is in use, so that the session does not expire."""
    table = tables.staff_session
    connection.execute(update(table).where(table.c.digest == _digest(token)).values(used=now))


def end_session(connection: Connection, token: str) -> None:
    """Delete the session of ``token``."""
    table = tables.staff_session
    connection.execute(delete(table).where(table.c.digest == _digest(token)))


def csrf_token(token: str) -> str:
    """Return the value that every form of a session must contain, to prevent CSRF attacks."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def _digest(token: str) -> str:
    # A token is 256 random bits: no slow hash is needed.
    return hashlib.sha256(token.encode()).hexdigest()
