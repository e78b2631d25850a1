"""The pictures of titles' covers that are on this kiosk's disk."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from kiosk.search.title_search import Hit
from kiosk.store.cover_files import CoverFiles
from kiosk.store.covers import find_covers
from kiosk.store.database import Database


class KeptCovers:
    """Tells which titles have a picture on the disk. Several threads may share one instance."""

    def __init__(self, database: Database) -> None:
        self._files = CoverFiles(database.path.parent)

    def find(self, connection: Connection, bib_id: int) -> str:
        """Return the digest of a title's picture, or "" if the cover must be drawn."""
        return self._kept(connection, [bib_id]).get(bib_id, "")

    def attach(self, connection: Connection, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return ``hits`` with the digests of their pictures."""
        kept = self._kept(connection, [hit.id for hit in hits])
        return tuple(replace(hit, cover=kept.get(hit.id, "")) for hit in hits)

    def _kept(self, connection: Connection, bib_ids: Sequence[int]) -> dict[int, str]:
        found = find_covers(connection, bib_ids)
        return {id_: each.digest for id_, each in found.items() if self._files.has(each.digest)}
