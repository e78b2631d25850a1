"""Key events of a keyboard, told apart from those that the kiosk itself sends.

While an assistive technology is connected to AT-SPI, Qt first offers each key to it and holds the
event back for up to 100 ms. It then posts a copy, which is no longer spontaneous
(``QSpiApplicationAdaptor::eventFilter``). So a key of a visitor is not known by being spontaneous.
"""

from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_MARK = 0x4B494F53  # as native modifiers, which no keyboard has


def own_key(
    kind: QEvent.Type,
    key: Qt.Key,
    text: str = "",
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> QKeyEvent:
    """Return a key event that the kiosk itself sends."""
    return QKeyEvent(kind, key, modifiers, 0, 0, _MARK, text)


def is_from_keyboard(event: QEvent, watched: QObject) -> TypeGuard[QKeyEvent]:
    """Return True if ``event`` is a key of a keyboard that comes to the window ``watched``."""
    return (
        isinstance(event, QKeyEvent) and watched.isWindowType() and event.nativeModifiers() != _MARK
    )
