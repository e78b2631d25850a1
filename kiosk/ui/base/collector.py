"""Python's cyclic garbage collector, kept to the thread of the screens.

By itself it runs in the thread that crosses its threshold, and destroys what it finds there:
a QObject with a timer that dies in a foreign thread takes the process with it.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_INTERVAL_MS = 5_000


class Collector(QObject):
    """Collects in the thread of ``parent`` alone, whenever a threshold has been crossed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=_INTERVAL_MS)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.collect)
        timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due, and the younger ones with it."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, most) in enumerate(counted) if 0 < most < count]
        if due:
            gc.collect(max(due))
