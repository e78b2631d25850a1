"""``kiosk screenshots``, and the messages of commands that need a display if there is none."""

import sys
from pathlib import Path

import pytest
from kiosk_command import Run, assert_told
from PySide6.QtGui import QImageReader

NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
LOOK = ("--lang", "ar", "--theme", "yellow-on-black", "--scale", "200", "--size", "800x1280")


def test_screenshots_draws_every_screen_as_asked(stocked: Run, tmp_path: Path) -> None:
    answer = stocked("screenshots", tmp_path / "shots", *LOOK, **NO_DISPLAY)
    assert (answer.returncode, answer.stderr) == (0, "")
    paths = sorted((tmp_path / "shots").iterdir())
    assert sorted(answer.stdout.splitlines()) == [str(path) for path in paths]
    names = [path.stem.removeprefix("ar-yellow-on-black-200-800x1280-") for path in paths]
    assert {"01-home", "02-find"} <= set(names)
    for path in paths:
        size = QImageReader(str(path)).size()
        assert (size.width(), size.height()) == (800, 1280)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--lang", "xx"), 1, "id, en, jv"),
        (("--theme", "yellow_black"), 1, "yellow-on-black"),
        (("--scale", "110"), 1, "125"),
        (("--scale", "big"), 2, "usage:"),
        (("--size", "800"), 2, "1080x1920"),
        (("--size", "0x0"), 2, "pixels"),
        (("--size", "99999x1080"), 2, "pixels"),
    ],
)
def test_a_look_that_is_none(
    stocked: Run, tmp_path: Path, words: tuple[str, str], status: int, told: str
) -> None:
    assert_told(stocked("screenshots", tmp_path / "shots", *words), status, told)
    assert not (tmp_path / "shots").exists()


def test_nothing_to_draw(kiosk: Run, tmp_path: Path) -> None:
    assert_told(kiosk("screenshots", tmp_path / "shots"), 1, "Import a library")


def test_a_folder_that_cannot_be_made(stocked: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert_told(stocked("screenshots", tmp_path / "file"), 1, "file")


def test_demo_offscreen_says_what_is_missing(kiosk: Run, tmp_path: Path) -> None:
    assert_told(kiosk("demo", "--offscreen"), 1, "--screenshots DIR")
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("words", [("run",), ("run", "--windowed"), ("demo",)])
def test_no_display(stocked: Run, words: tuple[str, ...]) -> None:
    assert_told(stocked(*words, **NO_DISPLAY), 1, "no display", "--offscreen")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_doctor_without_a_display(stocked: Run) -> None:
    answer = stocked("doctor", **NO_DISPLAY)
    assert answer.stderr == ""
    assert "Display: There is no display here" in answer.stdout


@pytest.mark.parametrize(
    ("keypad", "told"),
    [
        ('{"next": ["Dwon"]}', "Qt knows no key “Dwon”"),
        ('{"forward": ["F13"]}', "keypad.forward"),
    ],
)
def test_a_keypad_that_is_set_wrongly_is_told(stocked: Run, keypad: str, told: str) -> None:
    answer = stocked("doctor", KIOSK_KEYPAD=keypad, **NO_DISPLAY)
    assert answer.returncode == 1
    assert told in answer.stdout + answer.stderr


def test_a_keypad_of_the_librarys_own(stocked: Run) -> None:
    answer = stocked("doctor", KIOSK_KEYPAD='{"next": ["F13", "F14"]}', **NO_DISPLAY)
    assert "Keypad: 2 keys of its own." in answer.stdout
