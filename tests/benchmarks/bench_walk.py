"""Checks that random taps and keys cause no exception, Qt message or lost focus.

    python tests/benchmarks/bench_walk.py [--actions 20000] [--seed 1] [--out FILE]

The walk uses the demo library, offscreen, with all screens, languages, themes and text sizes, and
several display sizes; a third of the visitors use speech. The same seed repeats the same actions.
Each fault is printed with the actions before it, and at the end the counts are printed as JSON. The
exit status is 1 if there was a fault.
"""

import argparse
import contextlib
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PULSE_SERVER"] = "unix:/nonexistent"  # the benchmark must make no sound
os.environ["PIPEWIRE_REMOTE"] = "/nonexistent"

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME, load_demo
from kiosk.services.upkeep.set_up import hash_pin
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from tests.journeys.random_visitor import SIZES, walk_at_random

EACH = 250  # actions per set of screens
NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # the demo library is open


def walk(actions: int, seed: int, folder: Path) -> dict[str, object]:
    """Perform all actions, and return the counts to print."""
    application()
    load_demo(database := Database(folder))
    settings = Settings(
        data_dir=folder,
        library_name=LIBRARY_NAME,
        branch=BRANCH,
        pin_hash=hash_pin("2468"),
        double_tap_ms=0,
    )
    chance, start, found = random.Random(seed), time.monotonic(), []
    for done in range(0, actions, EACH):
        size = SIZES[done // EACH % len(SIZES)]
        with contextlib.closing(Kiosk(settings, database, Speaker(), lambda: NOW, size)) as kiosk:
            kiosk.attend()
            for finding in walk_at_random(kiosk, chance, min(EACH, actions - done)):
                found.append(finding)
                print(finding, flush=True)
    database.close()
    minutes = round((time.monotonic() - start) / 60, 1)
    return {"actions": actions, "seed": seed, "minutes": minutes, "findings": len(found)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the JSON there as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = walk(given.actions, given.seed, Path(folder))
    text = json.dumps(report, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", "utf-8")
    return int(bool(report["findings"]))


if __name__ == "__main__":
    sys.exit(main())
