"""Small files that are there whole or not at all, and files for their owner alone."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_file(path: Path, text: str, mode: int = 0o600) -> None:
    """Put ``text`` in the place of the file at ``path``; by ``mode`` its owner alone may read it.

    Once this returns a power cut does not take it back. Raises OSError; the file is then
    as it was, and nothing is left beside it.
    """
    handle, name = tempfile.mkstemp(dir=path.parent)
    draft = Path(name)
    try:
        draft.chmod(mode)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _keep_name(path.parent)


def restrict_to_owner(path: Path, *beside: str) -> None:
    """Let only the owner read the file at ``path``, which is made where it is missing.

    The same for those whose names have the endings ``beside`` more, where they are. Raises
    OSError where the file cannot be made.
    """
    # A file that is there is not opened: closing it would end SQLite's locks (fcntl, POSIX).
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for each in (path, *(path.with_name(path.name + end) for end in beside)):
        with contextlib.suppress(OSError):  # another's file
            if each.is_file():
                each.chmod(0o600)


def _keep_name(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
