"""What changes while a visitor types: told at the next pause, or not at all."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_QUIET_MS = 900  # so long a silence is a pause in typing


class DeferredAnnouncement(QObject):
    """Hands the latest words to ``say`` when nobody has typed for a moment."""

    def __init__(self, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._words = ""
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._tell)

    def schedule(self, words: str) -> None:
        """Say ``words`` at the next pause, instead of any that wait already."""
        self._words = words
        self._quiet.start()

    def forget(self) -> None:
        """Say nothing of what waits."""
        self._words = ""
        self._quiet.stop()

    @Slot()
    def _tell(self) -> None:
        self._say(self._words)
