"""Measures the start time and the memory of a kiosk with a large catalogue.

    python tests/benchmarks/bench_start.py [--records 100000] [--runs 5]

Each run is a separate process, offscreen. The benchmark measures the seconds from its start to the
first frame that accepts a tap (goal 1.5), and its resident memory (goal 250 MB) at that time, after
a search with the on-screen keyboard, and with speech on. For comparison, a bare Qt Quick window
with one button is measured in alternation. The program prints JSON.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GOAL_SECONDS, GOAL_MB = 1.5, 250

KIOSK = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from kiosk.app import Kiosk, application
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
folder = Path(sys.argv[1])
app = application()
kiosk = Kiosk(Settings(data_dir=folder), Database(folder), Speaker(), size=(1080, 1920))
kiosk.window.grabWindow()
print(time.time(), flush=True)
def resident():
    line = next(l for l in open("/proc/self/status") if l.startswith("VmRSS"))
    return int(line.split()[1]) // 1024
marks = {"first frame": resident()}
from kiosk.testing.visitor import Visitor  # and with it QtTest, which no kiosk loads
tools = resident() - marks["first frame"]
visitor = Visitor(kiosk)
visitor.tap("door-find")
visitor.tap("search-words")
visitor.settle(500)
visitor.type("ma")
visitor.settle(300)
marks["searching, keyboard up"] = resident() - tools
kiosk.accessibility.choose("speech", True)
kiosk.speaker.warm()
visitor.settle(1000)
marks["speech on"] = resident() - tools
import json
print(json.dumps(marks), flush=True)
import os
os._exit(0)
"""

BARE = """
import sys, time
from PySide6.QtGui import QGuiApplication
import PySide6.QtQuick
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick; import QtQuick.Controls.Basic; Window { width: 1080; '
                b'height: 1920; visible: true; Button { text: "a" } }')
engine.rootObjects()[0].grabWindow()
print(time.time(), flush=True)
line = next(l for l in open("/proc/self/status") if l.startswith("VmRSS"))
print('{"first frame": %d}' % (int(line.split()[1]) // 1024), flush=True)
import os
os._exit(0)
"""


def measure(code: str, folder: Path) -> tuple[float, dict[str, int]]:
    """Return the seconds to the first frame, and the resident megabytes at each mark."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    ready, marks = done.stdout.strip().splitlines()[-2:]
    return float(ready) - start, json.loads(marks)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    from bench_search import make

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, given.records)
        measure(KIOSK, folder)  # the first run fills the page cache and the QML cache
        kiosk, bare = [], []
        for _ in range(given.runs):
            kiosk.append(measure(KIOSK, folder))
            bare.append(measure(BARE, folder))
    seconds = statistics.median(run[0] for run in kiosk)
    bare_seconds = statistics.median(run[0] for run in bare)
    report = {
        "records": given.records,
        "first frame, seconds (median)": round(seconds, 2),
        "bare Qt Quick window, seconds (median)": round(bare_seconds, 2),
        "ratio": round(seconds / bare_seconds, 2),
        "worst run, seconds": round(max(run[0] for run in kiosk), 2),
        "goal met": seconds < GOAL_SECONDS,
        "resident MB (median)": {
            mark: statistics.median(run[1][mark] for run in kiosk) for mark in kiosk[0][1]
        },
        "bare window, resident MB": statistics.median(run[1]["first frame"] for run in bare),
        "memory goal met": max(max(run[1].values()) for run in kiosk) < GOAL_MB,
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
