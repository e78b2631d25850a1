"""Fixtures: the ``kiosk`` command, with and without a library."""

from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, runner


@pytest.fixture
def kiosk(tmp_path: Path) -> Run:
    """Return the ``kiosk`` command without any imported data."""
    return runner(tmp_path)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return the ``kiosk`` command with the demo library imported; tests must only read it."""
    run = runner(tmp_path_factory.mktemp("stocked"))
    assert run("import", DEMO).returncode == 0
    return run
