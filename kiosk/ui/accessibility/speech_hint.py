"""A spoken hint on how to start speech, for visitors who cannot see where to touch."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.accessibility.accessible_text import Role
from kiosk.ui.accessibility.exploration import PRESSES, RELEASES, control_at, position_of

_ONE_PLACE = 20  # pixels: a longer movement is not a tap
_READ = (Role.StaticText, Role.Heading)


class SpeechHint(QObject):
    """Calls ``invite`` the first time that a visitor taps outside all controls.

    ``invite`` returns True if the hint was spoken; otherwise the next tap outside all controls
    calls ``invite`` again. Touches are passed on unchanged.
    """

    def __init__(self, window: QQuickWindow, invite: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._invite = invite
        self._invited = False
        self._place = QPoint()
        window.installEventFilter(self)

    @Slot()
    def reset(self) -> None:
        """Allow the spoken hint again for the next visitor."""
        self._invited = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._invited:
            return False
        if event.type() in PRESSES:
            self._place = position_of(event)
        elif event.type() in RELEASES and self._is_lost(position_of(event)):
            self._invited = self._invite()
        return False

    def _is_lost(self, place: QPoint) -> bool:
        if (place - self._place).manhattanLength() > _ONE_PLACE:
            return False
        item = control_at(self._window, place)
        if item is None:
            return True
        interface = QAccessible.queryAccessibleInterface(item)
        return interface is not None and interface.role() in _READ
