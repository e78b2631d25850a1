"""The view model of the search and title screens."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.services.catalogue.catalogue_search import (
    CatalogueSearch,
    Facets,
    Hit,
    Query,
    Results,
    Scope,
    SearchCancelled,
    SortOrder,
)
from kiosk.ui.base.background import Background, ignore_failure
from kiosk.ui.base.finger_hold import FingerHold
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.catalogue import search_summary
from kiosk.ui.catalogue.filters import ChosenFilters, FilterChipRow
from kiosk.ui.catalogue.library_branches import LibraryBranches
from kiosk.ui.catalogue.open_title import OpenTitle
from kiosk.ui.catalogue.record_text import HitRow, RecordDetails, hit_row, surely_here
from kiosk.ui.catalogue.titles_looked_at import TitlesLookedAt
from kiosk.ui.catalogue.ways_on import WayOnRow, search_or_loosen, ways_on

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 10
_PAUSE_MS = 30  # milliseconds between a key press and the search, to combine fast key presses


@QmlElement
@QmlUncreatable("made by the application")
class SearchModel(QObject):  # type: ignore[operator]
    """The typed words, the filters and the results of a visitor's search."""

    changed = Signal()
    answered = Signal()
    turned = Signal()  # whether a visitor can have the open title has changed
    counted = Signal()  # the total, and how many titles are here, are now known
    searching = Signal(object)  # the Query of a search that begins

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
        self._rows = list_model(HitRow)(self)
        self._filters = ChosenFilters(branches, clock)
        self._chips = list_model(FilterChipRow)(self)
        self._choices = list_model(ChoiceRow)(self)
        self._ways_on = list_model(WayOnRow)(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.looked_at = TitlesLookedAt(self)
        self._finger = FingerHold(self)
        self._finger.released.connect(self._show)
        # Returns the number of these results to show, or None for all
        self.on_results: Callable[[Query, Results], int | None] = lambda _query, _results: None
        self._open = OpenTitle(find, branches, translator, background, clock, self)
        self._open.changed.connect(self.changed)
        self._open.turned.connect(self.turned)
        self._reset()
        self.changed.connect(self._show_filters)
        translator.changed.connect(self.reword)

    def _reset(self) -> None:
        self._words = ""
        self._filters.clear()
        self._scope = Scope.ANYWHERE
        self._limit = PAGE
        self._results: Results | None = None
        self._most: int | None = None  # results shown, if not all
        self._helpful = frozenset[str]()  # the filters without which titles are found
        self._counts: Facets | None = None  # of the current search, once counted
        self._sure = False  # the results that are called available are certainly here
        self._failed = False

    # --- actions of the visitor --------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Start a new search and show the titles that are listed before anything is typed."""
        self.clear()
        self._background.run("warm", self._find.warm, lambda _: None, ignore_failure)

    @Slot()
    def clear(self) -> None:
        """Clear the words and filters."""
        self._reset()
        self._search()

    @Slot()
    def clearWords(self) -> None:
        """Clear the words and keep the filters."""
        self._look_up("", Scope.ANYWHERE)

    @Slot(str, str)
    def toggle(self, facet: str, value: str) -> None:
        """Choose the filter ``value`` of ``facet``, or remove the choice."""
        self._filters.toggle(facet, value)
        self._filters.open_facet = ""
        self._search_again()

    @Slot(str)
    def arrange(self, order: str) -> None:
        """Sort the results by ``order``, a value of SortOrder."""
        self._filters.order = SortOrder(order)
        self._search_again()

    @Slot(str)
    def openFacet(self, facet: str) -> None:
        """Show the choices of ``facet``, or hide them if they are shown."""
        self._filters.open_facet = "" if self._filters.open_facet == facet else facet
        self.changed.emit()

    @Slot(str, str, str)
    def goOn(self, kind: str, facet: str, value: str) -> None:
        """Take a way on from a search that found nothing; the values are those of WayOnRow."""
        if kind == "words":
            self._look_up(value, Scope.ANYWHERE)
        elif kind in ("authors", "subjects"):
            self.lookUp(kind, value)
        else:
            self._filters.take_back(kind, facet, value)
            self._search_again()

    def _search_again(self) -> None:
        self._limit = PAGE
        self._search()
        self.changed.emit()

    @Slot()
    def showMore(self) -> None:
        self._limit += PAGE
        self._search()

    @property
    def more_wanted(self) -> bool:
        """True if the visitor has asked for more results."""
        return self._limit > PAGE

    @Slot()
    def takeSuggestion(self) -> None:
        """Search for the suggested words."""
        if self._results and self._results.suggestion:
            self._look_up(self._results.suggestion, self._scope)

    @Slot(str, str)
    def lookUp(self, scope: str, words: str) -> None:
        """Show the titles with ``words`` in ``scope``: "authors", "subjects" or "title"."""
        self._reset()
        self._look_up(words, Scope(scope))

    def _look_up(self, words: str, scope: Scope) -> None:
        self._words, self._scope, self._limit = words, scope, PAGE
        self._search()
        self.changed.emit()

    @Slot(int)
    def openRecord(self, bib_id: int) -> None:
        """Load a title for the details screen; similar titles are loaded afterwards."""
        self._open.open(bib_id)
        self.looked_at.opened(bib_id)

    @Slot()
    def openFirst(self) -> None:
        """Load the first result, unless the title that is loaded is among the results.

        If there are no results, no title is loaded.
        """
        hits = self._results.hits if self._results else ()
        if not hits:
            self.closeRecord()
        elif self._open.id not in {hit.id for hit in hits}:
            self._open.open(hits[0].id)  # told with the list, as the visitor may still type

    @Slot()
    def closeRecord(self) -> None:
        """Forget the title that is loaded."""
        self._open.close()

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Freeze the list while a finger is on it, so the touched row stays under the finger."""
        self._finger.hold(held)

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data without starting a search."""
        self._pause.stop()
        self.looked_at.forget()
        self._reset()
        self.closeRecord()
        self._finger.held = False
        self._rows.replace([])
        self.changed.emit()

    # --- searching ------------------------------------------------------------------------

    @Slot()
    def _search(self) -> None:
        query = self._filters.query(self._words, self._scope)
        self._counts = None
        self._find.cancel()  # the running search has outdated words
        fewer = self._filters.loosened(self._words, self._scope)
        search = partial(search_or_loosen, self._find, query, self._limit, fewer)
        self._background.run("search", search, partial(self._take, query), self._fail)
        self.searching.emit(query)
        count = partial(self._find.facets, query, self._branches.home)
        self._background.run("facets", count, self._take_facets, self._fail)

    def _take(self, query: Query, answer: tuple[Results, frozenset[str]]) -> None:
        (self._results, self._helpful), self._failed = answer, False
        self._most = self.on_results(query, self._results)
        self._show()
        self.looked_at.listed([hit.id for hit in self._results.hits])
        self.answered.emit()

    def _take_facets(self, facets: Facets) -> None:
        self._counts = self._filters.counts = facets
        self.changed.emit()
        if self._results and (self._results.more or facets.here):
            self.counted.emit()

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, SearchCancelled):
            return
        self._failed, self._results = True, None
        self.changed.emit()
        self.answered.emit()

    def show_all(self) -> None:
        """Show the results that were held back, because no related titles follow."""
        self._most = None
        self._show()

    @Slot()
    def refresh(self) -> None:
        """Load the copies of the shown titles again, because a sync may have changed them.

        The titles and their order stay as they are.
        """
        self._open.refresh()
        if self._results:
            load = partial(self._find.hits, [hit.id for hit in self._results.hits])
            self._background.run("copies", load, self._take_copies, ignore_failure)

    def _take_copies(self, hits: Sequence[Hit]) -> None:
        if self._results:
            newer = {hit.id: hit for hit in hits}
            shown = tuple(newer.get(hit.id, hit) for hit in self._results.hits)
            self._results = replace(self._results, hits=shown)
            self._show()

    @Slot()
    def reword(self) -> None:
        """Show everything again, because the language or the time has changed."""
        self._show()
        self._open.show()

    @Slot()
    def _show(self) -> None:
        if self._finger.held:
            return
        hits = self._results.hits[: self._most] if self._results else ()
        now = self._clock()
        self._sure = surely_here(hits, self._branches, now)
        self._rows.replace([hit_row(hit, self._branches, now, self._t) for hit in hits])
        self.changed.emit()

    @Slot()
    def _show_filters(self) -> None:
        typed = bool(self._words.strip())
        self._chips.replace(self._filters.chips(typed, self._t))
        self._choices.replace(self._filters.choices(typed, self._t))
        self._ways_on.replace(ways_on(self._results, self._filters, self._helpful, self._t))

    @property
    def nothing(self) -> bool:
        """True if no title matches the words, even without filters."""
        return self._results is not None and not (self._results.hits or self._results.hidden)

    # --- properties for the screen ------------------------------------------------------------

    def _get_words(self) -> str:
        return self._words

    def _set_words(self, words: str) -> None:
        if words != self._words:
            self._words, self._scope, self._limit = words, Scope.ANYWHERE, PAGE
            self._pause.start()
            self.changed.emit()

    words = Property(str, _get_words, _set_words, notify=changed)

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(HitRow), _get_rows, constant=True)

    def _get_shown(self) -> int:
        return len(self._rows)

    shown = Property(int, _get_shown, notify=changed)

    def _get_more(self) -> bool:
        hits = self._results.hits if self._results else ()
        return len(hits[: self._most]) < len(hits) or bool(self._results and self._results.more)

    more = Property(bool, _get_more, notify=changed)

    def _get_summary(self) -> str:
        results, t = self._results, self._t
        sure = self._sure and self._filters.sure and self._branches.here_is_known
        if results and results.hits and self._get_untouched():
            return search_summary.sort_order_names(t, typed=False)[self._filters.order]
        return search_summary.result_summary(
            results, self._counts, t, self._words, failed=self._failed, sure=sure
        )

    summary = Property(str, _get_summary, notify=changed)

    def _get_announcement(self) -> str:
        ways = [row.text for row in self._ways_on.shown_rows()]
        return search_summary.announcement(self._get_summary(), self._results, self._t, ways)

    # The summary by ear, before the first result is read
    announcement = Property(str, _get_announcement, notify=changed)

    # True if the results are not what the visitor typed
    def _get_altered(self) -> bool:
        return bool(self._results and self._results.altered)

    altered = Property(bool, _get_altered, notify=changed)

    def _get_suggestion(self) -> str:
        return search_summary.suggestion(self._results, self._t)

    suggestion = Property(str, _get_suggestion, notify=changed)

    def _get_untouched(self) -> bool:
        return not (self._words.strip() or self._filters.count)

    # True until the visitor has typed words or chosen a filter
    untouched = Property(bool, _get_untouched, notify=changed)

    def _get_open_facet(self) -> str:
        return self._filters.open_facet

    facet = Property(str, _get_open_facet, notify=changed)

    def _get_chips(self) -> QObject:
        return self._chips

    chips = Property(list_model(FilterChipRow), _get_chips, constant=True)

    def _get_choices(self) -> QObject:
        return self._choices

    choices = Property(list_model(ChoiceRow), _get_choices, constant=True)

    def _get_ways_on(self) -> QObject:
        return self._ways_on

    waysOn = Property(list_model(WayOnRow), _get_ways_on, constant=True)

    def _get_similar(self) -> QObject:
        return self._open.similar

    similar = Property(list_model(HitRow), _get_similar, constant=True)

    def _get_open_id(self) -> int:
        return self._open.id

    openId = Property(int, _get_open_id, notify=changed)

    def _get_record(self) -> QObject:
        return self._open.details

    record = Property(value_object(RecordDetails), _get_record, constant=True)
