"""Loading the catalogue into memory when the kiosk starts."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from kiosk.errors import StoreError
from kiosk.services.catalogue.catalogue_search import CatalogueSearch
from kiosk.store.page_cache import preload_file

_PATIENCE = 0.1  # seconds between two attempts to stop


@contextmanager
def warm_up_search(find: CatalogueSearch) -> Iterator[threading.Thread]:
    """Load the database file and the caches of ``find`` into memory during the ``with`` block.

    A low-priority process reads the file, so that searches are hardly delayed. Yield a thread that
    ends when everything is in memory. The loading stops at the end of the block.
    """
    reader = multiprocessing.get_context("spawn").Process(
        target=preload_file, args=(find.path,), name="warming", daemon=True
    )
    reader.start()
    thread = threading.Thread(target=_follow, args=(reader, find), name="warming", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        reader.kill()
        while thread.is_alive():
            find.cancel()
            thread.join(_PATIENCE)


def _follow(reader: multiprocessing.process.BaseProcess, find: CatalogueSearch) -> None:
    reader.join()
    if reader.exitcode == 0:  # the process was not killed
        with suppress(StoreError):  # the next search reports the error
            find.warm()
