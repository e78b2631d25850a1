"""Pairing of kiosks with the server by one-time codes, and revocation of kiosks."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.central.bookings import lending
from kiosk.protocol.messages import VERSION, PairReply, PairRequest

CODE_LIFETIME = timedelta(minutes=15)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # excludes characters that look alike
_LENGTH = 8  # characters of a code


class InvalidPairingCode(Exception):
    """The pairing code is unknown, has been used or has expired."""


def create_pairing_code(connection: Connection, branch: str, now: datetime) -> str:
    """Create a one-time code, valid for 15 minutes, for pairing a new kiosk of ``branch``."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    table = tables.pairing_code
    connection.execute(delete(table).where(table.c.expires < now))
    connection.execute(
        table.insert().values(digest=_digest(code), branch=branch, expires=now + CODE_LIFETIME)
    )
    return code


def pair_kiosk(connection: Connection, wish: PairRequest, now: datetime) -> PairReply:
    """Pair a kiosk and use up its code. Raises InvalidPairingCode if the code is not valid.

    A kiosk that did not receive the response can repeat the request with the same key.
    """
    table = tables.kiosk
    known = connection.execute(
        select(table).where(table.c.key == wish.key, table.c.revoked.is_(None))
    ).one_or_none()
    if known is not None:
        return _paired(connection, known.id, known.branch)
    codes = tables.pairing_code
    branch = connection.scalar(
        delete(codes)
        .where(
            codes.c.digest == _digest(wish.code.strip().upper()),
            codes.c.expires.between(now, now + 2 * CODE_LIFETIME),
        )
        .returning(codes.c.branch)
    )
    if branch is None:
        raise InvalidPairingCode
    kiosk = str(uuid7())
    connection.execute(
        table.insert().values(
            id=kiosk,
            name=wish.name,
            branch=branch,
            key=wish.key,
            paired=now,
            version=wish.version,
        )
    )
    return _paired(connection, kiosk, branch)


def public_key(connection: Connection, kiosk: str) -> str | None:
    """Return a kiosk's public key (Ed25519, base64), or None if the kiosk is not paired."""
    table = tables.kiosk
    return connection.scalar(
        select(table.c.key).where(table.c.id == kiosk, table.c.revoked.is_(None))
    )


def oldest_version(connection: Connection) -> int:
    """Return the oldest protocol version of all paired kiosks, or VERSION if there are none."""
    table = tables.kiosk
    oldest = connection.scalar(select(func.min(table.c.version)).where(table.c.revoked.is_(None)))
    return VERSION if oldest is None else int(oldest)


def list_kiosks(connection: Connection) -> list[dict[str, Any]]:
    """Return all kiosks, including revoked kiosks, as rows for the console."""
    table = tables.kiosk
    columns = (table.c.id, table.c.name, table.c.branch, table.c.paired, table.c.seen)
    rows = connection.execute(select(*columns, table.c.revoked).order_by(table.c.id))
    return [dict(row._mapping) for row in rows]


def revoke_kiosk(connection: Connection, kiosk: str, now: datetime) -> bool:
    """Revoke a kiosk and its leases. Return False for an unknown or revoked kiosk."""
    table = tables.kiosk
    done = connection.execute(
        update(table).where(table.c.id == kiosk, table.c.revoked.is_(None)).values(revoked=now)
    )
    if not done.rowcount:
        return False
    lending.revoke_leases(connection, kiosk, now)
    return True


def _paired(connection: Connection, kiosk: str, branch: str) -> PairReply:
    feed = connection.scalar(select(tables.feed.c.name)) or ""
    return PairReply(kiosk=kiosk, branch=branch, feed=feed, version=VERSION)


def _digest(code: str) -> str:
    # A code expires within minutes and can only be guessed online, so no slow hash is needed.
    return hashlib.sha256(code.encode()).hexdigest()
