"""Pairing: how a kiosk comes to belong to the library, and how it ceases to."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.central.bookings import lending
from kiosk.protocol.messages import VERSION, Pair, Paired

CODE_LIFETIME = timedelta(minutes=15)  # a code, once shown
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another
_LENGTH = 8


class InvalidPairingCode(Exception):
    """The code is none, or was used, or is too old."""


def create_pairing_code(connection: Connection, branch: str, now: datetime) -> str:
    """A code for staff to type at the new kiosk of ``branch``: once, within 15 minutes."""
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    table = tables.pairing_code
    connection.execute(delete(table).where(table.c.expires < now))
    connection.execute(
        table.insert().values(digest=_digest(code), branch=branch, expires=now + CODE_LIFETIME)
    )
    return code


def pair_kiosk(connection: Connection, wish: Pair, now: datetime) -> Paired:
    """Take the kiosk in; its code is used up. Raises InvalidPairingCode.

    A kiosk that did not hear the answer and asks again with the same key gets it again.
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
        table.insert().values(id=kiosk, name=wish.name, branch=branch, key=wish.key, paired=now)
    )
    return _paired(connection, kiosk, branch)


def public_key(connection: Connection, kiosk: str) -> str | None:
    """The public key of a kiosk that belongs to the library, else None."""
    table = tables.kiosk
    return connection.scalar(
        select(table.c.key).where(table.c.id == kiosk, table.c.revoked.is_(None))
    )


def list_kiosks(connection: Connection) -> list[dict[str, Any]]:
    """All kiosks, also those revoked, as staff look at them."""
    table = tables.kiosk
    columns = (table.c.id, table.c.name, table.c.branch, table.c.paired, table.c.seen)
    rows = connection.execute(select(*columns, table.c.revoked).order_by(table.c.id))
    return [dict(row._mapping) for row in rows]


def revoke_kiosk(connection: Connection, kiosk: str, now: datetime) -> bool:
    """End a kiosk's belonging, at once; what was lent to it is free. False where unknown."""
    table = tables.kiosk
    done = connection.execute(
        update(table).where(table.c.id == kiosk, table.c.revoked.is_(None)).values(revoked=now)
    )
    if not done.rowcount:
        return False
    lending.revoke_leases(connection, kiosk, now)
    return True


def _paired(connection: Connection, kiosk: str, branch: str) -> Paired:
    feed = connection.scalar(select(tables.feed.c.name)) or ""
    return Paired(kiosk=kiosk, branch=branch, feed=feed, version=VERSION)


def _digest(code: str) -> str:
    # A code lives for minutes and is guessed at over the network only: no slow hash.
    return hashlib.sha256(code.encode()).hexdigest()
