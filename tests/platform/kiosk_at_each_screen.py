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

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal
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


class Answers(QObject):
    """Emits ``came`` for each line on standard input."""

    came = Signal()

    def read(self) -> None:
        for _ in sys.stdin:
            self.came.emit()


class KeysWaitedFor(QObject):
    """Types keys, and waits for each: Qt offers every key to the reader before the window."""

    def __init__(self, visitor: Visitor) -> None:
        super().__init__()
        self._visitor = visitor
        self._arrived = 0
        visitor.window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        self._arrived += event.type() == QEvent.Type.KeyRelease
        return False

    def key(self, *keys: Qt.Key) -> None:
        for each in keys:
            before = self._arrived
            QTest.keyClick(self._visitor.window, each)
            while self._arrived == before:
                QTest.qWait(1)
            self._visitor.settle()


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
    keys = KeysWaitedFor(visitor)
    visitor.key = keys.key  # type: ignore[method-assign]
    QTest.qWait(500)
    answers, waiting = Answers(), QEventLoop()
    answers.came.connect(waiting.quit)
    threading.Thread(target=answers.read, daemon=True).start()
    for name in journey(visitor):
        visitor.settle()
        for timer in kiosk.session.findChildren(QTimer):
            timer.stop()  # a countdown would change the texts before they are read
        print(json.dumps({"screen": name, "controls": described(visitor)}), flush=True)
        waiting.exec()  # the reader asks for the tree meanwhile; QTest.qWait would answer slowly
    kiosk.close()


main()
