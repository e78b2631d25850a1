"""Finding titles by the codes that visitors scan."""

from collections.abc import Iterable

from kiosk.search.scanned_codes import find_scanned
from kiosk.store.database import Database


class ScannedTitles:
    """The titles of the local catalogue by the codes on their books."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, codes: Iterable[str]) -> int:
        """Return the bib id of the title with the first of ``codes`` that is known, or 0.

        Raises StoreError if the database cannot be read.
        """
        with self._database.read() as connection:
            return next(filter(None, (find_scanned(connection, code) for code in codes)), 0)
