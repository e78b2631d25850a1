"""Announcements that are delayed until a pause in typing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.speech.phrases import Phrase

_QUIET_MS = 900  # milliseconds without a key press


class DeferredAnnouncement(QObject):
    """Passes the latest phrases to ``say`` at the next pause in typing.

    ``latest`` are the phrases of the last announcement, even if it was never said or was cut off.
    """

    def __init__(self, say: Callable[[tuple[Phrase, ...]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self.latest: tuple[Phrase, ...] = ()
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._tell)

    @property
    def waiting(self) -> bool:
        """True while phrases wait for a pause in typing."""
        return self._quiet.isActive()

    def schedule(self, phrases: tuple[Phrase, ...]) -> None:
        """Announce ``phrases`` at the next pause in typing; drop the phrases that were waiting."""
        self.latest = phrases
        self._quiet.start()

    def forget(self) -> None:
        """Do not say the phrases that are waiting for a pause in typing."""
        self._quiet.stop()

    def wipe(self) -> None:
        """Delete all phrases."""
        self.forget()
        self.latest = ()

    @Slot()
    def _tell(self) -> None:
        self._say(self.latest)
