"""Checks that memory and file descriptors do not grow over many sessions at one kiosk.

    python tests/benchmarks/bench_soak.py [--sessions 10000] [--seed 1] [--out FILE]

Each session uses taps and keys on the real screens, offscreen, with the demo library. A visitor
chooses a language, a theme and a text size, and then searches for a record, opens programs, or
makes and cancels a reservation. Every tenth session uses speech. A session ends with "I'm done" or
by idleness. The program prints JSON: resident memory, open files and threads at intervals, and the
growth by a least-squares line over the second half, in MB per 1,000 sessions. The exit status is 1
if memory grows by more than 1 MB per 1,000 sessions, if open files grow, or if more than one
session in a hundred does not reach its goal.
"""

import argparse
import contextlib
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PULSE_SERVER"] = "unix:/nonexistent"  # the benchmark must make no sound
os.environ["PIPEWIRE_REMOTE"] = "/nonexistent"

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app import Kiosk, application
from kiosk.errors import KioskError
from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME, load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.visitor import Visitor
from kiosk.ui.accessibility.accessibility_settings import SCALES, THEMES

T = TypeVar("T")

GOAL_MB = 1.0  # MB per 1,000 sessions
MOST_LOST = 0.01  # the share of sessions that may end before their goal
SIZE = (360, 640)  # pixels; small, as each session renders about thirty frames
FRAME_MS = 2
PAUSE_MS = 50  # the search waits for a pause in typing
PATIENCE = 100  # frames
WORDS = ("batik", "laut", "siti", "padi", "a", "qqxz", "arab", "9789999990608", "sejarah")
NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # the demo library is open


class Hasty(Visitor):
    """A visitor who waits one frame at a time, and no longer than necessary."""

    def tap(self, name: str) -> None:
        self.await_(name)
        again(self, lambda: super(Hasty, self).tap(name))
        if self.kiosk.accessibility.speaks and self.sees(name):
            again(self, lambda: super(Hasty, self).tap(name))  # the first touch only speaks

    def await_(self, name: str) -> None:
        for _ in range(PATIENCE):
            if self.sees(name):
                return
            self.settle()

    def sees(self, name: str) -> QQuickItem | None:
        return again(self, lambda: super(Hasty, self).sees(name))

    def settle(self, ms: int = 0) -> None:
        self.kiosk.background.settle()
        QTest.qWait(FRAME_MS)
        self.window.grabWindow()  # performs the layout and renders a frame
        QGuiApplication.processEvents()


def again(visitor: Visitor, look: Callable[[], T]) -> T:
    """Return ``look()``; call it a second time if an item was deleted during the first call."""
    try:
        return look()
    except RuntimeError:
        visitor.settle()
        return look()


def visit(visitor: Visitor, chance: random.Random) -> None:
    """Perform one session, from the first screen back to the first screen."""
    kiosk = visitor.kiosk
    kiosk.translator.choose(chance.choice([each.code for each in kiosk.translator.languages]))
    if chance.random() < 0.5:
        visitor.tap("bar-display")
        visitor.tap("close-panel")
        kiosk.accessibility.choose("theme", chance.choice(THEMES))
        kiosk.accessibility.choose("scale", chance.choice(SCALES))
    kiosk.accessibility.choose("speech", chance.random() < 0.1)
    chance.choice((find, find, programs, reserve))(visitor, chance)
    if chance.random() < 0.3:
        kiosk.session.warn()
        visitor.settle()
    kiosk.session.finish()
    visitor.settle()


def find(visitor: Visitor, chance: random.Random) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type(chance.choice(WORDS))
    QTest.qWait(PAUSE_MS)
    visitor.settle()
    if visitor.sees("hit-0"):
        visitor.tap("hit-0")
        visitor.tap("back")


def programs(visitor: Visitor, chance: random.Random) -> None:
    visitor.tap("door-programs")
    for _ in range(chance.randrange(4)):
        if visitor.sees("next-program-day"):
            visitor.tap("next-program-day")
    if visitor.sees("program-0"):
        visitor.tap("program-0")


def reserve(visitor: Visitor, chance: random.Random) -> None:
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    if not visitor.sees("slot-0"):
        return
    visitor.tap("slot-0")
    visitor.tap("confirm-reservation")
    code = visitor.kiosk.reservations.code
    if not code or not visitor.sees("reserved-done"):
        return
    visitor.tap("reserved-done")
    visitor.tap("my-reservation")
    visitor.tap("code")
    visitor.type(code)
    if visitor.sees("cancel-it"):
        visitor.tap("cancel-it")
        visitor.tap("cancel-sure")


def sample(kiosk: Kiosk, session: int, start: float) -> dict[str, float]:
    gc.collect()
    status = Path("/proc/self/status").read_text("ascii")
    read = {line.split(":")[0]: line.split()[1] for line in status.splitlines() if "kB" in line}
    threads = next(line for line in status.splitlines() if line.startswith("Threads"))
    return {
        "session": session,
        "minutes": round((time.monotonic() - start) / 60, 1),
        "resident_mb": round(int(read["VmRSS"]) / 1024, 1),
        "open_files": len(list(Path("/proc/self/fd").iterdir())) - 1,
        "threads": int(threads.split()[1]),
    }


def slope(samples: list[dict[str, float]], name: str) -> float:
    """Return the growth of ``name`` per 1,000 sessions, by least squares over the second half."""
    half = samples[len(samples) // 2 :]
    xs, ys = [s["session"] / 1000 for s in half], [s[name] for s in half]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    if not spread:
        return 0.0
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread


def soak(sessions: int, seed: int, folder: Path) -> dict[str, object]:
    """Run the sessions, and return the figures to print."""
    application()
    database = Database(folder)
    load_demo(database)
    settings = Settings(data_dir=folder, library_name=LIBRARY_NAME, branch=BRANCH)
    chance, start, samples, lost = random.Random(seed), time.monotonic(), [], 0
    every = max(1, sessions // 40)
    with contextlib.closing(Kiosk(settings, database, Speaker(), lambda: NOW, SIZE)) as kiosk:
        visitor = Hasty(kiosk)
        for session in range(sessions):
            if session % every == 0:
                samples.append(sample(kiosk, session, start))
                print(samples[-1], file=sys.stderr, flush=True)
            try:
                visit(visitor, chance)
            except KioskError:  # a touch that came too early, as visitors' touches may
                lost += 1
                kiosk.session.finish()
        samples.append(sample(kiosk, sessions, start))
    database.close()
    return {
        "sessions": sessions,
        "seed": seed,
        "lost_their_way": lost,
        "mb_for_1000_sessions": round(slope(samples, "resident_mb"), 3),
        "open_files_for_1000_sessions": round(slope(samples, "open_files"), 3),
        "samples": samples,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the JSON there as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = soak(given.sessions, given.seed, Path(folder))
    text = json.dumps(report, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", "utf-8")
    grown = report["mb_for_1000_sessions"], report["open_files_for_1000_sessions"]
    lost = report["lost_their_way"] / given.sessions  # type: ignore[operator]
    return int(grown[0] > GOAL_MB or grown[1] > 0.01 or lost > MOST_LOST)  # type: ignore[operator]


if __name__ == "__main__":
    sys.exit(main())
