"""Prompts after a long silence."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_PATIENCE_MS = 20_000  # milliseconds of silence before a prompt
_PROMPTS = 2  # the maximum number of prompts if the visitor does nothing


class Patience(QObject):
    """Calls ``prompt`` after a long silence, at most twice between two actions of the visitor."""

    def __init__(self, prompt: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._left = _PROMPTS
        self._silence = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._silence.timeout.connect(self._end)

    def start(self) -> None:
        """Start to wait for the visitor."""
        self._silence.start()

    def stop(self) -> None:
        """Stop waiting."""
        self._silence.stop()

    def renew(self) -> None:
        """Allow all prompts again, because the visitor has done something."""
        self._left = _PROMPTS

    @Slot()
    def _end(self) -> None:
        if self._left:
            self._left -= 1
            self._prompt()
