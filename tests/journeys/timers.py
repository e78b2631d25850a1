"""The pauses that the screens wait for, without waiting for them."""

from PySide6.QtCore import QObject, QTimer

SILENCE_MS = 20_000  # after which the last words are said again
READING_MS = 2_000  # after which the words of a search are counted


def timer(owner: QObject, milliseconds: int) -> QTimer:
    """Return the timer of ``owner`` that waits for so long."""
    [found] = [each for each in owner.findChildren(QTimer) if each.interval() == milliseconds]
    return found
