"""Browsers from which an account has signed in before (OWASP: device cookies).

Wrong passwords from a known browser are counted separately, so that the browser's owner can sign
in while others guess passwords, even from the same address.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from kiosk.central.console import tables

COOKIE_LIFETIME = timedelta(days=400)  # since its last use; browsers keep none for longer
_table = tables.known_browser


def is_known_browser(connection: Connection, token: str, account: str, now: datetime) -> bool:
    """Return True if ``account`` has signed in from the browser with the cookie ``token``."""
    known = select(_table.c.digest).where(
        _table.c.digest == token_digest(token),
        _table.c.account == account,
        _table.c.used > now - COOKIE_LIFETIME,
    )
    return connection.scalar(known) is not None


def remember_browser(connection: Connection, token: str, account: str, now: datetime) -> str:
    """Record that ``account`` signed in; return the new token for the browser's cookie."""
    gone = (_table.c.digest == token_digest(token)) | (_table.c.used <= now - COOKIE_LIFETIME)
    connection.execute(delete(_table).where(gone))
    new = secrets.token_urlsafe(32)
    row = {"digest": token_digest(new), "account": account, "used": now}
    connection.execute(_table.insert().values(row))
    return new


def forget_browsers(connection: Connection, account: str) -> None:
    """Delete all known browsers of an account."""
    connection.execute(delete(_table).where(_table.c.account == account))


def token_digest(token: str) -> str:
    """Return the SHA-256 hash of a token, in hexadecimal."""
    # A token is 256 random bits: no slow hash is needed.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
