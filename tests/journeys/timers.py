"""Skipping the pauses for which the screens wait."""

from PySide6.QtCore import QObject, QTimer

REST_MS = 1_200  # the rest after which a hint is said
HINT_MS = 600_000  # the same in tests, so that a slow machine says no hint by itself
SILENCE_MS = 20_000  # the silence after which the last phrase is repeated
READING_MS = 2_000  # the time after which the words of a search are counted


def timer(owner: QObject, milliseconds: int) -> QTimer:
    """Return the timer of ``owner`` with an interval of ``milliseconds``."""
    [found] = [each for each in owner.findChildren(QTimer) if each.interval() == milliseconds]
    return found
