"""Exploration by touch while speech is on: hear first, then choose (decision 12).

The control below a sliding finger is read aloud; lifting the finger does nothing. A second tap on
the control that was read last activates the control. A double tap outside all controls also
activates the control that was read last.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.accessibility.accessible_text import Part, Role

_DOUBLE_TAP_MS = 1500  # a long time, for visitors with slow hands
PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_MOVES = frozenset({QEvent.Type.MouseMove, QEvent.Type.TouchUpdate})
RELEASES = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd})
_OTHERS = frozenset({QEvent.Type.TouchCancel, QEvent.Type.MouseButtonDblClick})


class Exploration(QObject):
    """Handles touches on ``window`` while ``wanted()`` is true.

    For each control below the finger, ``found(item)`` is called to read the control.
    """

    def __init__(
        self, window: QQuickWindow, wanted: Callable[[], bool], found: Callable[[QObject], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = wanted
        self._found = found
        self._heard: QObject | None = None  # the control that was read last
        self._under: QObject | None = None  # the control below the finger
        self._down = False
        self._again = False  # the finger touched the control that was read last, and has not moved
        self._acting = False  # a synthetic tap is being sent
        self._beside = QTimer(self, singleShot=True, interval=_DOUBLE_TAP_MS)
        window.installEventFilter(self)

    def forget(self) -> None:
        """Forget the last control that was read, because the screen has changed."""
        self._heard = None
        self._again = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._acting or kind not in PRESSES | _MOVES | RELEASES | _OTHERS:
            return False
        if kind in PRESSES and self._wanted():
            self._down = True
            self._press(control_at(self._window, position_of(event)))
            return True
        if not self._down:
            return kind == QEvent.Type.MouseButtonDblClick and self._wanted()
        if kind in _MOVES:
            self._slide(control_at(self._window, position_of(event)))
        elif kind in RELEASES:
            self._down = False
            self._release()
        return True

    def _press(self, item: QObject | None) -> None:
        self._under = item
        self._again = item is not None and item is self._heard
        if item is None:
            # The second tap outside all controls counts as a tap on the control that was read last.
            self._again = self._beside.isActive()
            self._beside.start()
        elif not self._again:
            self._hear(item)

    def _slide(self, item: QObject | None) -> None:
        if item is self._under:
            return
        self._under = item
        self._again = False
        if item is not None:
            self._hear(item)

    def _hear(self, item: QObject) -> None:
        self._heard = item
        self._beside.stop()
        self._found(item)

    def _release(self) -> None:
        item = self._heard
        if not self._again or not isinstance(item, QQuickItem) or not shiboken6.isValid(item):
            return
        self._again = False
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        self._acting = True
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._send(kind, middle)
        self._acting = False

    def _send(self, kind: QEvent.Type, place: QPointF) -> None:
        left = Qt.MouseButton.LeftButton
        held = left if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        none = Qt.KeyboardModifier.NoModifier
        at = self._window.mapToGlobal(place)
        QGuiApplication.sendEvent(self._window, QMouseEvent(kind, place, at, left, held, none))


def control_at(window: QQuickWindow, position: QPoint) -> QObject | None:
    """Return the innermost named control at ``position``, or None if there is no control."""
    interface = QAccessible.queryAccessibleInterface(window)
    at = window.mapToGlobal(position)
    found: QObject | None = None
    while interface is not None and interface.isValid():
        thing = interface.object()
        if thing is not None and shiboken6.isValid(thing) and interface.text(Part.Name):
            found = None if interface.role() in (Role.Pane, Role.Window) else thing
        interface = interface.childAt(at.x(), at.y())
    return found


def position_of(event: QEvent) -> QPoint:
    """Return the position of a touch or mouse event in the window."""
    if isinstance(event, QMouseEvent):
        return event.position().toPoint()
    assert isinstance(event, QTouchEvent)
    return event.points()[0].position().toPoint()


def takes_focus(item: QQuickItem) -> bool:
    """Return True if exploring ``item`` also moves the focus to it."""
    return item.activeFocusOnTab() and not is_speech_control(item)


def is_speech_control(item: QObject) -> bool:
    """Return True for a control of speech, which is never repeated or spelt itself."""
    return bool(item.property("aside"))
