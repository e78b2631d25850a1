"""The view model of the sync, which shows the age of the data."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.i18n import formats
from kiosk.services.data_age import DataAge
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_MINUTE = 60_000  # milliseconds


@QmlElement
@QmlUncreatable("made by the application")
class SyncStatus(QObject):  # type: ignore[operator]
    """The age of the data as text. ``news`` is emitted when a sync has changed local data.

    The method :meth:`hear` is thread-safe.
    """

    changed = Signal()
    news = Signal()
    _heard = Signal(bool)

    def __init__(
        self,
        age: Callable[[], DataAge | None],
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._age = age
        self._t = translator
        self._clock = clock
        self._known = age()
        translator.changed.connect(self.changed)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.changed)
        self._timer.start()

    def hear(self, _standing: object, news: bool) -> None:
        self._heard.emit(news)

    @Slot(bool)
    def _take(self, news: bool) -> None:
        self._known = self._age()
        self.changed.emit()
        if news:
            self.news.emit()

    def _get_text(self) -> str:
        """Return the age of the data, or an empty string if the kiosk has no server."""
        if self._known is None:
            return ""
        if self._known.complete is None:
            return self._t.pgettext("sync", "The catalogue is loading for the first time.")
        length = self._clock() - self._known.complete
        return self._t.pgettext("sync", "Updated {ago}", ago=formats.ago(length, self._t.code))

    text = Property(str, _get_text, notify=changed)
