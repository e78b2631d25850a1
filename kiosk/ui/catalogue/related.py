"""The view model of the titles about the same thing as the typed words."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.services.catalogue.catalogue_search import Hit, Query, Results
from kiosk.services.catalogue.related_titles import RelatedTitles, titles_before
from kiosk.ui.base.background import Background, ignore_failure
from kiosk.ui.base.finger_hold import FingerHold
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.library_branches import LibraryBranches
from kiosk.ui.catalogue.record_text import HitRow, hit_row
from kiosk.ui.catalogue.search import SearchModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_PAUSE_MS = 200  # milliseconds without a new answer of the words before the meaning is asked for


@QmlElement
@QmlUncreatable("made by the application")
class RelatedModel(QObject):  # type: ignore[operator]
    """The titles about the same thing, if ``search`` finds few titles or poor ones.

    They are asked for once the words are answered. ``found`` is emitted when there are any. A
    title that ``search`` shows is left out.
    """

    changed = Signal()
    found = Signal()

    def __init__(
        self,
        related: RelatedTitles,
        search: SearchModel,
        branches: LibraryBranches,
        translator: Translator,
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._related = related
        self._search = search
        self._branches = branches
        self._t = translator
        self._background = background
        self._clock = clock
        self._query = Query()
        self._shown: list[int] | None = None  # ids found by words; None: nothing follows
        self._hits: Sequence[Hit] = ()
        self._finger = FingerHold(self)
        self._finger.released.connect(self.reword)
        self._rows = list_model(HitRow)(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        search.on_results = self._take_results
        search.searching.connect(self._begin)
        search.answered.connect(self._follow)
        translator.changed.connect(self.reword)

    def _take_results(self, query: Query, results: Results) -> int | None:
        """Note the results, and return how many to show before the related titles."""
        self._shown = None
        if not self._related.expected(query, results):
            return None
        first = results.hits if self._search.more_wanted else titles_before(results)
        self._shown = [hit.id for hit in first]
        return len(first)

    @Slot(object)
    def _begin(self, query: Query) -> None:
        """Drop the answers to older words, which may still come."""
        self._pause.stop()
        self._background.forget()
        self._shown = None
        if query.words != self._query.words:
            self._take(())
        self._query = query

    @Slot()
    def _follow(self) -> None:
        shown = self._shown
        self._take([] if shown is None else [hit for hit in self._hits if hit.id not in shown])
        if shown is not None:
            self._pause.start()

    @Slot()
    def _ask(self) -> None:
        query, shown = self._query, frozenset(self._shown or ())
        self._background.run(
            "related", lambda: self._related.related(query, shown), self._answer, self._fail
        )

    def _answer(self, hits: Sequence[Hit]) -> None:
        self._take(hits)
        if hits:
            self._search.looked_at.listed([*(self._shown or ()), *(hit.id for hit in hits)])
            self.found.emit()
        else:
            self._search.show_all()

    def _fail(self, _fault: Exception) -> None:
        self._answer(())

    def _take(self, hits: Sequence[Hit]) -> None:
        if hits or self._hits:
            self._hits = hits
            self.reword()

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Freeze the list while a finger is on it, so the touched row stays under the finger."""
        self._finger.hold(held)

    @Slot()
    def refresh(self) -> None:
        """Load the copies of the shown titles again; the titles stay as they are."""
        shown = [hit.id for hit in self._hits]
        if shown:
            self._background.run(
                "copies of related titles",
                lambda: self._related.hits(shown),
                self._take,
                ignore_failure,
            )

    @Slot()
    def reword(self) -> None:
        """Show everything again, because the language or the time has changed."""
        if not self._finger.held:
            now = self._clock()
            self._rows.replace([hit_row(hit, self._branches, now, self._t) for hit in self._hits])
            self.changed.emit()

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._pause.stop()
        self._query, self._shown, self._finger.held = Query(), None, False
        self._take(())

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(HitRow), _get_rows, constant=True)

    def _get_announcement(self) -> str:
        count = len(self._rows)
        if not count:
            return ""
        return self._t.npgettext(
            "catalogue",
            "{count} title about the same thing",
            "{count} titles about the same thing",
            count,
        )

    # How many related titles there are, by ear, after the announcement of the search
    announcement = Property(str, _get_announcement, notify=changed)
