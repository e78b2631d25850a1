"""The command, with and without a library."""

from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, runner


@pytest.fixture
def kiosk(tmp_path: Path) -> Run:
    """The command with nothing imported."""
    return runner(tmp_path)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command with the demo library imported; to be looked at only."""
    run = runner(tmp_path_factory.mktemp("stocked"))
    assert run("import", DEMO).returncode == 0
    return run
