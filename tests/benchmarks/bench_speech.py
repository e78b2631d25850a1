"""Measures how soon a kiosk speaks the focused item, and how soon it can be silenced.

    python tests/benchmarks/bench_speech.py [--steps 500] [--quiet]

A kiosk with the demo library and with speech on, in a separate process, plays into a PulseAudio
null sink. The Tab key moves the focus; the time is measured from the key to the first sample that
the device receives (goal 60 ms), for new phrases and for repeated phrases. The Shift key then
silences the speech; the time is measured from the key to the last sound recorded at the sink.
Without --quiet, another process writes records to the same database during the measurement, as a
sync does and at the nice level of a sync. For comparison, eSpeak NG is started for each phrase and
timed to its first sample. The program prints JSON; times are in milliseconds.
"""

import argparse
import array
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL_MS = 60
LOUD = 200  # the minimum amplitude of a loud sample, of 32767
LOOK_SECONDS = 0.4  # seconds after the key that silences

KIOSK = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
steps, folder = int(sys.argv[1]), Path(sys.argv[2])
database = Database(folder)
load_demo(database)
app = application()
speaker = Speaker()
kiosk = Kiosk(Settings(data_dir=folder), database, speaker, size=(1080, 1920))
kiosk.attend()
heard, said, ended = [], [], []
speaker.spoke.connect(lambda text, _: said.append(text))
speaker.started.connect(lambda: heard.append(time.perf_counter()))
speaker.finished.connect(lambda: ended.append(True))
def wait(condition, seconds=30):
    end = time.perf_counter() + seconds
    while not condition() and time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)
    return condition()
kiosk.accessibility.choose("speech", True)
assert wait(lambda: ended), "nothing was heard"
print("ready", flush=True)
times, met = {"first": [], "again": [], "silenced": []}, set()
for _ in range(steps):
    for marks in (heard, said, ended):
        marks.clear()
    start = time.perf_counter()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Tab)
    assert wait(lambda: heard), "nothing was heard"
    times["again" if said[0] in met else "first"].append((heard[0] - start) * 1000)
    met.add(said[0])
    wait(lambda: ended, 0.3)
    if not ended:
        times["silenced"].append(time.perf_counter())
        QTest.keyClick(kiosk.window, Qt.Key.Key_Shift)
    wait(lambda: False, 0.45)
times["phrases"] = sorted(met)
speaker.shutdown()
print(json.dumps(times), flush=True)
import os
os._exit(0)
"""

WRITER = """
import os, sys
os.nice(10)  # as the process of the sync does
from itertools import count, islice
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from synthetic import records
from kiosk.search import index
from kiosk.store import catalogue
from kiosk.store.database import Database
database = Database(Path(sys.argv[1]))
for seed in count():
    made = records(2_000, seed)
    while batch := list(islice(made, 500)):
        keyed = [
            (catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in batch
        ]
        with database.write() as connection:
            index.update(connection, catalogue.save_records(connection, "synthetic", keyed).ids)
"""


class Recorder:
    """Records the times at which a loud sound came from the sink (seconds of perf_counter)."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.loud: list[float] = []
        self._process = subprocess.Popen(
            ["parec", "-d", "nowhere.monitor", "--format=s16le", "--rate=22050", "--channels=1",
             "--latency-msec=5"],
            env=environment, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout
        while chunk := self._process.stdout.read(220):  # 5 ms
            if max(map(abs, array.array("h", chunk)), default=0) > LOUD:
                self.loud.append(time.perf_counter())

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def lasts(self, key: float) -> float:
        """Return the milliseconds from ``key`` to the last loud moment after it, or 0 if none."""
        after = [at for at in self.loud if key < at < key + LOOK_SECONDS]
        return (max(after) - key) * 1000 if after else 0.0


def bare(text: str) -> float:
    """Return the milliseconds from starting eSpeak NG to its first samples."""
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


def measure(steps: int, quiet: bool) -> tuple[dict[str, list], list[float]]:
    """Return the times that the kiosk reports, and the duration of each silencing."""
    from tests.speech.voices import loudspeaker

    with ExitStack() as stack:
        environment = stack.enter_context(loudspeaker())
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        kiosk = stack.enter_context(
            subprocess.Popen([sys.executable, "-c", KIOSK, str(steps), folder],
                             env=environment, stdout=subprocess.PIPE, text=True)
        )  # fmt: skip
        assert kiosk.stdout
        kiosk.stdout.readline()
        recorder = Recorder(environment)
        stack.callback(recorder.close)
        if not quiet:
            here = str(Path(__file__).parent)
            writer = subprocess.Popen([sys.executable, "-c", WRITER, folder, here])
            stack.callback(writer.wait)
            stack.callback(writer.kill)
        last = kiosk.stdout.read().strip().splitlines()
        if kiosk.wait():
            sys.exit("the kiosk ended too early")
        times = json.loads(last[-1])
        return times, [recorder.lasts(key) for key in times["silenced"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=500, help="how often the focus moves")
    parser.add_argument("--quiet", action="store_true", help="nothing is written meanwhile")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    times, silences = measure(given.steps, given.quiet)
    kiosk = {name: percentiles(times[name]) for name in ("first", "again") if times[name]}
    plain = percentiles([bare(phrase) for phrase in times["phrases"]])
    everything = percentiles(times["first"] + times["again"])
    report = {
        "written_meanwhile": not given.quiet,
        "focus_to_first_sample_ms": {"all": everything, **kiosk},
        "silence_after_interrupt_ms": percentiles(silences),
        "espeak_process_to_first_sample_ms": plain,
        "ratio": {name: round(found["p50"] / plain["p50"], 2) for name, found in kiosk.items()},
        "goal_met": everything["p95"] < GOAL_MS,
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
