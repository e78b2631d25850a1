"""Garbage collection, limited to the thread of the screens (decision 15).

Python's cyclic collector normally runs in the thread that crosses its threshold. If a QObject with
a timer is destroyed in another thread, the process crashes.
"""

import ctypes
import gc
import sys

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_INTERVAL_MS = 5_000
_LARGE = 128 * 1024  # bytes
_M_MMAP_THRESHOLD = -3  # glibc, malloc.h


class Collector(QObject):
    """Collects garbage in the thread of ``parent`` once a threshold has been crossed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=_INTERVAL_MS)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.collect)
        timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation whose threshold is crossed, and all younger generations."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, most) in enumerate(counted) if 0 < most < count]
        if due:
            gc.collect(max(due))


def map_large_blocks_apart() -> None:
    """Give freed images back to the system at once, also between blocks that are in use.

    The C library (glibc) maps large blocks apart from its heap, but raises the limit from which a
    block is large whenever such a block is freed (mallopt(3)): images then stay in the heap, about
    6 MB. Elsewhere nothing happens.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def return_free_memory() -> None:
    """Give the memory that the screens of a session have left free back to the system.

    The C library (glibc) otherwise keeps it, about 8 MB. Elsewhere nothing happens.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
