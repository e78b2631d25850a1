"""Exploration by touch while speech is on: hear first, then choose (decision 12).

The control below a sliding finger is read aloud; lifting the finger does nothing. A second tap on
the control that was read last activates the control. A double tap outside all controls also
activates the control that was read last. A visitor who knows the flicks of VoiceOver and TalkBack
can use them as well.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent, QPointerEvent, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.accessibility.accessible_text import Part, Role
from kiosk.ui.accessibility.gestures import FlickLimits, Gesture, GestureFilter, Stage, Touch

_DOUBLE_TAP_MS = 1500  # a long time, for visitors with slow hands
PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_MOVES = frozenset({QEvent.Type.MouseMove, QEvent.Type.TouchUpdate})
RELEASES = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd})
_OTHERS = frozenset({QEvent.Type.TouchCancel, QEvent.Type.MouseButtonDblClick})


class Exploration(QObject):
    """Handles touches on ``window`` while ``wanted()`` is true.

    For each control below the finger, ``found(item)`` is called to read the control. ``flicked`` is
    emitted with the direction of a flick (``Gesture``), which moves the focus; a double tap then
    chooses the control with the focus, wherever the finger is. ``time_of`` returns the time of an
    event in milliseconds.
    """

    flicked = Signal(Gesture)

    def __init__(
        self,
        window: QQuickWindow,
        wanted: Callable[[], bool],
        found: Callable[[QObject], None],
        limits: FlickLimits,
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
        self._gestures = GestureFilter(limits, self._explore, self._act, self)
        self.time_of: Callable[[QPointerEvent], int] = QPointerEvent.timestamp
        window.installEventFilter(self)

    def expects_double_tap(self) -> bool:
        """Return True if a quick second tap counts, because the visitor has flicked."""
        return self._wanted() and self._gestures.expects_double_taps

    @Slot()
    def forget(self) -> None:
        """Forget the last control that was read, because the screen has changed."""
        self._heard = None
        self._again = False

    @Slot()
    def forget_gestures(self) -> None:
        """Forget that a visitor has flicked, because the next one may not know flicks."""
        self._gestures.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._acting or kind not in PRESSES | _MOVES | RELEASES | _OTHERS:
            return False
        if kind in PRESSES and self._wanted():
            self._down = True
            self._gestures.take(self._touch(Stage.PRESS, event))
            return True
        if not self._down:
            return kind == QEvent.Type.MouseButtonDblClick and self._wanted()
        if kind in _MOVES:
            self._gestures.take(self._touch(Stage.MOVE, event))
        elif kind in RELEASES:
            self._down = False
            self._gestures.take(self._touch(Stage.LIFT, event))
        elif kind == QEvent.Type.TouchCancel:
            self._down = self._again = False
            self._gestures.cancel()
        return True

    def _touch(self, stage: Stage, event: QEvent) -> Touch:
        assert isinstance(event, QPointerEvent)
        return Touch(stage, position_of(event), self.time_of(event), event.pointCount())

    def _act(self, gesture: Gesture) -> None:
        if gesture is Gesture.DOUBLE_TAP:
            heard = self._heard is not None and shiboken6.isValid(self._heard)
            self._choose(self._heard if heard else self._focus())
            return
        self._again = False
        self.flicked.emit(gesture)
        self._heard = self._focus()

    def _focus(self) -> QObject | None:
        # activeFocusItem() would keep the returned item alive as long as the window.
        focus: QObject | None = self._window.property("activeFocusItem")
        return focus

    def _explore(self, touch: Touch) -> None:
        if touch.stage is Stage.PRESS:
            self._press(control_at(self._window, touch.place))
        elif touch.stage is Stage.MOVE:
            self._slide(control_at(self._window, touch.place))
        else:
            self._release()

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
        if self._again:
            self._again = False
            self._choose(self._heard)

    def _choose(self, item: QObject | None) -> None:
        if not isinstance(item, QQuickItem) or not shiboken6.isValid(item):
            return
        middle = _in_sight(item).center()
        before = self._focus()
        self._acting = True
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._send(kind, middle)
        self._acting = False
        if self._focus() is not before:
            self._heard = None  # the control that has the focus now is said

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


def _in_sight(item: QQuickItem) -> QRectF:
    """Return the part of ``item`` that no pane cuts off, in the coordinates of the window."""
    shown = item.mapRectToScene(item.boundingRect())
    parent = item.parentItem()
    while parent is not None:
        if parent.clip():
            shown = shown.intersected(parent.mapRectToScene(parent.boundingRect()))
        parent = parent.parentItem()
    return shown


def takes_focus(item: QQuickItem) -> bool:
    """Return True if exploring ``item`` also moves the focus to it."""
    return item.activeFocusOnTab() and not is_speech_control(item)


def is_speech_control(item: QObject) -> bool:
    """Return True for a control of speech, which is never repeated or spelt itself."""
    return bool(item.property("aside"))
