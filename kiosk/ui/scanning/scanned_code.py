"""The view model of a code that a barcode scanner has read."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.services.catalogue.scanned_titles import ScannedTitles
from kiosk.ui.base.background import Background
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class ScannedCode(QObject):  # type: ignore[operator]
    """The title with a scanned code, or what to say if there is none.

    ``found`` is emitted with the bib id of the title, ``unknown`` if no title has the code.
    ``leaked`` is emitted with the text that a field had before the scanner typed into it.
    """

    changed = Signal()
    found = Signal(int)
    unknown = Signal()
    leaked = Signal(str)

    def __init__(
        self, titles: ScannedTitles, translator: Translator, background: Background
    ) -> None:
        super().__init__()
        self._titles = titles
        self._t = translator
        self._background = background
        self._code = ""
        self._failed = False
        translator.changed.connect(self.changed)

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's code."""
        self._code = ""
        self.changed.emit()

    @Slot(str, str)
    def look_up(self, typed: str, placed: str) -> None:
        """Open the title with the code ``typed``, or ``placed`` in case the layout changed it."""
        codes = tuple(dict.fromkeys((typed, placed)))
        self._code = typed if typed.isascii() else placed
        self._background.run("scanned", lambda: self._titles.find(codes), self._take, self._fail)

    def _take(self, bib_id: int) -> None:
        self._failed = False
        if bib_id:
            self.wipe()
            self.found.emit(bib_id)
        else:
            self.changed.emit()
            self.unknown.emit()

    def _fail(self, _fault: Exception) -> None:
        self._failed = True
        self.changed.emit()
        self.unknown.emit()

    def _get_text(self) -> str:
        if self._failed:
            return self._t.pgettext(
                "catalogue", "Search is not working at the moment. Please ask a member of staff."
            )
        # Translators: After a barcode was scanned that no title of the library has.
        return self._t.pgettext(
            "scanning", "This library does not know the code {code}.", code=self._code
        )

    text = Property(str, _get_text, notify=changed)
