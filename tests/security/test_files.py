"""Only the owner can read files of kiosk and server, whatever the umask."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.services.upkeep.back_up import restore_back_up, write_back_up
from kiosk.store.database import Database
from kiosk.store.tables import wrong_try


@pytest.fixture(autouse=True)
def _everybody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "kiosk.toml"))
    before = os.umask(0)
    yield
    os.umask(before)


def read_by_others(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_those_of_the_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = tmp_path / "library.toml"
    library.write_text('[[branch]]\ncode = "main"\nname = "Main"\nzone = "Asia/Jakarta"\n')
    data = ["--data-dir", str(tmp_path / "data")]
    assert main([*data, "load", str(library)]) == 0
    assert main([*data, "code", "--branch", "main"]) == 0
    assert read_by_others(tmp_path / "data") == []
    assert stat.S_IMODE((tmp_path / "data" / "central").stat().st_mode) == 0o700


def test_those_of_an_older_server_that_all_could_read(tmp_path: Path) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    main([*data, "kiosks"])
    for path in (tmp_path / "data" / "central").iterdir():
        path.chmod(0o666)
    main([*data, "kiosks"])
    assert read_by_others(tmp_path / "data") == []


def test_those_of_a_kiosk_and_of_what_takes_its_place(tmp_path: Path) -> None:
    database = Database(tmp_path / "data")
    with database.write() as connection:
        connection.execute(wrong_try.delete())
    assert read_by_others(tmp_path / "data") == []
    write_back_up(database, tmp_path / "data" / "b.zip")
    restore_back_up(tmp_path / "data", tmp_path / "data" / "b.zip")
    with database.read():
        assert read_by_others(tmp_path / "data") == []
    database.close()


def test_a_second_opening_ends_no_lock_of_the_first(tmp_path: Path) -> None:
    """Closing any descriptor of a file releases all locks of the process on the file (POSIX)."""
    first = Database(tmp_path)
    wrote = threading.Event()
    with first.write():
        second = Database(tmp_path)

        def write() -> None:
            with second.write():
                wrote.set()

        other = threading.Thread(target=write, daemon=True)
        other.start()
        assert not wrote.wait(0.5)
    other.join(30)
    assert wrote.is_set()
    for each in (first, second):
        each.close()
