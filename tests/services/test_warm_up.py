"""Warming up at the start of the kiosk loads everything, and ends with the kiosk."""

import multiprocessing
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.catalogue.warm_up import warm_up_search
from kiosk.store.database import Database

_READS_ALL = "INDEXED BY ix_search_entry_traits"


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def statements():
    said: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


def test_after_warming_up_the_first_count_reads_no_titles(
    database: Database, statements: list[str]
) -> None:
    find = CatalogueSearch(database)
    with warm_up_search(find) as thread:
        thread.join()
    assert any(_READS_ALL in each for each in statements)
    statements.clear()
    find.facets(Query())
    assert statements
    assert not any(_READS_ALL in each for each in statements)


@pytest.mark.skipif(sys.platform == "win32", reason="the large file would be written in full")
def test_warming_up_ends_with_the_kiosk(
    database: Database, tmp_path: Path, statements: list[str]
) -> None:
    # Without content on the disk, and by far not read when the block ends.
    large = tmp_path / "large"
    large.touch()
    os.truncate(large, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)

    class OfLargeFile(CatalogueSearch):
        path = large  # type: ignore[assignment]

    with warm_up_search(OfLargeFile(database)) as thread:
        assert thread.is_alive()
    assert not thread.is_alive()
    assert not any(child.name == "warming" for child in multiprocessing.active_children())
    assert not any(_READS_ALL in each for each in statements)
