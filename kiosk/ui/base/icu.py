"""Breaks between words and lines, found by the ICU library that Qt brings (decision 19).

Qt itself breaks Burmese within syllables, and Khmer and Lao not at all.
"""

import ctypes
import sys
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo

_DONE = -1


class Boundary(IntEnum):
    """The kinds of boundaries (UBreakIteratorType)."""

    CHARACTER = 0
    WORD = 1
    LINE = 2


class IcuMissingError(Exception):
    """Qt's installation contains no ICU library."""


def boundaries(text: str, kind: Boundary) -> frozenset[int]:
    """Return the places where a line may end (UAX 14), or a word or character ends (UAX 29).

    A place is a number of UTF-16 code units from the beginning, as in QTextLayout. Burmese, Khmer,
    Lao and Thai are split into words by the dictionaries of ICU. Raises IcuMissingError.
    """
    begin, advance, close = map(_function, ("ubrk_open", "ubrk_next", "ubrk_close"))
    encoded = text.encode("utf-16-le", "surrogatepass")
    status = ctypes.c_int(0)
    units = ctypes.c_int32(len(encoded) // 2)
    iterator = ctypes.c_void_p(begin(int(kind), b"en", encoded, units, ctypes.byref(status)))
    if not iterator or status.value > 0:
        raise IcuMissingError(f"ICU reports error {status.value}.")
    try:
        found = set()
        while (place := advance(iterator)) != _DONE:
            found.add(place)
        return frozenset(found)
    finally:
        close(iterator)


@cache
def _function(name: str) -> Any:
    """Return a function of ICU by its name without the version."""
    if sys.platform == "win32":  # a part of Windows 10, without version numbers
        function = getattr(ctypes.CDLL("icu"), name)
    else:
        folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath))
        path = next(iter(sorted(folder.glob("libicuuc.so.*"))), None)
        if path is None:
            raise IcuMissingError(f"There is no libicuuc in {folder}.")
        function = getattr(ctypes.CDLL(str(path)), f"{name}_{path.name.split('.')[2]}")
    if name == "ubrk_open":
        function.restype = ctypes.c_void_p
    return function
