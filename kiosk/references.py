"""Keeps True, False and None alive where Qt's binding gives away references to them.

PySide6 6.12.0 is built as if these three were immortal, which they are only from Python
3.12 on (PEP 683). Before, every ``Signal.emit()`` and every ``QTimer.start()`` takes a
reference that is not its own; after some hundred visitors the count is zero and Python
ends the process ("deallocating None").
"""

import ctypes
import sys

_ENOUGH = 1 << 40  # more than a kiosk can lose in centuries


def hold_singletons() -> None:
    """Own so many references to the three that they cannot run out. May be called again."""
    if sys.version_info >= (3, 12):
        return
    for value in (True, False, None):
        if sys.getrefcount(value) < _ENOUGH:
            # The count is the first field of every object (PyObject in CPython 3.11).
            ctypes.c_ssize_t.from_address(id(value)).value += _ENOUGH
