"""A kiosk as ``kiosk run`` shows it, with a sync that does not wait between rounds.

python -m tests.reliability.fast_syncing_kiosk FOLDER

The program prints a line each time a set of screens has been created.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

import kiosk.app
from kiosk.services.sync.sync_supervisor import SyncSupervisor
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.sync.runner import SyncIntervals

_PACE = SyncIntervals(every=0.1, retry=0.1, longest=0.1)  # seconds


class Shown(kiosk.app.Kiosk):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        QTimer.singleShot(0, self, partial(print, "screens", flush=True))


def main(folder: Path) -> int:
    kiosk.app.Kiosk = Shown  # type: ignore[misc]
    kiosk.app.SyncSupervisor = partial(SyncSupervisor, pace=_PACE)  # type: ignore[misc, assignment]
    return kiosk.app.run(Settings(data_dir=folder), Database(folder), windowed=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
