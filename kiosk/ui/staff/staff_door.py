"""The staff's way to their screen with keys: holding the back key down."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

_HOLD_MS = 5000  # long enough that nobody does it by chance
_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Back)


class StaffDoor(QObject):
    """Emits ``asked`` when the back key has been held down for five seconds.

    The events of the keys are passed on unchanged.
    """

    asked = Signal()

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._held = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._held.timeout.connect(self.asked)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in _BACK and not event.isAutoRepeat():
            if event.type() == QEvent.Type.KeyPress:
                self._held.start()
            elif event.type() == QEvent.Type.KeyRelease:
                self._held.stop()
        return False
