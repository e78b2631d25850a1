"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

# Before Qt is first imported: no screen is needed to run the tests.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real files beside the checkout; the test is skipped where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data is not here: the real files are not part of the project")
    return SHARED_DATA
