"""Small files that are there whole or not at all, whenever the power goes."""

import os
import tempfile
from pathlib import Path


def put(path: Path, text: str, mode: int = 0o600) -> None:
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


def _keep_name(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
