"""Usage counts by day. No count can be traced to a single visitor."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from secrets import token_bytes

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.store.tables import tally, unfound, unfound_key

MIN_SESSIONS, MIN_DAYS = 5, 3  # sessions and days of a search before the words are stored
_FORGOTTEN_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class DailyUsage:
    day: date
    name: str
    times: int


def increment_usage(connection: Connection, day: date, name: str) -> None:
    """Increment the count called ``name`` on ``day``."""
    row = insert(tally).values(day=day, name=name, times=1)
    connection.execute(
        row.on_conflict_do_update(index_elements=["day", "name"], set_={"times": tally.c.times + 1})
    )


def list_usage(connection: Connection, limit: int) -> list[DailyUsage]:
    """Return at most ``limit`` usage counts, oldest day first."""
    rows = connection.execute(select(tally).order_by(tally.c.day, tally.c.name).limit(limit))
    return [DailyUsage(row.day, row.name, row.times) for row in rows]


def delete_usage_before(connection: Connection, before: date) -> None:
    """Delete the usage counts of all days before ``before``, which the server already has."""
    connection.execute(delete(tally).where(tally.c.day < before))


def record_failed_search(connection: Connection, words: str, day: date) -> bool:
    """Record that a session searched for ``words`` and found nothing.

    Return True once enough sessions on enough days have searched for these words. Until then only a
    keyed hash (BLAKE2, RFC 7693) is stored, so that nobody can read a single visitor's search.
    """
    digest = blake2b(words.encode(), key=_key(connection), digest_size=16).digest()
    connection.execute(delete(unfound).where(unfound.c.last < day - _FORGOTTEN_AFTER))
    before = connection.execute(select(unfound).where(unfound.c.digest == digest)).one_or_none()
    sessions = 1 + (before.sessions if before else 0)
    days = (before.days if before else 0) + (before is None or before.last != day)
    row = {"sessions": sessions, "days": days, "last": day}
    connection.execute(
        insert(unfound)
        .values(digest=digest, **row)
        .on_conflict_do_update(index_elements=["digest"], set_=row)
    )
    return sessions >= MIN_SESSIONS and days >= MIN_DAYS


def _key(connection: Connection) -> bytes:
    key: bytes | None = connection.scalar(select(unfound_key.c.key))
    if key is None:
        key = token_bytes(32)
        connection.execute(unfound_key.insert().values(id=1, key=key))
    return key
