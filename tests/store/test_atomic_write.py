"""Atomic writes: a file is complete or unchanged."""

import os
import stat
from pathlib import Path

import pytest

from kiosk import atomic_write


def test_a_replaced_file_is_readable_only_by_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("before", "utf-8")
    atomic_write.write_file(file, "após")
    assert file.read_text("utf-8") == "após"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken" / "by a folder").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        atomic_write.write_file(tmp_path / "taken", "words")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]
    file = tmp_path / "kept"
    file.write_text("before", "utf-8")
    with pytest.raises(UnicodeEncodeError):
        atomic_write.write_file(file, "\ud800")
    assert file.read_text("utf-8") == "before"
    assert {each.name for each in tmp_path.iterdir()} == {"taken", "kept"}
