"""Announcements that are delayed until a pause in typing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_QUIET_MS = 900  # milliseconds without a key press


class DeferredAnnouncement(QObject):
    """Passes the latest words to ``say`` at the next pause in typing."""

    def __init__(self, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._words = ""
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._tell)

    def schedule(self, words: str) -> None:
        """Announce ``words`` at the next pause in typing, and drop the words that were waiting."""
        self._words = words
        self._quiet.start()

    def forget(self) -> None:
        """Drop the words that are waiting for a pause in typing."""
        self._words = ""
        self._quiet.stop()

    @Slot()
    def _tell(self) -> None:
        self._say(self._words)
