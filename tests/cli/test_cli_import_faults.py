"""``kiosk import`` and ``kiosk load`` report unreadable files and continue with the rest."""

import os
from pathlib import Path

import pytest
from kiosk_command import Run, marc, parsed

GOOD = "judul,pengarang\nLaskar Pelangi,Andrea Hirata\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    return path


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "a/" * 3_000 + "b.csv"])
def test_a_name_that_no_file_can_have(kiosk: Run, good: Path, name: str) -> None:
    first, second = parsed(kiosk("import", name, good, "--json"))["files"]
    assert "cannot be read" in first["rejects"][0]["reason"]
    assert second["added"] == 1
    assert kiosk("import", name, "--json").returncode == 1
    [run, other] = parsed(kiosk("load", name, good, "--json"))
    assert "cannot be read" in run["fault"]
    assert other["added"] == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every folder")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o200])
def test_a_folder_that_may_not_be_read(kiosk: Run, tmp_path: Path, good: Path, mode: int) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "a.csv").write_text(GOOD)
    folder.chmod(mode)
    try:
        answer = kiosk("import", folder, good, "--json")
    finally:
        folder.chmod(0o700)
    assert answer.returncode == 0
    first, second = parsed(answer)["files"]
    assert "read" in first["rejects"][0]["reason"]
    assert second["added"] == 1


def test_status_1_where_nothing_could_be_taken(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.mrc").write_bytes(b"99999nam a2299999 a 4500 broken\x1e\x1d")
    assert kiosk("import", tmp_path / "bad.mrc", "--json").returncode == 1
    assert kiosk("load", tmp_path / "bad.mrc", "--json").returncode == 1
    (tmp_path / "bad.mrc").write_bytes(b"99999nam a2299999 a 4500 broken\x1e\x1d" + marc())
    assert kiosk("import", tmp_path / "bad.mrc", "--json").returncode == 0
