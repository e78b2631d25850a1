"""Temporary folders for private data, which are deleted even if the process is killed."""

import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

_PREFIXES = {"speech": "commons-kiosk-speech-", "screens": "commons-kiosk-screens-"}
_YOUNG_SECONDS = 60.0  # a younger folder may not be locked yet


class ScratchFolder:
    """A new folder at ``path`` that no other user can read.

    The process that uses the folder locks a file in the folder. Before a folder is created, the
    unlocked folders of killed processes are deleted. Nothing else would delete these folders, and a
    kiosk runs for years. (On Windows the open file serves as the lock, because Windows does not
    delete open files.)
    """

    def __init__(self, purpose: str, *, in_memory: bool = False) -> None:
        """Create a folder for ``purpose``, which is a key of ``_PREFIXES``.

        If ``in_memory`` is True and XDG_RUNTIME_DIR is set, the folder is created there, so that
        nothing is written to the disk.
        """
        parent = _session() if in_memory else Path(tempfile.gettempdir())
        for place in {_session(), Path(tempfile.gettempdir())}:
            _sweep(place)
        self._folder = tempfile.TemporaryDirectory(
            prefix=_PREFIXES[purpose], dir=parent, ignore_cleanup_errors=True
        )
        self.path = Path(self._folder.name)
        self._held = _hold(self.path)

    def close(self) -> None:
        """Delete the folder and everything in the folder."""
        self._held.close()
        self._folder.cleanup()


def _session() -> Path:
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = bool(session) and os.access(session, os.W_OK | os.X_OK)
    return Path(session if usable else tempfile.gettempdir())


def _hold(folder: Path) -> IO[str]:
    """Create and lock a file in ``folder``; other processes never see the file unlocked."""
    if sys.platform == "win32":
        return (folder / "lock").open("w")
    file = (folder / "lock.new").open("w")
    _lock(file)
    (folder / "lock.new").rename(folder / "lock")
    return file


def _sweep(parent: Path) -> None:
    for folder in (found for each in _PREFIXES.values() for found in parent.glob(f"{each}*")):
        try:
            if _is_ours(folder.lstat()) and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # another process has deleted the folder, or another user owns it


def _is_ours(state: os.stat_result) -> bool:
    mine = sys.platform == "win32" or state.st_uid == os.getuid()
    return mine and stat.S_ISDIR(state.st_mode)


def _is_left(folder: Path) -> bool:
    if not (folder / "lock").exists():
        return time.time() - folder.lstat().st_mtime > _YOUNG_SECONDS
    with (folder / "lock").open("a") as file:
        return _lock(file)


def _lock(file: IO[str]) -> bool:
    """Lock ``file`` until it is closed; return False if another process holds the lock."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
