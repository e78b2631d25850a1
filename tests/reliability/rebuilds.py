"""Rebuilds the screens of a kiosk while other threads create garbage: ``rebuilds.py FOLDER N``.

Python's garbage collector runs in the thread that reaches the threshold. With a threshold of 1, and
a main thread that waits in Qt's event loop, this is nearly always another thread.
"""

import gc
import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

import kiosk.app
from kiosk.services.imports.load_demo import BRANCH, load_demo
from kiosk.settings import Settings
from kiosk.store.database import Database

_LIFE_MS = 100  # the lifetime of one set of screens
_PAUSE = 0.0005  # seconds in which the main thread can run


def litter() -> None:
    """Create reference cycles that only the cyclic garbage collector can free."""
    while True:
        for _ in range(20):
            ring: list[object] = []
            ring.append(ring)
        time.sleep(_PAUSE)


class ShortLived(kiosk.app.Kiosk):
    """Screens that are outdated soon after they are created; the last screens quit the kiosk."""

    to_come = 0

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        ShortLived.to_come -= 1
        end = self.outdated if ShortLived.to_come else self.staff.left
        self.session.go_on()
        self.find.setProperty("words", "be")
        QTimer.singleShot(_LIFE_MS, end.emit)


def main(folder: Path, times: int) -> None:
    database = Database(folder)
    load_demo(database)
    settings = Settings(data_dir=folder, branch=BRANCH, languages=("en", "id", "ar"))
    ShortLived.to_come = times
    kiosk.app.Kiosk = ShortLived  # type: ignore[misc]
    kiosk.app.application()
    gc.freeze()  # exempt existing objects, which would delay full collections
    gc.collect()
    gc.set_threshold(1, 1, 1)
    for _ in range(3):
        threading.Thread(target=litter, daemon=True).start()
    kiosk.app.run(settings, database, windowed=True)
    print("survived", ShortLived.to_come)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
