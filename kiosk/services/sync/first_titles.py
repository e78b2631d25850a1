"""The titles whose covers the screens show before a visitor has searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.services.bookings.space_availability import load_home_branch
from kiosk.services.catalogue.catalogue_search import CatalogueSearch
from kiosk.services.overview import LibraryOverview
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class CoverOptions:
    """What the pictures of covers depend on: their room in bytes, and the kiosk's own settings.

    ``branch`` is the code of the kiosk's branch. ``languages`` are those of the screens; the first
    is the library's.
    """

    room: int
    branch: str
    languages: tuple[str, ...]


def list_first_titles(database: Database, options: CoverOptions, now: datetime) -> Sequence[int]:
    """Return the bib ids of the titles on the first screen and of the new titles, in any language.

    The list depends on the catalogue alone. Raises StoreError if the database cannot be read.
    """
    branch, _names = load_home_branch(database, options.branch)
    search = CatalogueSearch(database)
    overview = LibraryOverview(database, branch, search)
    home = options.languages[0]
    found: dict[int, None] = {}
    for language in options.languages:
        foreign = "" if language == home else language
        shelf = overview.shelf(now, foreign, home).titles
        for hit in (*shelf, *search.newest(language)):
            found[hit.id] = None
    return list(found)
