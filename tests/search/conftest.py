"""Fixtures of the search tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_library import SearchLibrary


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SearchLibrary]:
    opened = SearchLibrary(tmp_path)
    yield opened
    opened.close()
