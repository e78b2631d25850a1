"""A folder for the sounds of the moment, which no killed kiosk leaves behind for ever."""

import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

_PREFIX = "commons-kiosk-speech-"
_YOUNG_SECONDS = 60.0  # its owner may not have locked it yet


class ScratchFolder:
    """A new folder that no other user can read; ``path`` is where.

    It is in memory where the user's session has a folder there (XDG_RUNTIME_DIR), so that no
    sound reaches the disk. Its owner holds a lock on a file in it. What killed owners have
    left, and so is locked no longer, is removed first: nobody else would, and a kiosk runs for
    years. (Windows does not remove a file that is open, which serves as the lock.)
    """

    def __init__(self) -> None:
        parent = _parent()
        for place in {parent, Path(tempfile.gettempdir())}:
            _sweep(place)
        self._folder = tempfile.TemporaryDirectory(
            prefix=_PREFIX, dir=parent, ignore_cleanup_errors=True
        )
        self.path = Path(self._folder.name)
        self._held = _hold(self.path)

    def close(self) -> None:
        """Remove it, with all that is in it."""
        self._held.close()
        self._folder.cleanup()


def _parent() -> Path:
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = bool(session) and os.access(session, os.W_OK | os.X_OK)
    return Path(session if usable else tempfile.gettempdir())


def _hold(folder: Path) -> IO[str]:
    """The lock of ``folder``, which no other sees before it is locked."""
    if sys.platform == "win32":
        return (folder / "lock").open("w")
    file = (folder / "lock.new").open("w")
    _lock(file)
    (folder / "lock.new").rename(folder / "lock")
    return file


def _sweep(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        try:
            if _is_ours(folder.lstat()) and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # another has just removed it, or it is not ours


def _is_ours(state: os.stat_result) -> bool:
    mine = sys.platform == "win32" or state.st_uid == os.getuid()
    return mine and stat.S_ISDIR(state.st_mode)


def _is_left(folder: Path) -> bool:
    if not (folder / "lock").exists():
        return time.time() - folder.lstat().st_mtime > _YOUNG_SECONDS
    with (folder / "lock").open("a") as file:
        return _lock(file)


def _lock(file: IO[str]) -> bool:
    """Lock ``file`` for as long as it is open; False where another holds it."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
