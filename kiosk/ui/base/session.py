"""The session of one visitor: idle warning, extension and end."""

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.ui.base.keyboard_events import is_from_keyboard

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_ACTIONS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)
_BY_TOUCH = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_LIFTS = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})


@QmlElement
@QmlUncreatable("made by the application")
class Session(QObject):  # type: ignore[operator]
    """A session starts with a visitor's first action and ends with "I'm done" or after idleness.

    After ``idle_seconds`` without an action or speech, a warning is shown for ``warning_seconds``
    (at least 20: WCAG 2.2, success criterion 2.2.1). Any action extends the session. When ``ended``
    is emitted, all view models delete the visitor's data. ``focusShown`` is True after the first
    key press of the session or after headphones: until then the focus is not framed.
    """

    changed = Signal()
    begun = Signal()
    ended = Signal()
    acted = Signal()

    def __init__(self, idle_seconds: int, warning_seconds: int) -> None:
        super().__init__()
        self._warning_seconds = warning_seconds
        self._seconds_left = 0
        self._active = False
        self._by_touch = True
        self._focus_shown = False
        self._answering = False  # a finger is touching the warning
        self._idle_ms = idle_seconds * 1000
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.warn)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Record every action of the visitor, and pass on all events."""
        if event.type() in _ACTIONS and (event.spontaneous() or is_from_keyboard(event, watched)):
            self._note(event.type())
        elif self._answering and event.type() in _LIFTS:
            self._answering = False
            QTimer.singleShot(0, self._answer)  # after a touched button has acted
        return False

    def _note(self, kind: QEvent.Type) -> None:
        if kind in _ACTIONS - {QEvent.Type.InputMethod}:
            by_touch = kind in _BY_TOUCH
            focus_shown = self._focus_shown or kind == QEvent.Type.KeyPress
            if (by_touch, focus_shown) != (self._by_touch, self._focus_shown):
                self._by_touch, self._focus_shown = by_touch, focus_shown
                self.changed.emit()
        self.acted.emit()
        if self._seconds_left and kind in _BY_TOUCH:
            # Keep the warning until the finger is lifted, so that no control below is touched.
            self._answering = True
        else:
            self.go_on()

    @Slot()
    def act_by_key(self) -> None:
        """Record a key press that did not come from the window system."""
        self._note(QEvent.Type.KeyPress)

    @Slot()
    def _answer(self) -> None:
        if self._seconds_left:
            self.go_on()

    @property
    def active(self) -> bool:
        """True while a visitor is using the kiosk."""
        return self._active

    def _get_warning(self) -> bool:
        return self._seconds_left > 0

    warning = Property(bool, _get_warning, notify=changed)

    def _get_seconds_left(self) -> int:
        return self._seconds_left

    secondsLeft = Property(int, _get_seconds_left, notify=changed)

    def _get_by_touch(self) -> bool:
        return self._by_touch

    byTouch = Property(bool, _get_by_touch, notify=changed)

    def _get_focus_shown(self) -> bool:
        return self._focus_shown

    focusShown = Property(bool, _get_focus_shown, notify=changed)

    def show_focus(self) -> None:
        """Draw a frame around the focused control until the session ends."""
        self._focus_shown = True
        self.changed.emit()

    @Slot()
    def go_on(self) -> None:
        """Start or extend the session."""
        begins = not self._active
        self._active = True
        self._idle.start(self._idle_ms)
        if begins:
            self.begun.emit()
        if self._seconds_left:
            self._set_left(0)

    @Slot(float)
    def listen(self, seconds: float) -> None:
        """Start counting idle time when speech ends, in ``seconds`` seconds."""
        if self._active and not self._seconds_left:
            self._idle.start(self._idle_ms + int(seconds * 1000))

    @Slot()
    def finish(self) -> None:
        """End the session now; emit ``ended`` even if no session had started."""
        self._active = False
        self._focus_shown = False
        self._idle.stop()
        self._set_left(0)
        self.ended.emit()

    @Slot()
    def warn(self) -> None:
        """Show the idle warning and start the countdown."""
        self._set_left(self._warning_seconds)

    @Slot()
    def _count_down(self) -> None:
        if self._seconds_left <= 1:
            self.finish()
        else:
            self._set_left(self._seconds_left - 1)

    def _set_left(self, seconds: int) -> None:
        self._seconds_left = seconds
        if not seconds:
            self._second.stop()
        elif not self._second.isActive():
            self._second.start()
        self.changed.emit()
