"""A visitor who taps and presses keys at random, and the checks after each action."""

import os
import random
import tempfile
from collections.abc import Iterator
from types import TracebackType

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app import Kiosk
from kiosk.ui.accessibility.accessibility_settings import SCALES, THEMES
from tests.journeys.screen_checks import items

# Portrait, landscape, square and tablet sizes; all are small, as each action draws a frame.
SIZES = ((360, 640), (640, 360), (480, 480), (720, 450))
_KEYS = (
    *[Qt.Key.Key_Down] * 6,
    *[Qt.Key.Key_Return] * 5,
    *[Qt.Key.Key_Up] * 2,
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown),
    *(getattr(Qt.Key, f"Key_F{number}") for number in range(1, 11)),
)
_WORDS = ("batik", "laut", "qqxz", "a", "123456", "2468", "sejarah ", "红楼", "كتاب")
_FRAME_MS = 1


class CapturedStderr:
    """Records what Qt, and Python code in slots, write to standard error within the block."""

    def __enter__(self) -> "CapturedStderr":
        self._file = tempfile.TemporaryFile()
        self._before = os.dup(2)
        os.dup2(self._file.fileno(), 2)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        os.dup2(self._before, 2)
        os.close(self._before)
        self._file.close()

    def fresh(self) -> str:
        """Return the text written since the last call."""
        self._file.seek(0)
        words = self._file.read().decode("utf-8", "replace")
        self._file.seek(0)
        self._file.truncate()
        return words


class RandomVisitor:
    """Uses ``kiosk`` at random; ``last`` describes the last action."""

    def __init__(self, kiosk: Kiosk, chance: random.Random) -> None:
        self.kiosk = kiosk
        self.last = ""
        self._window = kiosk.window
        self._chance = chance

    def begin(self) -> None:
        """Begin a new visitor's session, with a random language and look."""
        kiosk, chance = self.kiosk, self._chance
        kiosk.session.finish()
        kiosk.translator.choose(chance.choice([each.code for each in kiosk.translator.languages]))
        kiosk.accessibility.choose("theme", chance.choice(THEMES))
        kiosk.accessibility.choose("scale", chance.choice(SCALES))
        kiosk.accessibility.choose("speech", chance.random() < 0.3)
        self.settle()

    def act(self) -> None:
        """Perform one random action."""
        actions = (
            self._tap,
            self._key,
            self._tap_anywhere,
            self._slide,
            self._type,
            self._happen,
        )
        [deed] = self._chance.choices(actions, (40, 40, 5, 3, 6, 2))
        deed()
        self.settle()

    def settle(self) -> None:
        self.kiosk.background.settle()
        QTest.qWait(_FRAME_MS)
        self._window.grabWindow()  # performs the layout and draws a frame
        QGuiApplication.processEvents()

    def lost(self) -> str:
        """Return the place of the focus if no visitor could see or use it, otherwise ""."""
        item = self._window.activeFocusItem()
        if item is None or item is self._window.contentItem():
            return "on nothing"
        if not item.isVisible() or not item.isEnabled():
            return f"on {item.objectName() or item}, which is hidden or disabled"
        return ""

    # --- actions ------------------------------------------------------------------------

    def _tap(self) -> None:
        root = self._window.contentItem()
        seen = QRect(QPoint(0, 0), self._window.size())
        found = [
            item
            for item in items(root)
            if item.activeFocusOnTab() and item.isEnabled() and seen.contains(_middle(item))
        ]
        if not found:
            self._tap_anywhere()
            return
        item = self._chance.choice(found)
        self.last = f"tap on {item.objectName()}"
        self._click(_middle(item))

    def _tap_anywhere(self) -> None:
        place = self._place()
        self.last = f"tap at {place.x()}, {place.y()}"
        self._click(place)

    def _click(self, place: QPoint) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self._window, left, none, place)

    def _key(self) -> None:
        key = self._chance.choice(_KEYS)
        self.last = f"{key.name}"
        QTest.keyClick(self._window, key)

    def _slide(self) -> None:
        one, other = self._place(), self._place()
        self.last = f"slide from {one.x()}, {one.y()} to {other.x()}, {other.y()}"
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self._window, left, none, one)
        for part in range(1, 4):
            QTest.mouseMove(self._window, one + (other - one) * part / 3)
        QTest.mouseRelease(self._window, left, none, other)

    def _type(self) -> None:
        word = self._chance.choice(_WORDS)
        self.last = f"type {word}"
        for letter in filter(str.isascii, word):
            QTest.keyClick(self._window, letter)  # type: ignore[call-overload]

    def _happen(self) -> None:
        """Trigger an outside event: idleness, the server, headphones or another visitor."""
        kiosk = self.kiosk
        happenings = {
            "warn": kiosk.session.warn,
            "finish": kiosk.session.finish,
            "begin": self.begin,
            "news": kiosk.sync.news.emit,
            "plug": lambda: kiosk.headphones.plugged.emit("phones"),
            "unplug": kiosk.headphones.unplugged.emit,
        }
        self.last = self._chance.choice(list(happenings))
        happenings[self.last]()

    def _place(self) -> QPoint:
        size = self._window.size()
        return QPoint(self._chance.randrange(size.width()), self._chance.randrange(size.height()))


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def walk_at_random(kiosk: Kiosk, chance: random.Random, actions: int) -> Iterator[str]:
    """Perform ``actions`` random actions, and yield each fault with the actions before it."""
    wanderer, done = RandomVisitor(kiosk, chance), []
    with CapturedStderr() as complaints:
        wanderer.begin()
        for _ in range(actions):
            wanderer.act()
            done = [*done[-7:], wanderer.last]
            words, lost = complaints.fresh(), wanderer.lost()
            if words or lost:
                where = f"{kiosk.translator.code}, {kiosk.window.width()} wide"
                yield f"{where}: {' > '.join(done)}: {words}{lost and f'the focus is {lost}'}"
