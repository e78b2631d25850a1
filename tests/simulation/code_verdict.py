"""A small pool of codes, which makes collisions frequent, and a check for codes used twice."""

import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.bookings import lending
from kiosk.central.database import CentralDatabase
from kiosk.domain.registrations import ACTIVE_STATUSES
from kiosk.domain.reservations import OCCUPYING_STATUSES
from kiosk.store import tables as kiosk_tables
from kiosk.store.database import Database

_CODES_OF_A_KIOSK = 1_000  # the number of different codes per kiosk


class _FewCodes:
    """Replaces the module ``secrets`` with a seeded generator of few different codes."""

    def __init__(self, chance: random.Random, most: int) -> None:
        self._chance, self._most = chance, most

    def randbelow(self, end: int) -> int:
        return self._chance.randrange(min(end, self._most))


@contextmanager
def few_codes(seed: int, kiosks: int) -> Iterator[None]:
    """Make the server choose its spare codes from a small pool."""
    lending.secrets = _FewCodes(random.Random(seed), kiosks * _CODES_OF_A_KIOSK)  # type: ignore[assignment]
    try:
        yield
    finally:
        lending.secrets = secrets


def double_codes(central: CentralDatabase, kiosks: Iterable[tuple[str, Database]]) -> Iterator[str]:
    """Yield a message for each code that has several owners.

    An owner is a booking, or a kiosk that has the code among its spare codes.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    with central.read() as connection:
        for table, live in (
            (tables.reservation, OCCUPYING_STATUSES),
            (tables.registration, ACTIVE_STATUSES),
        ):
            rows = connection.execute(select(table).where(table.c.status.in_(live)))
            for row in rows:
                owners[row.code].add(row.id)
    for name, database in kiosks:
        with database.read() as connection:
            for code in connection.scalars(select(kiosk_tables.spare_code.c.code)):
                owners[code].add(f"the codes at hand at {name}")
    for code, several in owners.items():
        if len(several) > 1:
            yield f"the code {code} belongs to {' and '.join(sorted(several))}"
