"""A finger on a list, under which the list does not change."""

from PySide6.QtCore import QObject, QTimer, Signal


class FingerHold(QObject):
    """Tells whether a finger is on a list.

    ``released`` is emitted after the finger has left and its tap was handled; the list may then
    show what it held back.
    """

    released = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.held = False
        self._release = QTimer(self, singleShot=True, interval=0)
        self._release.timeout.connect(self._let_go)

    def hold(self, held: bool) -> None:
        """Note that a finger has come (``held``) or gone."""
        if held:
            self._release.stop()
            self.held = True
        else:
            self._release.start()

    def _let_go(self) -> None:
        self.held = False
        self.released.emit()
