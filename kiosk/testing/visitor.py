"""A visitor whose taps and keys are synthetic events of QtTest."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.app import Kiosk
from kiosk.errors import KioskError

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)

_FRAME_MS = 60_000  # a frame takes much less, even on a busy machine
_SOON_MS = 100  # longest timer that ``settle`` waits for


@dataclass(frozen=True, slots=True)
class Look:
    """The look of the screens: language, theme, text size in percent, size in pixels."""

    language: str = ""
    theme: str = "standard"
    scale: int = 100
    size: tuple[int, int] = PORTRAIT


class Visitor:
    """Operates a kiosk by synthetic taps and keys."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self.window = kiosk.window

    def sees(self, name: str) -> QQuickItem | None:
        """Return the visible item with that object name."""
        return _visible(self.window.contentItem(), name)

    def tap(self, name: str) -> None:
        """Tap the item with that object name, after scrolling it into view."""
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        if item.activeFocusOnTab() or item.isFocusScope():
            item.forceActiveFocus()
            self.settle()
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
        )
        self.settle()

    def press(self, name: str) -> None:
        """Focus the item with that object name, and press Return on it."""
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        item.forceActiveFocus()
        self.key(Qt.Key.Key_Return)

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)
            self.settle()

    def type(self, text: str) -> None:
        """Type ``text``; characters without a key are committed as an input method does."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.window, letter)  # type: ignore[call-overload]
                continue
            commit = QInputMethodEvent()
            commit.setCommitString(letter)
            QGuiApplication.sendEvent(self.window.focusObject(), commit)
        self.settle()

    def settle(self, ms: int = 0) -> None:
        """Wait ``ms`` milliseconds, then until timers, background work and drawing are done."""
        QTest.qWait(ms)
        while any(t.isActive() and t.interval() <= _SOON_MS for t in self._timers()):
            QTest.qWait(1)
        self.kiosk.background.settle()
        QGuiApplication.processEvents()
        for _ in range(2):  # the layout of the first frame can change the second
            self._frame()

    def _timers(self) -> list[QTimer]:
        """Return the timers of models that wait for a pause in typing."""
        models = (self.kiosk.find, self.kiosk.browse)
        timers = (timer for model in models for timer in model.findChildren(QTimer))
        return [timer for timer in timers if timer.isSingleShot()]

    def _frame(self) -> None:
        drawn = QSignalSpy(self.window.frameSwapped)
        self.window.update()
        drawn.wait(_FRAME_MS)

    def text(self, name: str) -> str:
        """Return the text of the item with that object name, or "" if it is not visible."""
        item = self.sees(name)
        return str(item.property("text")) if item else ""

    def clear(self, name: str) -> None:
        """Empty the field with that object name and leave the focus there."""
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        item.forceActiveFocus()
        item.setProperty("text", "")
        self.settle()

    def keyboard(self) -> QQuickItem | None:
        """Return the on-screen keyboard while it is open."""
        return self.sees("keyboard")

    def draw(self, path: Path) -> Path:
        """Save a picture of the screen to ``path``, and return it."""
        self.settle()
        if not self.window.grabWindow().save(str(path)):
            raise KioskError(f"{path} cannot be written.", "Choose another folder.")
        return path


def _visible(item: QQuickItem, name: str) -> QQuickItem | None:
    if not item.isVisible():
        return None
    if item.objectName() == name:
        return item
    for child in item.childItems():
        found = _visible(child, name)
        if found is not None:
            return found
    return None
