"""A simulated visitor whose taps and key presses are QtTest events."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.app import Kiosk
from kiosk.errors import KioskError

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)

_FRAME_MS = 60_000  # time limit: a frame takes much less time, even on a busy machine
_SOON_MS = 100  # ``settle`` does not wait for longer timers


@dataclass(frozen=True, slots=True)
class Look:
    """The appearance of the screens: language, theme, text size (percent) and size (pixels)."""

    language: str = ""
    theme: str = "standard"
    scale: int = 100
    size: tuple[int, int] = PORTRAIT


class Visitor:
    """Operates a kiosk with simulated taps and key presses."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self.window = kiosk.window

    def sees(self, name: str) -> QQuickItem | None:
        """Return the item with the object name ``name``, or None if the item is not visible."""
        return _visible(self.window.contentItem(), name)

    def _item(self, name: str) -> QQuickItem:
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        return item

    def tap(self, name: str) -> None:
        """Scroll the item with the object name ``name`` into view, and tap the part in sight.

        Raises KioskError if no part of the item is in sight.
        """
        item = self._item(name)
        # The buttons of the on-screen keyboard leave the focus in the field.
        by_tap = item.property("focusPolicy") != Qt.FocusPolicy.TabFocus
        if (item.activeFocusOnTab() and by_tap) or item.isFocusScope():
            item.forceActiveFocus()
            self.settle()
        if item.isFocusScope():  # the letter pad may be below the field
            item = self.window.activeFocusItem() or item
        shown = _in_sight(item)
        if shown.isEmpty():
            raise KioskError(f"“{name}” is out of sight.")
        middle = shown.center().toPoint()
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
        )
        self.settle()

    def ask_staff(self) -> None:
        """Open the staff screen, as a long press on the clock does."""
        self.kiosk.ask_staff()
        self.settle()

    def press(self, name: str) -> None:
        """Focus the item with the object name ``name``, and press Return."""
        item = self._item(name)
        item.forceActiveFocus()
        self.key(Qt.Key.Key_Return)

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)
            self.settle()

    def type(self, text: str) -> None:
        """Type ``text``; characters without a key are committed as by an input method."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.window, letter)  # type: ignore[call-overload]
            else:
                self.touch_type(letter)
        self.settle()

    def touch_type(self, text: str) -> None:
        """Type ``text`` as on the on-screen keyboard, which stays open."""
        for letter in text:
            commit = QInputMethodEvent()
            commit.setCommitString(letter)
            QGuiApplication.sendEvent(self.window.focusObject(), commit)
        self.settle()

    def settle(self, ms: int = 0) -> None:
        """Wait ``ms`` milliseconds, then until timers, background work and rendering are done."""
        QTest.qWait(ms)
        while self._working():
            QTest.qWait(1)
            self.kiosk.background.settle()
        QGuiApplication.processEvents()
        for _ in range(2):  # the layout of the first frame can change the second
            self._frame()

    def _working(self) -> bool:
        """Return True while a view model waits for a pause in typing or for background work."""
        soon = any(t.isActive() and t.interval() <= _SOON_MS for t in self._timers())
        return soon or not self.kiosk.background.idle

    def _timers(self) -> list[QTimer]:
        """Return the timers that wait for a pause in typing."""
        models = (self.kiosk.find, self.kiosk.browse, self.kiosk.scanner)
        timers = (timer for model in models for timer in model.findChildren(QTimer))
        return [timer for timer in timers if timer.isSingleShot()]

    def _frame(self) -> None:
        drawn = QSignalSpy(self.window.frameSwapped)
        self.window.update()
        if not drawn.wait(_FRAME_MS):
            raise KioskError("The screen was not rendered.")

    def text(self, name: str) -> str:
        """Return the text of the item with the object name ``name``.

        If the item is not visible, an empty string is returned.
        """
        item = self.sees(name)
        return str(item.property("text")) if item else ""

    def clear(self, name: str) -> None:
        """Empty the field with the object name ``name`` and leave the focus in the field."""
        item = self._item(name)
        item.forceActiveFocus()
        item.setProperty("text", "")
        self.settle()

    def keyboard(self) -> QQuickItem | None:
        """Return the on-screen keyboard, or None if the keyboard is closed."""
        return self.sees("keyboard")

    def close_keyboard(self) -> None:
        """Close the on-screen keyboard: with the button for the results, or with its own key."""
        if self.sees("show-found"):
            self.tap("show-found")
        QGuiApplication.inputMethod().hide()
        self.settle()

    def draw(self, path: Path) -> Path:
        """Save a screenshot (PNG) to ``path``, and return ``path``."""
        self.settle()
        if not self.window.grabWindow().save(str(path)):
            raise KioskError(f"{path} cannot be written.", "Choose another folder.")
        return path


def _in_sight(item: QQuickItem) -> QRectF:
    """Return the part of ``item`` that no pane cuts off, in the coordinates of the window."""
    shown = _place(item)
    parent = item.parentItem()
    while parent is not None:
        if parent.clip() or parent.parentItem() is None:
            shown = shown.intersected(_place(parent))
        parent = parent.parentItem()
    return shown


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


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
