"""The titles that a visitor looks at, so that the server can ask how their copies are now."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_REST_MS = 1_000  # milliseconds without a new search, after which the results count as looked at
_MOST = 20  # the server asks about so many titles at once


class TitlesLookedAt(QObject):
    """Emits ``titles`` with the ids of at most 20 titles, best first, when a visitor sees them."""

    titles = Signal(list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listed: list[int] = []
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell)

    def opened(self, bib_id: int) -> None:
        """Tell at once that a visitor has opened a title."""
        self.titles.emit([bib_id])

    def listed(self, bib_ids: Sequence[int]) -> None:
        """Tell that these titles are in a list, unless another list follows within a second."""
        self._listed = list(bib_ids[:_MOST])
        self._rest.start()

    def forget(self) -> None:
        """Forget the list."""
        self._rest.stop()
        self._listed = []

    @Slot()
    def _tell(self) -> None:
        if self._listed:
            self.titles.emit(self._listed)
