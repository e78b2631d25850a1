"""Rebuilding the search index after an update to a release that uses another schema."""

import logging
from collections.abc import Callable

from kiosk.search import index
from kiosk.store.database import Database

log = logging.getLogger(__name__)


def rebuild_missing_index(database: Database, begins: Callable[[], None] = lambda: None) -> bool:
    """Rebuild the search index if the index is empty but the catalogue is not.

    Return True if the index was rebuilt. Rebuilding takes about a minute for 100,000 titles;
    ``begins`` is called before the rebuilding starts. Raises StoreError if the index cannot be
    written.
    """
    with database.read() as connection:
        if not index.is_empty(connection):
            return False
    begins()
    log.info("rebuilding the search index")
    with database.write() as connection:
        index.rebuild(connection)
    return True
