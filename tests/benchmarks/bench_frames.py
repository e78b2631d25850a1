"""Measures the frames that the screens drop while the first snapshot is loaded.

    python tests/benchmarks/bench_frames.py [--records 100000] [--seconds 20]

The real screens are rendered offscreen, frame after frame, while a visitor types and searches in
the old catalogue. A frame counts as dropped if it appears more than 33 ms after the frame before.
For comparison, the same is measured for --seconds without any sync, because rendering without a
graphics card takes time. The program prints one JSON object; times are in milliseconds.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_sync import fill, library, now, paired
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from kiosk.app import Kiosk, application
from kiosk.central.feed import feed
from kiosk.protocol.messages import FeedKind
from kiosk.services.sync.sync_supervisor import SyncSupervisor
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.testing.visitor import Visitor

_OLD = 2_000  # records that visitors search during the sync
_DROPPED = 33.0
_WORDS = "mara selo ten"


class Frames:
    """Records the time at which each frame was shown, and requests the next frame."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._window = kiosk.window
        self._shown: list[float] = []
        self._window.frameSwapped.connect(self._next)

    def _next(self) -> None:
        self._shown.append(time.perf_counter())
        self._window.update()

    def report(self, name: str, until: Callable[[], bool]) -> dict[str, Any]:
        """Return the measurements up to the time when ``until`` returns true."""
        self._shown.clear()
        self._window.update()
        while not until():
            QTest.qWait(100)
        gaps = [1000 * (b - a) for a, b in zip(self._shown, self._shown[1:], strict=False)]
        dropped = [gap for gap in gaps if gap > _DROPPED]
        cuts = statistics.quantiles(gaps, n=100)
        return {
            f"{name}, seconds": round(self._shown[-1] - self._shown[0], 1),
            f"{name}, frames": len(gaps),
            f"{name}, frames dropped": len(dropped),
            f"{name}, dropped of a thousand": round(1000 * len(dropped) / len(gaps), 1),
            f"{name}, p50": round(cuts[49], 1),
            f"{name}, p95": round(cuts[94], 1),
            f"{name}, worst": round(max(gaps), 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    with library(_OLD, postgresql=False) as (central, server, folder):
        database, sync = paired(central, folder / "kiosk", server.port)
        sync()
        fill(central, given.records)
        with central.write() as connection:  # so that the kiosk needs a new snapshot
            gone = feed.live_keys(connection, FeedKind.RECORD, "")
            feed.publish_deletions(connection, FeedKind.RECORD, [min(gone)], now())
            feed.delete_old_tombstones(connection, now() + 2 * feed.TOMBSTONE_LIFETIME)
        app = application()
        kiosk = Kiosk(Settings(data_dir=folder / "kiosk"), database, Speaker(), size=(540, 960))
        print(json.dumps(measure(given, kiosk, folder / "kiosk"), indent=2), flush=True)
        del app


def measure(given: argparse.Namespace, kiosk: Kiosk, folder: Path) -> dict[str, Any]:
    visitor = Visitor(kiosk)
    visitor.tap("door-find")
    visitor.tap("search-words")
    typing = QTimer(interval=200)
    typing.timeout.connect(lambda: _type(kiosk))
    typing.start()
    frames = Frames(kiosk)
    end = time.monotonic() + given.seconds
    alone = frames.report("alone", lambda: time.monotonic() > end)
    current = folder / "current"
    old = current.read_text()
    sync = SyncSupervisor(folder, kiosk.sync.hear)
    sync.start()
    copying = frames.report("during the copy", lambda: current.read_text() != old)
    sync.stop()
    typing.stop()
    return {"records": given.records, "window": "540x960, offscreen"} | alone | copying


def _type(kiosk: Kiosk) -> None:
    """Type the next letter, or start again after the last letter."""
    there = kiosk.find.words
    kiosk.find.words = "" if there == _WORDS else _WORDS[: len(there) + 1]


if __name__ == "__main__":
    main()
    os._exit(0)  # exit without the clean-up of Qt
