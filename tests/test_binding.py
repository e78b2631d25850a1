"""PySide must not release references that it does not own, nor keep the source of all modules.

PySide 6.12.0 does so on Python before 3.12, where None and True are counted like any other object.
Each emitted signal released one reference to True. There are only some hundred of these references,
and the interpreter then ended the kiosk (docs/decisions/0007).
"""

import subprocess
import sys

import pytest

_SCRIPT = """
import gc, sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

class Thing(QObject):
    done = Signal()

    @Slot()
    def take(self):
        pass

app = QCoreApplication([])
thing, timer = Thing(), QTimer(singleShot=True, interval=0)
thing.done.connect(thing.take)
timer.timeout.connect(thing.take)

def work():
    {work}

def references():
    gc.collect()
    return [sys.getrefcount(each) for each in (None, True, False)]

work()
before = references()
for _ in range(20):
    work()
print(max(abs(a - b) for a, b in zip(before, references())))
"""


@pytest.mark.parametrize(
    "work",
    [
        "thing.done.emit()",
        "app.processEvents()",
        "timer.start()",
        "QTimer.singleShot(0, thing.take)",
        "thing.property('none')",
        "thing.setProperty('some', 1)",
        "thing.blockSignals(False)",
    ],
)
def test_nothing_is_taken(work: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(work=work)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert int(ran.stdout) < 10


def test_the_kiosk_keeps_no_source_of_its_modules_in_memory() -> None:
    code = (
        "import linecache, sys, kiosk.app\n"
        "files = {getattr(each, '__file__', None) for each in sys.modules.values()}\n"
        "print(len(files & set(linecache.cache)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 5  # those that are loaded before kiosk.app can prevent it
