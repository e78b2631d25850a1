"""The view model of what the library has: new titles, and subjects with many titles."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Heading, Hit
from kiosk.ui.base.background import Background, ignore_failure
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.library_branches import LibraryBranches
from kiosk.ui.catalogue.record_text import HitRow, SubjectRow, hit_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_SUBJECTS = 12


@QmlElement
@QmlUncreatable("made by the application")
class NewTitles(QObject):  # type: ignore[operator]
    """The titles that were added last, and the most frequent subjects.

    Titles in the language of the screen, and their subjects, come first. Nothing is shown until
    ``load``.
    """

    changed = Signal()

    def __init__(
        self,
        find: CatalogueSearch,
        branches: LibraryBranches,
        translator: Translator,
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._find = find
        self._branches = branches
        self._t = translator
        self._background = background
        self._clock = clock
        self._hits: Sequence[Hit] = ()
        self._rows = list_model(HitRow)(self)
        self._sample = list_model(HitRow)(self)
        self._subjects = list_model(SubjectRow)(self)
        translator.changed.connect(self._translate)

    @Slot()
    def load(self) -> None:
        """Load the titles and the subjects in the background."""
        language = self._t.code
        self._background.run(
            "new titles", lambda: self._find.newest(language), self._take_hits, ignore_failure
        )
        self._background.run(
            "subjects",
            lambda: self._find.frequent_subjects(language, _SUBJECTS),
            self._take_subjects,
            ignore_failure,
        )

    def _take_hits(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self.reword()

    def _take_subjects(self, subjects: Sequence[Heading]) -> None:
        home = self._t.home
        self._subjects.replace([SubjectRow(each.text, each.language or home) for each in subjects])
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Load the copies of the shown titles again; the titles stay as they are."""
        shown = [hit.id for hit in self._hits]
        if shown:
            self._background.run(
                "copies of new titles",
                lambda: self._find.hits(shown),
                self._take_hits,
                ignore_failure,
            )

    @Slot()
    def reword(self) -> None:
        """Show everything again, because the language or the time has changed."""
        rows = [hit_row(hit, self._branches, self._clock(), self._t) for hit in self._hits]
        self._rows.replace(rows)
        self._sample.replace(rows[:1])
        self.changed.emit()

    @Slot()
    def _translate(self) -> None:
        self.reword()
        if len(self._subjects):
            self.load()

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(HitRow), _get_rows, constant=True)

    def _get_sample(self) -> QObject:
        """Return the first title alone, with which the display panel shows the text size."""
        return self._sample

    sample = Property(list_model(HitRow), _get_sample, constant=True)

    def _get_subjects(self) -> QObject:
        return self._subjects

    subjects = Property(list_model(SubjectRow), _get_subjects, constant=True)
