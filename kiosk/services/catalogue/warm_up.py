"""Bringing the catalogue into memory when the kiosk starts."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from kiosk.errors import StoreError
from kiosk.services.catalogue.catalogue_search import CatalogueSearch
from kiosk.store.page_cache import preload_file

_PATIENCE = 0.1  # seconds between two tries to end it


@contextmanager
def warm_up_search(find: CatalogueSearch) -> Iterator[threading.Thread]:
    """Warm ``find`` up from its file on, beside the block, whose end ends that too.

    The file is read by a process of low priority, so that a search that comes meanwhile
    waits little. Yields the thread that ends when all is in memory.
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
    if reader.exitcode == 0:  # and not killed
        with suppress(StoreError):  # a visitor's search will tell of it
            find.warm()
