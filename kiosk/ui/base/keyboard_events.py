"""Key events of a keyboard, told apart from those that programs send.

While an assistive technology is connected to AT-SPI, Qt first offers each key to it and holds the
event back for up to 100 ms. It then posts a copy, which is no longer spontaneous
(``QSpiApplicationAdaptor::eventFilter``), but still has the scan code of the key. The keyboard on
the screen and the kiosk itself send events without one.
"""

from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent


def is_from_keyboard(event: QEvent, watched: QObject) -> TypeGuard[QKeyEvent]:
    """Return True if ``event`` is a key of a keyboard that comes to the window ``watched``."""
    return (
        isinstance(event, QKeyEvent)
        and watched.isWindowType()
        and (event.spontaneous() or event.nativeScanCode() != 0)
    )
