"""How soon a visitor hears what the focus has come to.

    python tests/benchmarks/bench_speech.py [--steps 40]

A kiosk on the demo library with speech on, in a process of its own, plays into a
PulseAudio whose sink leads nowhere. The Tab key moves the focus; what is timed is from
the key to the first sample that the device takes (goal 60 ms), for phrases said for the
first time and for those said before. Beside it, interleaved, the bare way: eSpeak NG
started for the phrase, to the first sample that it gives. Prints JSON; milliseconds.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL_MS = 60

KIOSK = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from kiosk.app import Kiosk, application
from kiosk.services.load_demo import load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
steps, folder = int(sys.argv[1]), Path(sys.argv[2])
database = Database(folder)
load_demo(database)
app = application()
speaker = Speaker()
kiosk = Kiosk(Settings(data_dir=folder), database, speaker, size=(1080, 1920))
heard, said, ended = [], [], []
speaker.spoke.connect(lambda text, _: said.append(text))
speaker.started.connect(lambda: heard.append(time.perf_counter()))
speaker.finished.connect(lambda: ended.append(True))
def wait(condition):
    end = time.perf_counter() + 30
    while not condition() and time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)
    assert condition(), "nothing was heard"
kiosk.comfort.choose("speech", True)
wait(lambda: ended)
times, met = {"first": [], "again": []}, set()
for _ in range(steps):
    for marks in (heard, said, ended):
        marks.clear()
    start = time.perf_counter()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Tab)
    wait(lambda: heard)
    times["again" if said[0] in met else "first"].append((heard[0] - start) * 1000)
    met.add(said[0])
    wait(lambda: len(said) > 1 or ended)
times["phrases"] = sorted(met)
speaker.shutdown()
print(json.dumps(times), flush=True)
import os
os._exit(0)
"""


def bare(text: str) -> float:
    """Milliseconds from starting eSpeak NG to its first samples."""
    start = time.perf_counter()
    with subprocess.Popen(["espeak-ng", "--stdout", text], stdout=subprocess.PIPE) as voice:
        assert voice.stdout
        voice.stdout.read(46)  # the header of the WAV file and one sample
        taken = time.perf_counter() - start
        voice.communicate()
    return taken * 1000


def percentiles(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "count": len(values)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=40, help="how often the focus moves")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.speech.voices import loudspeaker

    with loudspeaker() as environment, tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", KIOSK, str(given.steps), folder],
            env=environment, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    times = json.loads(done.stdout.strip().splitlines()[-1])
    kiosk = {name: percentiles(times[name]) for name in ("first", "again") if times[name]}
    plain = percentiles([bare(phrase) for phrase in times["phrases"]])
    report = {
        "focus_to_first_sample_ms": kiosk,
        "espeak_process_to_first_sample_ms": plain,
        "ratio": {name: round(found["p50"] / plain["p50"], 2) for name, found in kiosk.items()},
        "goal_met": all(found["p95"] < GOAL_MS for found in kiosk.values()),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
