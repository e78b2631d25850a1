"""Guesses at codes, PINs and passwords: how many are looked at, and when the next one is.

One policy holds for all. A few wrong ones are answered at once; after those, one after each
pause. A right one clears nothing, for a visitor who guesses has a right code of their own.
The wrong ones are rows of the database, so a restart forgets none of them. The kiosk and
the server have the same table.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, select
from uuid6 import uuid7

from kiosk.store.columns import UtcTime

_LOCK = 0x7472696573  # an advisory lock of PostgreSQL: tries side by side are counted in turn
_LONGEST = timedelta(hours=1)  # of all ``window``


class RateLimitExceeded(Exception):
    """Wrong tries came so often that none is looked at for a while."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How often ``what`` may be guessed.

    ``burst`` wrong tries ``window`` a time are answered at once, then one after each ``cooldown``.
    """

    what: str
    burst: int
    window: timedelta
    cooldown: timedelta

    def check(self, failures: Iterable[datetime], now: datetime) -> None:
        """Raises RateLimitExceeded where no try may be looked at now.

        After a clock was set back, tries of the time to come still count, but hold up nobody.
        """
        counted = [at for at in failures if abs(now - at) < self.window]
        pausing = any(timedelta(0) <= now - at < self.cooldown for at in counted)
        if len(counted) >= self.burst and pausing:
            raise RateLimitExceeded


_MINUTE, _QUARTER, _HOUR = (timedelta(minutes=n) for n in (1, 15, 60))
CODES = RateLimit("code", 5, _QUARTER, 5 * _MINUTE)  # of visitors, at one kiosk
PIN = RateLimit("pin", 5, _HOUR, _MINUTE)  # of staff, at one kiosk
PAIRING = RateLimit("pairing", 5, _HOUR, _QUARTER)  # from one address
# By account and address, so that nobody locks others out; and by address, whatever account.
ACCOUNT = RateLimit("account", 5, _HOUR, _QUARTER)
ADDRESS = RateLimit("address", 20, _HOUR, _QUARTER)
LOOK_UP = RateLimit("look-up", 20, _HOUR, _MINUTE)  # of codes at the console, by an account


@dataclass(frozen=True, slots=True)
class RateLimitKey:
    """``who`` guesses, and under which policy that counts. It is kept as a digest alone."""

    limit: RateLimit
    who: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.who.encode("utf-8", "surrogatepass")).hexdigest()


def table(metadata: MetaData) -> Table:
    """The table of wrong tries, each kept for as long as it counts."""
    return Table(
        "wrong_try",
        metadata,
        Column("id", Text, primary_key=True),
        Column("what", Text, nullable=False),
        Column("who", Text, nullable=False, index=True),
        Column("at", UtcTime, nullable=False),
    )


_wrong = table(MetaData())


def failures(connection: Connection, key: RateLimitKey) -> list[datetime]:
    """When ``key`` was wrong."""
    of_one = (_wrong.c.what == key.limit.what) & (_wrong.c.who == key.digest)
    return list(connection.scalars(select(_wrong.c.at).where(of_one)))


def check(connection: Connection, key: RateLimitKey, now: datetime) -> None:
    """Raises RateLimitExceeded. On PostgreSQL others wait until this transaction has ended."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    key.limit.check(failures(connection, key), now)


def record_failures(
    connection: Connection, keys: Iterable[RateLimitKey], now: datetime
) -> list[str]:
    """Count a try as wrong for each of ``keys``; returns what :func:`withdraw` takes."""
    old = (_wrong.c.at < now - _LONGEST) | (_wrong.c.at > now + _LONGEST)
    connection.execute(delete(_wrong).where(old))
    noted = []
    for each in keys:
        noted.append(str(uuid7()))
        row = {"id": noted[-1], "what": each.limit.what, "who": each.digest, "at": now}
        connection.execute(_wrong.insert().values(row))
    return noted


def withdraw(connection: Connection, noted: Sequence[str]) -> None:
    """The try was right after all."""
    connection.execute(delete(_wrong).where(_wrong.c.id.in_(noted)))
