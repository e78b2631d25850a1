"""This module loads the database file into the operating system's page cache."""

import os
import sys
from pathlib import Path

from kiosk.low_priority import lower_priority

_CHUNK = 1 << 20  # bytes read at once
_SHARE = 2  # a file larger than half of the memory would evict pages that others need


def preload_file(path: Path) -> None:
    """Read the whole file sequentially, so that the page cache contains it.

    A search reads pages all over the file, and random reads are many times slower than
    sequential reads. A file that is missing or larger than half of the memory is skipped.

    Call this function in a separate process. POSIX drops all locks of a process on a file when the
    process closes it, so a process that has the file open as a database would lose them
    (SQLite, "How To Corrupt An SQLite Database File", 2.2).
    """
    lower_priority(19)
    chunk = bytearray(_CHUNK)
    try:
        if path.stat().st_size > _memory() // _SHARE:
            return
        with path.open("rb", buffering=0) as file:
            while file.readinto(chunk):
                pass
    except OSError:
        return  # the file was replaced, or the next search will report the disk error


def _memory() -> int:
    """Return the memory size of this machine in bytes, or sys.maxsize if it is unknown."""
    if not hasattr(os, "sysconf"):
        return sys.maxsize
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
