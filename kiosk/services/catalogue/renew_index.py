"""Fill the search index where a new release has changed its form."""

import logging
from collections.abc import Callable

from kiosk.search import index
from kiosk.store.database import Database

log = logging.getLogger(__name__)


def rebuild_missing_index(database: Database, begins: Callable[[], None] = lambda: None) -> bool:
    """Make the index anew if the catalogue has titles and it has none; whether it was.

    Takes about a minute for 100,000 titles; ``begins`` is called before. Raises
    StoreError when it cannot be written.
    """
    with database.read() as connection:
        if not index.is_empty(connection):
            return False
    begins()
    log.info("making the search index anew")
    with database.write() as connection:
        index.rebuild(connection)
    return True
