"""The database file in the memory that the system keeps of files, its page cache."""

import os
import signal
import sys
from pathlib import Path

_CHUNK = 1 << 20  # bytes read at once
_SHARE = 2  # a file of more than half of the memory would push out what others need


def preload_file(path: Path) -> None:
    """Read the whole file once, in its order, for a process that does nothing else.

    A search reads pages all over the file, and a disk gives those one by one many times
    slower than all of them in a row. Where the file would take more than half of the
    memory, or is not there, nothing is done.

    Not in a process that has the file open as a database: by POSIX, to close it takes
    away the locks of all others in the process that have it open (SQLite, "How To Corrupt
    An SQLite Database File", 2.2).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the kiosk, which ends this
    if hasattr(os, "nice"):  # not on Windows
        os.nice(19)  # Linux gives the disk by it, too
    chunk = bytearray(_CHUNK)
    try:
        if path.stat().st_size > _memory() // _SHARE:
            return
        with path.open("rb", buffering=0) as file:
            while file.readinto(chunk):
                pass
    except OSError:
        return  # another file took its place, or the disk fails, which a search will tell


def _memory() -> int:
    """Bytes of memory of this machine; without end where the system does not tell."""
    if not hasattr(os, "sysconf"):
        return sys.maxsize
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
