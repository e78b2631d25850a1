"""Telling the keys of a barcode scanner from those of visitors.

A scanner is a keyboard: it types a code and presses Enter, or Tab. It types faster than any hand,
so it is known by the time between its keys (``scanner_ms`` in docs/settings.md). The window system
gives the time of each key, because a busy kiosk gets the keys of a hand all at once.
"""

import sys
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.barcodes import is_code
from kiosk.ui.base.keyboard_events import is_from_keyboard

Key = Qt.Key

_ENDS = frozenset({Key.Key_Return, Key.Key_Enter, Key.Key_Tab})
_MODIFIERS = frozenset({Key.Key_Shift, Key.Key_AltGr, Key.Key_CapsLock, Key.Key_NumLock})
_SECOND = 3  # times the limit
_LONGEST_TYPED = 8  # digits: a visitor's own code
# The characters of a keyboard in the layout of the United States, by the scan code of each row.
# Scanners press these keys, whatever the layout of the kiosk makes of them.
_ROWS = {2: "1234567890-", 16: "qwertyuiop", 30: "asdfghjkl", 44: "zxcvbnm"}
_ROWS |= {71: "789", 75: "456", 79: "1230."}
_CHARACTERS = {first + n: char for first, row in _ROWS.items() for n, char in enumerate(row)}
_FIRST = 8 if sys.platform == "linux" else 0  # X11 and Wayland add 8 to the code of the kernel


class Scanner(QObject):
    """Keeps the keys of a scanner from the screens, and tells the code.

    ``scanned`` is emitted with the code as it was typed and as the keys are placed on a keyboard of
    the United States. A digit is held back for ``limit_ms``, because it may choose something; a
    letter only if it follows another key as fast. If there is no code, all keys are given back in
    order. ``leaked`` is emitted with the former text of the field that got the first letter of a
    code. ``is_paused`` returns True where keys belong to staff.
    """

    scanned = Signal(str, str)
    leaked = Signal(str)

    def __init__(
        self, window: QQuickWindow, limit_ms: int, is_paused: Callable[[], bool] = bool
    ) -> None:
        super().__init__()
        self._window = window
        self._limit = limit_ms
        self._is_paused = is_paused
        self.time_of = _time_of
        self._giving_back = False
        self._waiting = QTimer(self, singleShot=True, interval=limit_ms)
        self._waiting.timeout.connect(self._let_more_come)
        self._last_call = QTimer(self, singleShot=True, interval=0)
        self._last_call.timeout.connect(self.give_back)
        self._held: list[QKeyEvent] = []
        self._ended: Qt.Key | None = None  # the key that ended a code and is still down
        self._start()

    def _start(self) -> None:
        self._typed = self._placed = ""
        self._last: float | None = None
        self._field: QObject | None = None
        self._before = ""

    @property
    def holding(self) -> bool:
        """True while keys are held back."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._giving_back or not is_from_keyboard(event, watched):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return event.type() == QEvent.Type.KeyRelease and self._lift(event)

    @Slot()
    def forget(self) -> None:
        """Drop the keys that are held back, because the visitor has left."""
        self._held.clear()
        self._start()

    @Slot()
    def give_back(self) -> None:
        """Give the keys that are held back to the screens, because they are no code."""
        held, self._held = self._held, []
        self._waiting.stop()
        self._giving_back = True
        try:
            for event in held:
                QGuiApplication.sendEvent(self._window, event)
        finally:
            self._giving_back = False

    @Slot()
    def _let_more_come(self) -> None:
        """Wait until the keys that came while the kiosk was busy have been seen."""
        self._last_call.start()

    def _lift(self, event: QKeyEvent) -> bool:
        if event.key() == self._ended:
            self._ended = None
            return True
        if not any(each.key() == event.key() for each in self._held):
            return False
        self._held.append(_copy(event))
        return True

    def _press(self, event: QKeyEvent) -> bool:
        if self._is_paused() or event.isAutoRepeat():
            return self._pass_on()
        key, time = Key(event.key()), self.time_of(event)
        if key in _MODIFIERS:
            return self._hold(event) if self._held else False
        # The second key may have waited while the screens were busy with the first letter.
        limit = self._limit * _SECOND if len(self._typed) == 1 else self._limit
        fast = self._last is not None and 0 <= time - self._last <= limit
        if key in _ENDS:
            return self._end(key) if fast else self._pass_on()
        typed = event.text()
        if len(typed) != 1 or not typed.isprintable() or typed.isspace():
            return self._pass_on()
        if not fast:
            self._pass_on()
            self._begin()
        begins = not self._typed
        self._last = time
        self._typed += typed
        self._placed += _CHARACTERS.get(event.nativeScanCode() - _FIRST, typed)
        if begins and not typed.isdecimal():
            return False
        return self._hold(event)

    def _begin(self) -> None:
        focus = self._window.activeFocusItem()
        if focus is not None and focus.inherits("QQuickTextInput"):
            self._field, self._before = focus, str(focus.property("text"))

    def _hold(self, event: QKeyEvent) -> bool:
        self._held.append(_copy(event))
        self._last_call.stop()
        self._waiting.start()
        return True

    def _pass_on(self) -> bool:
        self.give_back()
        self._start()
        return False

    def _end(self, key: Qt.Key) -> bool:
        typed, placed = self._typed, self._placed
        if not typed and not self._held:  # a scanner may end a code with two keys
            return True
        if not (is_code(typed) or is_code(placed)) or self._is_own_code(typed):
            return self._pass_on()
        before = self._before if self._field and self._text() != self._before else None
        self._held.clear()
        self._waiting.stop()
        last = self._last
        self._start()
        self._last = last
        self._ended = key
        if before is not None:
            self.leaked.emit(before)
        self.scanned.emit(typed, placed)
        return True

    def _text(self) -> str:
        return str(self._field.property("text")) if self._field else ""

    def _is_own_code(self, typed: str) -> bool:
        """Return True if a visitor's own code is being typed into its field."""
        owner = self._field.property("owner") if self._field else None
        is_personal = isinstance(owner, QObject) and bool(owner.property("personal"))
        return is_personal and typed.isdecimal() and len(typed) <= _LONGEST_TYPED


def _time_of(event: QKeyEvent) -> float:
    """Return the time of a key press in milliseconds, or the present time if it has none."""
    return event.timestamp() or monotonic() * 1000


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
