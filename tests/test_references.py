"""The kiosk lives on after more calls into Qt than True, False and None have references."""

import subprocess
import sys

MANY_CALLS = """
from PySide6.QtCore import QObject, QTimer, Signal
from kiosk.app import application

class Model(QObject):
    changed = Signal()

application()
model, timer = Model(), QTimer()
for _ in range(200_000):
    model.changed.emit()
    timer.start()
    timer.stop()
print("alive")
"""


def test_many_calls_do_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, timeout=240, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive\n", "")
