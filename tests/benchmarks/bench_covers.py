"""Measures scrolling through a long list of titles with covers, and the memory that it takes.

    python tests/benchmarks/bench_covers.py [--rows 200] [--pages 60]

The search screen of the demo library is rendered offscreen, and the list is paged from the top to
the end and back. The time of a frame with covers is divided by that of the same list without
covers, so that the figure does not depend on the machine. The program prints one JSON object;
times are processor time in milliseconds, memory is the resident set in megabytes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.visitor import PORTRAIT, Visitor
from tests.journeys.screen_checks import items

_DROPPED = 33.0
_IMPORT = """
import sys; from pathlib import Path
from kiosk.services.imports.load_demo import load_demo
from kiosk.store.database import Database
load_demo(Database(Path(sys.argv[1])))
"""


def resident() -> float:
    """Return the resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def flick(visitor: Visitor) -> QQuickItem:
    """Return the part of the search screen that scrolls."""
    return next(
        item for item in items(visitor.window.contentItem()) if item.inherits("QQuickFlickable")
    )


def page(visitor: Visitor, pages: int) -> list[float]:
    """Scroll down and up ``pages`` times, and return the time of each frame."""
    pane = flick(visitor)
    most = max(0.0, pane.property("contentHeight") - pane.height())
    times = []
    for number in range(pages):
        place = most * abs(number % 20 - 10) / 10
        begun = time.process_time()
        pane.setProperty("contentY", place)
        visitor._frame()
        times.append(1000 * (time.process_time() - begun))
    return times


def report(name: str, times: list[float]) -> dict[str, Any]:
    return {
        f"{name}, p50": round(statistics.median(times), 1),
        f"{name}, p95": round(statistics.quantiles(times, n=20)[18], 1),
        f"{name}, frames over 33 ms": sum(each > _DROPPED for each in times),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--pages", type=int, default=60)
    given = parser.parse_args()
    application()
    with tempfile.TemporaryDirectory() as folder:
        # The import needs more memory than the kiosk, so another process does it.
        subprocess.run([sys.executable, "-c", _IMPORT, folder], check=True)
        database = Database(Path(folder))
        settings = Settings(data_dir=Path(folder), library_name=LIBRARY_NAME, branch=BRANCH)
        clock = lambda: datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # noqa: E731
        kiosk = Kiosk(settings, database, Speaker(), clock, PORTRAIT)
        visitor = Visitor(kiosk)
        visitor.settle()
        figures: dict[str, Any] = {"home, MB": resident()}
        visitor.tap("door-find")
        kiosk.find.words = "a"
        visitor.settle()
        figures["first results, MB"] = resident()
        while len(kiosk.find.rows) < given.rows and kiosk.find.more:
            kiosk.find.showMore()
            visitor.settle()
        figures["rows"] = len(kiosk.find.rows)
        page(visitor, 20)  # draw each cover once
        with_covers = page(visitor, given.pages)
        figures |= report("with covers", with_covers)
        figures["all results, MB"] = resident()
        for item in items(visitor.window.contentItem()):
            if item.metaObject().className().startswith("Cover_"):
                item.setVisible(False)
        visitor.settle()
        page(visitor, 20)
        without = page(visitor, given.pages)
        figures |= report("without covers", without)
        figures["ratio"] = round(statistics.median(with_covers) / statistics.median(without), 2)
        kiosk.close()
        database.close()
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
