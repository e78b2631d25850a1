"""Walks a kiosk from screen to screen on the display of the environment.

For each screen, this program prints one line of JSON, {"screen", "controls"}, with the controls in
Qt's own accessibility tree. It then waits for a line on standard input before it opens the next
screen, and handles platform events while it waits.
"""

import json
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Visitor
from tests.journeys.screen_checks import controls, typing_keys

ROLES = {
    QAccessible.Role.Button: "button",
    QAccessible.Role.ButtonMenu: "button",
    QAccessible.Role.CheckBox: "check box",
    QAccessible.Role.RadioButton: "radio button",
    QAccessible.Role.EditableText: "text",
    QAccessible.Role.Heading: "heading",
    QAccessible.Role.StaticText: "label",
}


def described(visitor: Visitor) -> list[dict[str, Any]]:
    found = []
    for control in [*controls(visitor), *typing_keys(visitor).values()]:
        interface = QAccessible.queryAccessibleInterface(control)
        state: Any = interface.state()
        if state.invisible or state.offscreen:
            continue  # it is scrolled out of view, and reported when it becomes visible
        found.append(
            {
                "name": interface.text(QAccessible.Text.Name),
                "role": ROLES[interface.role()],
                "checked": bool(state.checked),
                "focusable": control.activeFocusOnTab(),
                "secret": bool(state.passwordEdit),
            }
        )
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    application()
    database = Database(folder)
    load_demo(database)
    settings = Settings(
        data_dir=folder,
        branch=BRANCH,
        languages=("en", "id", "ar"),
        language="en",
        idle_seconds=3_600,  # the reader of the tree may be slow, and is no visitor
    )
    now = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
    kiosk = Kiosk(settings, database, Speaker(), lambda: now, (1080, 1920))
    kiosk.window.requestActivate()
    visitor = Visitor(kiosk)
    # A visitor of the tests does not wait for keys that Qt holds back for a reader of AT-SPI.
    visitor.type = visitor.touch_type  # type: ignore[method-assign]
    QTest.qWait(500)
    lines: list[str] = []
    threading.Thread(target=lambda: lines.extend(iter(sys.stdin.readline, "")), daemon=True).start()
    for number, name in enumerate(journey(visitor), 1):
        visitor.settle()
        for timer in kiosk.session.findChildren(QTimer):
            timer.stop()  # a countdown would change the texts before they are read
        print(json.dumps({"screen": name, "controls": described(visitor)}), flush=True)
        while len(lines) < number:
            QTest.qWait(10)
    kiosk.close()


main()
