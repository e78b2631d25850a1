"""A kiosk as ``kiosk run`` shows it, with a sync that does not wait between rounds.

python -m tests.reliability.fast_syncing_kiosk FOLDER

The program prints a line each time a set of screens has been created. Each set starts a new sync
process, which imports this module again: the screens are therefore imported within ``main``.
"""

import sys
from functools import partial
from pathlib import Path


def main(folder: Path) -> int:
    from PySide6.QtCore import QTimer

    import kiosk.app
    from kiosk.services.sync.sync_supervisor import SyncSupervisor
    from kiosk.settings import Settings
    from kiosk.store.database import Database
    from kiosk.sync.runner import SyncIntervals

    class Shown(kiosk.app.Kiosk):
        def __init__(self, *given: object, **named: object) -> None:
            super().__init__(*given, **named)  # type: ignore[arg-type]
            QTimer.singleShot(0, self, partial(print, "screens", flush=True))

    pace = SyncIntervals(every=0.1, retry=0.1, longest=0.1)  # seconds
    kiosk.app.Kiosk = Shown  # type: ignore[misc]
    kiosk.app.SyncSupervisor = partial(SyncSupervisor, pace=pace)  # type: ignore[misc, assignment]
    return kiosk.app.run(Settings(data_dir=folder), Database(folder), windowed=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
