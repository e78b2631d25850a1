"""The temporary files of kiosks that were killed are cleaned up."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kiosk.scratch_folder import ScratchFolder

HOLD = (
    "import sys\n"
    "from kiosk.scratch_folder import ScratchFolder\n"
    "folder = ScratchFolder('speech', in_memory=True)\n"
    "(folder.path / '1.wav').write_text('a private title')\n"
    "print(folder.path, flush=True)\n"
    "sys.stdin.read()\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def started() -> tuple[subprocess.Popen[str], Path]:
    """Start a process that uses a folder, and return the process and the folder."""
    both = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, "-c", HOLD], text=True, **both)
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def make_old(path: Path) -> None:
    long_ago = time.time() - 3600
    os.utime(path, (long_ago, long_ago))


def test_what_a_killed_kiosk_left_is_removed_and_what_a_living_one_holds_is_not() -> None:
    killed, left = started()
    living, held = started()
    with killed, living:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        mine = ScratchFolder("speech", in_memory=True)
        assert not left.exists()
        assert (held / "1.wav").exists()
        assert mine.path.exists()
        mine.close()
        assert not mine.path.exists()
        living.communicate()
    assert not held.exists(), "who ends by itself tidies up"


def test_a_folder_that_was_made_just_now_and_those_of_others_are_left_alone(folder: Path) -> None:
    young = folder / "commons-kiosk-speech-young"
    other = folder / "kiosk-of-somebody-else"
    linked = folder / "commons-kiosk-speech-linked"
    for path in (young, other):
        path.mkdir()
    linked.symlink_to(other)
    make_old(other)
    ScratchFolder("speech", in_memory=True).close()
    assert young.exists()
    assert other.exists()
    assert linked.is_symlink()
    assert not (other / "lock").exists()
    make_old(young)
    ScratchFolder("speech", in_memory=True).close()
    assert not young.exists()


def test_sounds_are_kept_in_memory_where_the_session_has_a_folder_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    scratch = ScratchFolder("speech", in_memory=True)
    assert scratch.path.parent == runtime
    scratch.close()
    assert not list(runtime.iterdir())
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "gone"))
    scratch = ScratchFolder("speech", in_memory=True)
    assert scratch.path.parent == folder
    scratch.close()
