"""``kiosk setup``: the files that it writes, their permissions, and no PIN in plain text."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from kiosk_command import Run, assert_told

from kiosk.services.upkeep.set_up import check_pin
from kiosk.settings import Settings

PIN = "83140762"


def written(home: Path) -> dict[str, Any]:
    return tomllib.loads((home / "kiosk.toml").read_text("utf-8"))


def test_the_pin_is_kept_as_a_hash_only(kiosk: Run, tmp_path: Path) -> None:
    answer = kiosk("setup", "--pin-stdin", typed=f"{PIN}\n")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert str(tmp_path / "kiosk.toml") in answer.stdout
    settings = Settings(pin_hash=written(tmp_path)["pin_hash"])
    assert check_pin(settings, PIN)
    assert not check_pin(settings, "83140763")
    assert PIN not in answer.stdout
    for path in filter(Path.is_file, tmp_path.rglob("*")):
        assert PIN.encode() not in path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in modes")
def test_only_its_owner_may_read_the_settings(kiosk: Run, tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text("")
    path.chmod(0o644)
    kiosk("setup", "--pin-stdin", typed=PIN)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_language_that_nobody_speaks_is_refused(kiosk: Run, tmp_path: Path) -> None:
    assert_told(kiosk("setup", "--languages", "id,xx"), 1, "“xx” is not a language code")
    assert not (tmp_path / "kiosk.toml").exists()


def test_options_are_written_and_the_rest_is_kept(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text('# ours\nbranch = "timur"\nidle_seconds = 60\n')
    words = ("--library", "Perpustakaan Uji", "--languages", "en, ar", "--idle", "120")
    assert kiosk("setup", *words, "--screen-width", "597.5").returncode == 0
    assert written(tmp_path) == {
        "branch": "timur",
        "idle_seconds": 120,
        "library_name": "Perpustakaan Uji",
        "languages": ["en", "ar"],
        "language": "en",
        "screen_width_mm": 597.5,
    }
    assert "# ours" in (tmp_path / "kiosk.toml").read_text()


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "١٢٣٤", "1234 5678"])
def test_a_pin_that_is_none(kiosk: Run, tmp_path: Path, pin: str) -> None:
    assert_told(kiosk("setup", "--pin-stdin", typed=f"{pin}\n"), 1, "4 to 12 digits")
    assert not (tmp_path / "kiosk.toml").exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--idle", "5"), "idle_seconds"),
        (("--languages", ""), "languages"),
        (("--languages", ","), "languages"),
        (("--library", ""), "library_name"),
        (("--screen-width", "1"), "screen_width_mm"),
    ],
)
def test_a_value_that_is_not_right_is_not_written(
    kiosk: Run, tmp_path: Path, words: tuple[str, str], named: str
) -> None:
    assert_told(kiosk("setup", *words), 1, f"“{named}”")
    assert not (tmp_path / "kiosk.toml").exists()


def test_nobody_to_ask(kiosk: Run) -> None:
    assert_told(kiosk("setup"), 1, "kiosk setup --help")


@pytest.mark.parametrize("text", ["idle_seconds = 5", "idle = 90", "[", 'languages = "id"'])
def test_settings_that_are_not_right_are_told(kiosk: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "kiosk.toml").write_text(text)
    assert_told(kiosk("search", "a"), 1, "kiosk.toml")


def test_the_environment_wins_over_the_file(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text("idle_seconds = 60\n")
    assert kiosk("search", "a").returncode == 0
    assert_told(kiosk("search", "a", KIOSK_IDLE_SECONDS="7"), 1, "idle_seconds")
    assert_told(kiosk("search", "a", KIOSK_LANGUAGES="id"), 1, "languages", "KIOSK_")
