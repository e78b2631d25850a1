"""The command of an installed kiosk, with files that the kiosk's user may not read."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / "packaging" / "debian" / "commons-kiosk"
PROGRAM = Path(sys.executable).with_name("kiosk")
AS_ROOT = os.geteuid() == 0
BOOKS = "title,author,branch,shelf\nSeribu Kunang-kunang,Umar Kayam,utama,A1\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


def _user() -> str:
    """Return the name of the user who runs the kiosk in these tests.

    If the tests run as root, this is nobody, provided that nobody may read Python and the checkout.
    """
    if not AS_ROOT:
        return pwd.getpwuid(os.geteuid()).pw_name
    command = ["runuser", "-u", "nobody", "--", PROGRAM, "--version"]
    tried = subprocess.run(command, cwd="/", capture_output=True, check=False)
    return "nobody" if tried.returncode == 0 else "root"


USER = _user()


@pytest.fixture
def state() -> Iterator[Path]:
    """Yield a data folder for the kiosk's user, who cannot read the folders of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="commons-kiosk-"))
    shutil.chown(folder, USER)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return the folder of a USB stick that only the member of staff who inserted it may read."""
    folder = tmp_path / "USB STICK"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def run(state: Path, stick: Path) -> Run:
    own = {"KIOSK_STATE": str(state), "KIOSK_PROGRAM": str(PROGRAM), "KIOSK_USER": USER}

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *words],
            cwd=stick,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run


def test_a_list_on_a_stick_is_taken(run: Run, state: Path, stick: Path) -> None:
    (stick / "books (1).csv").write_text(BOOKS, "utf-8")
    done = run("import", "books (1).csv", "--source", "books")
    assert done.returncode == 0, done.stderr
    assert "from-staff" not in done.stdout
    assert "Kunang" in run("search", "kunang").stdout
    assert {each.owner() for each in state.iterdir()} == {USER}
    assert not list(state.glob("from-staff.*"))


def test_a_folder_is_taken_by_its_whole_address(run: Run, stick: Path) -> None:
    (stick / "lists").mkdir()
    (stick / "lists" / "books.csv").write_text(BOOKS, "utf-8")
    assert run("import", stick / "lists").returncode == 0
    assert "Kunang" in run("search", "kunang").stdout


def test_two_lists_of_one_name_are_both_taken(run: Run, stick: Path) -> None:
    for branch, title in (("north", "Kunang"), ("south", "Merapi")):
        (stick / branch).mkdir()
        (stick / branch / "books.csv").write_text(f"title,branch\n{title},{branch}\n", "utf-8")
    assert run("import", "--source", "a", "north/books.csv", "south/books.csv").returncode == 0
    for word in ("kunang", "merapi"):
        assert word in run("search", word).stdout.lower()


def test_a_back_up_lands_where_it_was_asked_for(run: Run, stick: Path) -> None:
    (stick / "books.csv").write_text(BOOKS, "utf-8")
    run("import", "books.csv")
    done = run("backup", stick / "monday.zip")
    assert done.returncode == 0, done.stderr
    assert (stick / "monday.zip").stat().st_size > 1000
    assert run("restore", "monday.zip").returncode == 0


def test_a_wrong_name_is_told_with_the_status_of_the_kiosk(run: Run, state: Path) -> None:
    done = run("import", "not-there.csv")
    assert done.returncode == 1
    assert "not-there.csv" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not list(state.glob("from-staff.*"))


def test_no_kiosk_is_told() -> None:
    done = subprocess.run(
        [COMMAND, "doctor"],
        env={**os.environ, "KIOSK_PROGRAM": "/nowhere/kiosk"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "not installed" in done.stderr
