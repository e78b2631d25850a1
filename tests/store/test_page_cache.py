"""Loading a file into the page cache, checked with mincore(2) on Linux."""

import ctypes
import mmap
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.page_cache import preload_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")

_PAGES = 2048


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield a folder on the disk; ``tmp_path`` may be in memory."""
    with tempfile.TemporaryDirectory(prefix="kiosk-pages-") as name:
        yield Path(name)


def in_memory(path: Path) -> int:
    """Return how many of the first pages of ``path`` are in the page cache."""
    held = (ctypes.c_ubyte * _PAGES)()
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), _PAGES * mmap.PAGESIZE, mmap.MAP_PRIVATE) as pages,
    ):
        first = ctypes.c_ubyte.from_buffer(pages)
        size = ctypes.c_size_t(len(pages))
        assert ctypes.CDLL(None).mincore(ctypes.byref(first), size, held) == 0
        del first  # or the map could not be closed
    return sum(each & 1 for each in held)


def forgotten(path: Path, size: int = 0) -> Path:
    """Return a file of at least ``size`` bytes that is not in the page cache."""
    with path.open("wb") as file:
        file.write(os.urandom(_PAGES * mmap.PAGESIZE))
        file.truncate(max(size, file.tell()))
        file.flush()
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if in_memory(path) == _PAGES:
        pytest.skip("this file system lies in memory")
    return path


def read(path: Path) -> int | None:
    process = multiprocessing.get_context("spawn").Process(target=preload_file, args=(path,))
    process.start()
    process.join()
    return process.exitcode


def test_the_whole_file_is_cached(folder: Path) -> None:
    path = forgotten(folder / "file")
    assert read(path) == 0
    assert in_memory(path) == _PAGES


def test_a_file_larger_than_half_of_the_memory_is_not_read(folder: Path) -> None:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    path = forgotten(folder / "file", memory)
    assert read(path) == 0
    assert in_memory(path) < _PAGES


def test_a_missing_file_is_ignored(folder: Path) -> None:
    assert read(folder / "file") == 0
