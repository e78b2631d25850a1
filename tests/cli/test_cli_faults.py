"""Wrong arguments and a broken machine produce a usage text or a message, never a traceback."""

import os
from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, assert_told

from kiosk.cli import parser

COMMANDS = tuple(
    next(action.choices for action in parser()._actions if isinstance(action.choices, dict))
)
USES_THE_DATABASE = [
    ("search", "a"),
    ("programs", "--from", "2026-12-01", "--to", "2026-12-01"),
    ("rejects",),
    ("doctor",),
    ("screenshots", "shots"),
    ("demo", "--offscreen", "--screenshots", "shots"),
    ("import", "none.mrc"),
]


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
def test_help(kiosk: Run, words: tuple[str, ...]) -> None:
    answer = kiosk(*words, "--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(" ".join(("usage: kiosk", *words)))


def test_every_command_and_option_has_a_help_text() -> None:
    top = parser()
    commands = next(a for a in top._actions if isinstance(a.choices, dict))
    assert {a.dest for a in commands._choices_actions if a.help} == set(COMMANDS)
    for name, command in commands.choices.items():
        assert command.description, name
        for action in command._actions:
            assert action.help, f"{name} {action.dest}"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("serve-tea",),
        ("--loud", "doctor"),
        *((name, "--no-such-option") for name in COMMANDS),
        ("import",),
        ("search",),
        ("programs", "--from", "2026-12-01"),
    ],
)
def test_words_that_are_not_known(kiosk: Run, words: tuple[str, ...]) -> None:
    assert_told(kiosk(*words), 2, "usage: kiosk")


def test_version(kiosk: Run) -> None:
    from kiosk import __version__

    assert kiosk("--version").stdout == f"kiosk {__version__}\n"


@pytest.mark.parametrize("words", USES_THE_DATABASE, ids=lambda words: words[0])
def test_a_data_folder_that_cannot_be(kiosk: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    assert_told(kiosk(*words, data=tmp_path / "file" / "data"), 1, "--data-dir")


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user, or are no modes"
)
def test_what_may_not_be_written(kiosk: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o500)
    assert_told(kiosk("search", "a"), 1, "is writable")
    data.chmod(0o700)
    assert kiosk("search", "a").returncode == 0
    (data / "kiosk.sqlite3").chmod(0o400)
    data.chmod(0o500)
    assert_told(kiosk("import", DEMO), 1, "let this user write")


@pytest.mark.parametrize("words", USES_THE_DATABASE, ids=lambda words: words[0])
def test_a_file_that_is_no_database(kiosk: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kiosk.sqlite3").write_bytes(b"not a database" * 1000)
    assert_told(kiosk(*words), 1, "kiosk.sqlite3", "not a database")


@pytest.mark.parametrize("words", USES_THE_DATABASE, ids=lambda words: words[0])
def test_a_damaged_database(kiosk: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    kiosk("search", "a")
    path = tmp_path / "data" / "kiosk.sqlite3"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    answer = kiosk(*words)
    assert "Traceback" not in answer.stderr
    assert answer.returncode == 1
    assert "kiosk.sqlite3" in answer.stderr + answer.stdout


def test_data_of_a_newer_release(kiosk: Run, tmp_path: Path) -> None:
    import sqlite3

    kiosk("search", "a")
    with sqlite3.connect(tmp_path / "data" / "kiosk.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert_told(kiosk("search", "a"), 1, "newer release")
