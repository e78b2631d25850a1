"""Rate limits on guessing codes, PINs and passwords.

Every limit follows the same policy: after a burst of failures, only one failure is allowed per
cooldown. A success does not reset the limit, because a visitor who guesses codes may also have a
valid code. Failures are stored in the database, so that they still count after a restart. The
kiosk and the server use the same table.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, select
from uuid6 import uuid7

from kiosk.store.columns import UtcTime

_LOCK = 0x7472696573  # PostgreSQL advisory lock: concurrent attempts are counted one by one
_LONGEST = timedelta(hours=1)  # the longest ``window`` of any limit


class RateLimitExceeded(Exception):
    """The client has failed too often: no attempt is checked until the cooldown ends."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Allow ``burst`` failures within ``window``, then only one failure per ``cooldown``."""

    name: str
    burst: int
    window: timedelta
    cooldown: timedelta

    def check(self, failures: Iterable[datetime], now: datetime) -> None:
        """Raise RateLimitExceeded if ``failures`` allow no attempt at ``now``.

        If the clock has been set back, failures with a future timestamp still count, but they do
        not start a cooldown.
        """
        counted = [at for at in failures if abs(now - at) < self.window]
        cooling_down = any(timedelta(0) <= now - at < self.cooldown for at in counted)
        if len(counted) >= self.burst and cooling_down:
            raise RateLimitExceeded


_MINUTE, _QUARTER, _HOUR = (timedelta(minutes=n) for n in (1, 15, 60))
CODES = RateLimit("code", 5, _QUARTER, 5 * _MINUTE)  # wrong codes of visitors at one kiosk
PIN = RateLimit("pin", 5, _HOUR, _MINUTE)  # wrong PINs of staff at one kiosk
PAIRING = RateLimit("pairing", 5, _HOUR, _QUARTER)  # wrong pairing codes from one address
# ACCOUNT counts by account and address, so that nobody can lock others out; ADDRESS counts all
# attempts from an address.
ACCOUNT = RateLimit("account", 5, _HOUR, _QUARTER)
ADDRESS = RateLimit("address", 20, _HOUR, _QUARTER)
LOOK_UP = RateLimit("look-up", 20, _HOUR, _MINUTE)  # wrong codes at the console by one account


@dataclass(frozen=True, slots=True)
class RateLimitKey:
    """The key of failures that count together: one client under one limit.

    The database contains only a digest of ``client``.
    """

    limit: RateLimit
    client: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.client.encode("utf-8", "surrogatepass")).hexdigest()


def define_failure_table(metadata: MetaData) -> Table:
    """Return the table of failures. A failure is kept for as long as it counts."""
    return Table(
        "wrong_try",
        metadata,
        Column("id", Text, primary_key=True),
        Column("what", Text, nullable=False),
        Column("who", Text, nullable=False, index=True),
        Column("at", UtcTime, nullable=False),
    )


_failure = define_failure_table(MetaData())


def list_failures(connection: Connection, key: RateLimitKey) -> list[datetime]:
    """Return the times of all failures recorded under ``key``."""
    same_key = (_failure.c.what == key.limit.name) & (_failure.c.who == key.digest)
    return list(connection.scalars(select(_failure.c.at).where(same_key)))


def check_rate_limit(connection: Connection, key: RateLimitKey, now: datetime) -> None:
    """Raise RateLimitExceeded if no attempt may be checked at ``now``.

    On PostgreSQL concurrent checks wait until this transaction ends.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    key.limit.check(list_failures(connection, key), now)


def record_failures(
    connection: Connection, keys: Iterable[RateLimitKey], now: datetime
) -> list[str]:
    """Record a failure under each of ``keys``; return their ids, for :func:`delete_failures`."""
    old = (_failure.c.at < now - _LONGEST) | (_failure.c.at > now + _LONGEST)
    connection.execute(delete(_failure).where(old))
    ids = []
    for each in keys:
        ids.append(str(uuid7()))
        row = {"id": ids[-1], "what": each.limit.name, "who": each.digest, "at": now}
        connection.execute(_failure.insert().values(row))
    return ids


def delete_failures(connection: Connection, ids: Sequence[str]) -> None:
    """Delete failures that were recorded in advance for an attempt that then succeeded."""
    connection.execute(delete(_failure).where(_failure.c.id.in_(ids)))
