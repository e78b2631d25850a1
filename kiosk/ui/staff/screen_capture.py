"""Screenshots for staff, which are never taken during a visitor's session."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImageWriter
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.base.session import Session

_WIDTH = 540  # pixels: enough to see the state of the screen


class ScreenCapture(QObject):
    """Takes a screenshot and passes the PNG image to ``show``. ``ask`` is thread-safe."""

    _asked = Signal()

    def __init__(
        self, window: QQuickWindow, session: Session, show: Callable[[bytes], None]
    ) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self._show = show
        self._wanted = False
        self._asked.connect(self._want, Qt.ConnectionType.QueuedConnection)
        # Queued, so that the visitor's data is deleted first.
        session.ended.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        self._asked.emit()

    @Slot()
    def _want(self) -> None:
        self._wanted = True
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if not self._wanted or self._session.active:
            return
        self._wanted = False
        picture = self._window.grabWindow().scaledToWidth(
            _WIDTH, Qt.TransformationMode.SmoothTransformation
        )
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(picture)
        self._show(bytes(buffer.data().data()))
