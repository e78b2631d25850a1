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
_LONGEST = timedelta(hours=1)  # of all ``within``


class TooManyTries(Exception):
    """Wrong tries came so often that none is looked at for a while."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How often ``what`` may be guessed.

    ``free`` wrong tries ``within`` a time are answered at once, then one after each ``pause``.
    """

    what: str
    free: int
    within: timedelta
    pause: timedelta

    def check(self, wrong: Iterable[datetime], now: datetime) -> None:
        """Raises TooManyTries where no try may be looked at now.

        After a clock was set back, tries of the time to come still count, but hold up nobody.
        """
        counted = [at for at in wrong if abs(now - at) < self.within]
        pausing = any(timedelta(0) <= now - at < self.pause for at in counted)
        if len(counted) >= self.free and pausing:
            raise TooManyTries


_MINUTE, _QUARTER, _HOUR = (timedelta(minutes=n) for n in (1, 15, 60))
CODES = Policy("code", 5, _QUARTER, 5 * _MINUTE)  # of visitors, at one kiosk
PIN = Policy("pin", 5, _HOUR, _MINUTE)  # of staff, at one kiosk
PAIRING = Policy("pairing", 5, _HOUR, _QUARTER)  # from one address
# By account and address, so that nobody locks others out; and by address, whatever account.
ACCOUNT = Policy("account", 5, _HOUR, _QUARTER)
ADDRESS = Policy("address", 20, _HOUR, _QUARTER)
LOOK_UP = Policy("look-up", 20, _HOUR, _MINUTE)  # of codes at the console, by an account


@dataclass(frozen=True, slots=True)
class Guesser:
    """``who`` guesses, and under which policy that counts. It is kept as a digest alone."""

    policy: Policy
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


def wrong(connection: Connection, guesser: Guesser) -> list[datetime]:
    """When ``guesser`` was wrong."""
    of_one = (_wrong.c.what == guesser.policy.what) & (_wrong.c.who == guesser.digest)
    return list(connection.scalars(select(_wrong.c.at).where(of_one)))


def check(connection: Connection, guesser: Guesser, now: datetime) -> None:
    """Raises TooManyTries. On PostgreSQL others wait until this transaction has ended."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    guesser.policy.check(wrong(connection, guesser), now)


def note(connection: Connection, guessers: Iterable[Guesser], now: datetime) -> list[str]:
    """Count a try as wrong for each of ``guessers``; returns what :func:`take_back` takes."""
    old = (_wrong.c.at < now - _LONGEST) | (_wrong.c.at > now + _LONGEST)
    connection.execute(delete(_wrong).where(old))
    noted = []
    for each in guessers:
        noted.append(str(uuid7()))
        row = {"id": noted[-1], "what": each.policy.what, "who": each.digest, "at": now}
        connection.execute(_wrong.insert().values(row))
    return noted


def take_back(connection: Connection, noted: Sequence[str]) -> None:
    """The try was right after all."""
    connection.execute(delete(_wrong).where(_wrong.c.id.in_(noted)))
