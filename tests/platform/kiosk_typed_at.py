"""Presses the keys of a visitor at a kiosk on the display of the environment.

The program waits for a line on standard input, so that a reader of AT-SPI can connect before. It
then prints one line of JSON: "focus", the name of the control to which a key of the settings has
led, "keys", whether the session was begun by a key, and "found", whether a code was found.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtTest import QTest

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from tests.journeys.conftest import NOW, reserved_before

SECONDS = 60  # a key is held back for at most 0.1 s, but the machine may be slow


def press(*keys: str) -> None:
    """Press keys on the keyboard of the display, which have scan codes."""
    subprocess.run(["xdotool", "key", "--delay", "20", *keys], check=True)


def wait_for(condition: Callable[[], object]) -> bool:
    """Wait until ``condition`` holds, and return whether it does."""
    latest = monotonic() + SECONDS
    while not condition() and monotonic() < latest:
        QTest.qWait(10)
    return bool(condition())


def main() -> None:
    folder = Path(sys.argv[1])
    application()
    database = Database(folder)
    load_demo(database)
    code = reserved_before(database)
    settings = Settings(
        data_dir=folder,
        branch=BRANCH,
        languages=("en",),
        language="en",
        keypad={"next": ("Insert",)},
        idle_seconds=3_600,
    )
    kiosk = Kiosk(settings, database, Speaker(), lambda: NOW, (1080, 1920))
    kiosk.attend()
    kiosk.window.requestActivate()

    def focus() -> str:
        item = kiosk.window.activeFocusItem()
        return item.objectName() if item else ""

    lines: list[str] = []
    threading.Thread(target=lambda: lines.append(sys.stdin.readline()), daemon=True).start()
    assert wait_for(lambda: lines and focus() == "door-find")
    press("Insert")
    wait_for(lambda: focus() != "door-find")
    result = {"focus": focus(), "keys": not kiosk.session.property("byTouch")}
    press("F12", *code)
    result["found"] = wait_for(lambda: kiosk.lookup.property("foundText"))
    print(json.dumps(result), flush=True)
    kiosk.close()


main()
