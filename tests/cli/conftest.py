"""Fixtures: the ``kiosk`` command, with and without a library."""

from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, runner


@pytest.fixture
def kiosk(tmp_path: Path) -> Run:
    """Return the ``kiosk`` command without any imported data."""
    return runner(tmp_path)


@pytest.fixture(scope="session")
def stocked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a kiosk with the demo library imported; tests must only read it."""
    home = tmp_path_factory.mktemp("stocked")
    assert runner(home)("import", DEMO).returncode == 0
    return home


@pytest.fixture(scope="session")
def stocked(stocked_home: Path) -> Run:
    """Return the ``kiosk`` command with the demo library imported; tests must only read it."""
    return runner(stocked_home)
