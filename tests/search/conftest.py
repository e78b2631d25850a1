"""Fixtures of the search tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()
