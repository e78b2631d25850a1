"""The partners of the library, and the programmes that they offer."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.partners import Partner, find_partner, spelling_key
from kiosk.domain.programs import Program
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.store import partners
from kiosk.store.database import Database


class PartnerDirectory:
    """Finds partners in the database. Every method raises StoreError if it cannot be read."""

    def __init__(self, database: Database, programs: ProgramSearch) -> None:
        self._database = database
        self._programs = programs

    def coming(self, since: datetime) -> list[Partner]:
        """Return the partners of programmes that end after ``since``, sorted by name.

        A partner that staff have not described has only its name.
        """
        described = self._described()
        named = self._programs.facets(since).partners
        found = {each.name: each for each in (_partner(described, name) for name in named)}
        return sorted(found.values(), key=lambda each: spelling_key(each.name))

    def find(self, name: str) -> Partner:
        """Return the partner that programmes call ``name``, with its description if any."""
        return _partner(self._described(), name)

    def programs(self, partner: Partner, since: datetime, limit: int) -> list[Program]:
        """Return the next programmes of ``partner``, in any of its spellings, earliest first."""
        known = set(map(spelling_key, partner.spellings))
        used = [
            name for name in self._programs.facets(since).partners if spelling_key(name) in known
        ]
        return self._programs.from_partners(used, since, limit)

    def _described(self) -> list[Partner]:
        with self._database.read() as connection:
            return partners.list_partners(connection)


def _partner(described: Iterable[Partner], name: str) -> Partner:
    return find_partner(described, name) or Partner(name)
