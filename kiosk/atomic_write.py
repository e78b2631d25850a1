"""Atomic writes of small files, and files that only their owner may read."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_file(path: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Replace the contents of the file at ``path`` with ``content`` atomically.

    Text is written in UTF-8. By default only the owner of the file may read it. Once the function
    has returned, the new contents survive a power cut. Raises OSError if the file cannot be
    written; the old file is then unchanged, and the temporary file is deleted.
    """
    handle, name = tempfile.mkstemp(dir=path.parent)
    draft = Path(name)
    try:
        draft.chmod(mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _keep_name(path.parent)


def restrict_to_owner(path: Path, *beside: str) -> None:
    """Allow access to the file at ``path`` only to its owner; create the file if it is missing.

    The same applies to existing files whose names are ``path`` plus one of the suffixes ``beside``.
    Raises OSError if the file cannot be created.
    """
    # Never open an existing file: closing the file would release SQLite's locks (fcntl, POSIX).
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for each in (path, *(path.with_name(path.name + end) for end in beside)):
        with contextlib.suppress(OSError):  # the file belongs to another user
            if each.is_file():
                each.chmod(0o600)


def _keep_name(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
