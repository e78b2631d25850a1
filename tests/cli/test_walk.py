"""The walk through the demo library without a display, as described in the README."""

from pathlib import Path

import pytest
from kiosk_command import Run
from PySide6.QtGui import QImage

pytestmark = pytest.mark.slow


def test_the_walk_leaves_pictures_and_not_a_word_of_warning(kiosk: Run, tmp_path: Path) -> None:
    shots = tmp_path / "shots"
    answer = kiosk("demo", "--offscreen", "--screenshots", shots, QT_QPA_PLATFORM="")
    assert answer.stderr == ""
    assert answer.returncode == 0
    pictures = {path: QImage(str(path)) for path in map(Path, answer.stdout.splitlines())}
    assert set(pictures) == set(shots.iterdir())
    seen = [path.stem.rpartition("1080x1920-")[2].partition("-")[2] for path in pictures]
    journey = ("home", "find-results", "record", "program", "space", "reserved", "cancelled")
    assert [name for name in seen if name in journey] == list(journey)
    for path, picture in pictures.items():
        assert not picture.isNull(), path
        assert _colours(picture) > 1, path  # a blank screen has one


def _colours(picture: QImage) -> int:
    small = picture.scaled(100, 100)
    return len({small.pixel(x, y) for x in range(100) for y in range(100)})
