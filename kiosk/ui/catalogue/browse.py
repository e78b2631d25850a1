"""The view model for browsing titles, authors and subjects from A to Z."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Heading
from kiosk.ui.base.background import Background
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.letter_strip import letter_strip

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 20
_PAUSE_MS = 30


@dataclass(frozen=True)
class HeadingRow:
    """A title, author or subject in the list. ``bibId`` is 0 for authors and subjects."""

    text: str
    textLanguage: str
    bibId: int


@QmlElement
@QmlUncreatable("made by the application")
class BrowseModel(QObject):  # type: ignore[operator]
    """A list from A to Z that jumps to the letters that the visitor types."""

    changed = Signal()
    answered = Signal()

    def __init__(
        self, find: CatalogueSearch, translator: Translator, background: Background
    ) -> None:
        super().__init__()
        self._find = find
        self._t = translator
        self._background = background
        self._rows = list_model(HeadingRow)(self)
        self._kinds = list_model(ChoiceRow)(self)
        self._letters = list_model(ChoiceRow)(self)
        self._initials: Sequence[str] = ()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._list)
        self._reset()
        self._show_kinds()
        self.changed.connect(self._show_kinds)
        self.changed.connect(self._show_letters)
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._kind, self._start, self._limit = "title", "", PAGE
        self._more = False

    @Slot()
    def begin(self) -> None:
        """Show the list from the beginning."""
        self._reset()
        self._list()
        self._find_letters()

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Show the list ``kind``: "title", "authors" or "subjects"."""
        self._kind, self._limit = kind, PAGE
        self._list()
        self._find_letters()

    @Slot()
    def showMore(self) -> None:
        self._limit += PAGE
        self._list()

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._pause.stop()
        self._reset()
        self._rows.replace([])
        self._take_letters(())

    @Slot()
    def _list(self) -> None:
        kind, start, limit = self._kind, self._start, self._limit
        self._background.run(
            "browse", lambda: self._find.headings(kind, start, limit + 1), self._take, self._fail
        )

    def _take(self, found: Sequence[Heading]) -> None:
        self._more = len(found) > self._limit
        self._rows.replace(
            [HeadingRow(each.text, each.language, each.bib_id) for each in found[: self._limit]]
        )
        self.changed.emit()
        self.answered.emit()

    def _fail(self, _fault: Exception) -> None:
        self._more = False
        self._rows.replace([])
        self.changed.emit()
        self.answered.emit()

    def _find_letters(self) -> None:
        kind = self._kind
        self._background.run(
            "browse letters",
            lambda: self._find.initials(kind),
            self._take_letters,
            lambda _fault: self._take_letters(()),
        )

    def _take_letters(self, initials: Sequence[str]) -> None:
        self._initials = initials
        self.changed.emit()

    @Slot()
    def _show_letters(self) -> None:
        self._letters.replace(letter_strip(self._initials, self._t.code, self._start))

    @Slot()
    def _show_kinds(self) -> None:
        t = self._t
        names = {
            "title": t.pgettext("catalogue", "Titles"),
            "authors": t.pgettext("catalogue", "Authors"),
            "subjects": t.pgettext("catalogue", "Subjects"),
        }
        self._kinds.replace(
            [ChoiceRow(kind, name, chosen=kind == self._kind) for kind, name in names.items()]
        )

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(HeadingRow), _get_rows, constant=True)

    def _get_more(self) -> bool:
        return self._more

    more = Property(bool, _get_more, notify=changed)

    def _get_kind(self) -> str:
        return self._kind

    kind = Property(str, _get_kind, notify=changed)

    def _get_start(self) -> str:
        return self._start

    def _set_start(self, start: str) -> None:
        if start != self._start:
            self._start, self._limit = start, PAGE
            self._pause.start()
            self.changed.emit()

    start = Property(str, _get_start, _set_start, notify=changed)

    def _get_kinds(self) -> QObject:
        return self._kinds

    kinds = Property(list_model(ChoiceRow), _get_kinds, constant=True)

    def _get_letters(self) -> QObject:
        return self._letters

    letters = Property(list_model(ChoiceRow), _get_letters, constant=True)

    def _get_summary(self) -> str:
        if len(self._rows):
            return self._t.pgettext(
                "catalogue", "Starting at “{first}”", first=self._rows.shown_rows()[0].text
            )
        return self._t.pgettext("catalogue", "End of the list. Try other letters.")

    summary = Property(str, _get_summary, notify=changed)
