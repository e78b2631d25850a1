"""The view model of the search and title screens."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.errors import KioskError
from kiosk.services.catalogue.catalogue_search import (
    CatalogueSearch,
    Facets,
    Hit,
    Query,
    Results,
    Scope,
    SearchCancelled,
    SortOrder,
    TitleDetails,
)
from kiosk.ui.base import wording
from kiosk.ui.base.background import Background
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.catalogue.filter_choices import SearchFilters, search_filters, years
from kiosk.ui.catalogue.record_text import HitRow, RecordDetails, hit_row, record_details
from kiosk.ui.catalogue.search_summary import result_summary, sort_order_names

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 10
_PAUSE_MS = 30  # milliseconds between a key press and the search, to combine fast key presses
_FACETS = ("language", "format", "branch", "year", "available")


@QmlElement
@QmlUncreatable("made by the application")
class SearchModel(QObject):  # type: ignore[operator]
    """The typed words, the filters and the results of a visitor's search.

    ``branches`` contains the names of branches by code.
    """

    changed = Signal()
    answered = Signal()

    def __init__(
        self,
        find: CatalogueSearch,
        branches: Mapping[str, str],
        translator: Translator,
        background: Background,
    ) -> None:
        super().__init__()
        self._find = find
        self._branch_names = branches
        self._t = translator
        self._background = background
        self._rows = list_model(HitRow)(self)
        self._orders = list_model(ChoiceRow)(self)
        self._filters = value_object(SearchFilters)(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        # A list does not change while a finger is on it.
        self._release = QTimer(self, singleShot=True, interval=0)
        self._release.timeout.connect(self._let_go)
        self._held = False
        self._record: TitleDetails | None = None
        self._absence: Callable[[Translator], str] | None = None  # explains why there is no record
        self._details = value_object(RecordDetails)(self)
        self._similar = list_model(HitRow)(self)
        self._similar_hits: Sequence[Hit] = ()
        self._reset()
        self._show_orders()
        self.changed.connect(self._show_orders)
        translator.changed.connect(self._reword)

    def _reset(self) -> None:
        self._words = ""
        self._chosen: dict[str, set[str]] = {facet: set() for facet in _FACETS}
        self._order = SortOrder.RELEVANCE
        self._scope = Scope.ANYWHERE
        self._limit = PAGE
        self._results: Results | None = None
        self._facets: Facets | None = None
        self._total: int | None = None
        self._failed = False
        self._show_filters()

    # --- actions of the visitor --------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Start a new search and show the titles that are listed before anything is typed."""
        self.clear()
        self._background.run("warm", self._find.warm, lambda _: None, _leave)

    @Slot()
    def clear(self) -> None:
        """Clear the words and filters."""
        self._reset()
        self._search()

    @Slot()
    def clearFilters(self) -> None:
        for chosen in self._chosen.values():
            chosen.clear()
        self._limit = PAGE
        self._search()

    @Slot(str, str)
    def toggle(self, facet: str, value: str) -> None:
        """Choose the filter ``value`` of ``facet``, or remove the choice."""
        self._chosen[facet] ^= {value}
        self._limit = PAGE
        self._search()
        self._show_filters()  # while the titles are still being searched
        self.changed.emit()

    @Slot()
    def showMore(self) -> None:
        self._limit += PAGE
        self._search()

    @Slot(str)
    def arrange(self, order: str) -> None:
        """Sort the results by relevance, by date (newest first) or by title."""
        self._order = SortOrder(order)
        self._limit = PAGE
        self._search()

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
        self._record, self._absence = None, wording.title_removed
        try:
            self._record = self._find.record(bib_id)  # a sync may have deleted the title
        except KioskError:
            self._absence = wording.something_went_wrong
        self._take_similar(())
        self._background.run(
            "similar", lambda: self._find.similar(bib_id), self._take_similar, _leave
        )

    def _take_similar(self, hits: Sequence[Hit]) -> None:
        self._similar_hits = hits
        self._show_record()

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Freeze the list while a finger is on it, so the touched row stays under the finger."""
        if held:
            self._release.stop()
            self._held = True
        else:
            self._release.start()

    @Slot()
    def _let_go(self) -> None:
        self._held = False
        self._show()

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data without starting a search."""
        self._pause.stop()
        self._reset()
        self._record, self._absence, self._similar_hits = None, None, ()
        self._held = False
        self._rows.replace([])
        self.changed.emit()
        self._show_record()

    # --- searching ------------------------------------------------------------------------

    def _query(self) -> Query:
        return Query(
            words=self._words,
            languages=frozenset(self._chosen["language"]),
            formats=frozenset(self._chosen["format"]),
            branches=frozenset(self._chosen["branch"]),
            years=years(self._chosen["year"]),
            available_only=bool(self._chosen["available"]),
            order=self._order,
            scope=self._scope,
        )

    @Slot()
    def _search(self) -> None:
        query, limit = self._query(), self._limit
        self._total = None  # the total is unknown until the new matches are counted
        self._find.cancel()  # the running search has outdated words
        self._background.run(
            "search", lambda: self._find.search(query, limit), self._take, self._fail
        )
        self._background.run(
            "facets", lambda: self._find.facets(query), self._take_facets, self._fail
        )

    def _take(self, results: Results) -> None:
        self._results, self._failed = results, False
        self._show()
        self.answered.emit()

    def _take_facets(self, facets: Facets) -> None:
        self._facets, self._total = facets, facets.total
        self._show_filters()
        self.changed.emit()
        if self._results and self._results.more:
            self.answered.emit()  # the total is now known

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, SearchCancelled):
            return
        self._failed = True
        self.changed.emit()
        self.answered.emit()

    @Slot()
    def _reword(self) -> None:
        self._show_filters()
        self._show()
        self._show_record()

    def _show(self) -> None:
        if self._held:
            return
        hits = self._results.hits if self._results else ()
        self._rows.replace([hit_row(hit, self._branch_names, self._t) for hit in hits])
        self.changed.emit()

    @Slot()
    def _show_orders(self) -> None:
        self._orders.replace(
            [
                ChoiceRow(order.value, name, chosen=order is self._order)
                for order, name in self._order_names().items()
            ]
        )

    def _show_filters(self) -> None:
        self._filters.replace(
            search_filters(self._facets, self._chosen, self._branch_names, self._t)
        )

    def _show_record(self) -> None:
        if self._record:
            self._details.replace(record_details(self._record, self._branch_names, self._t))
        elif self._absence:
            self._details.replace(RecordDetails(title=self._absence(self._t)))
        else:
            self._details.clear()
        self._similar.replace(
            [hit_row(hit, self._branch_names, self._t) for hit in self._similar_hits]
        )

    @property
    def nothing(self) -> bool:
        """True if no title matches the words, even without filters."""
        results = self._results
        return not self._failed and results is not None and not (results.hits or results.hidden)

    # --- properties for the screen ------------------------------------------------------------

    def _get_words(self) -> str:
        return self._words

    def _set_words(self, words: str) -> None:
        if words != self._words:
            self._words, self._scope = words, Scope.ANYWHERE
            self._limit = PAGE
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
        return bool(self._results and self._results.more)

    more = Property(bool, _get_more, notify=changed)

    def _get_chosen_count(self) -> int:
        return sum(len(chosen) for chosen in self._chosen.values())

    chosenCount = Property(int, _get_chosen_count, notify=changed)

    def _get_summary(self) -> str:
        t, results = self._t, self._results
        if self._failed:
            return t.pgettext(
                "catalogue", "Search is not working at the moment. Please ask a member of staff."
            )
        if results is None:
            return ""
        if results.hits and not self._words.strip() and not self._get_chosen_count():
            return self._order_names()[self._order]
        return result_summary(results, self._total, t)

    summary = Property(str, _get_summary, notify=changed)

    def _get_suggestion(self) -> str:
        """Return the text of the suggestion button, or an empty string if nothing is suggested."""
        if self._failed or not self._results or not self._results.suggestion:
            return ""
        return self._t.pgettext(
            "catalogue", "Did you mean “{words}”?", words=self._results.suggestion
        )

    suggestion = Property(str, _get_suggestion, notify=changed)

    def _order_names(self) -> dict[SortOrder, str]:
        return sort_order_names(self._t, typed=bool(self._words.strip()))

    def _get_orders(self) -> QObject:
        return self._orders

    orders = Property(list_model(ChoiceRow), _get_orders, constant=True)

    def _get_filters(self) -> QObject:
        return self._filters

    filters = Property(value_object(SearchFilters), _get_filters, constant=True)

    def _get_similar(self) -> QObject:
        return self._similar

    similar = Property(list_model(HitRow), _get_similar, constant=True)

    def _get_record(self) -> QObject:
        return self._details

    record = Property(value_object(RecordDetails), _get_record, constant=True)


def _leave(_fault: Exception) -> None:
    """Ignore the failure of a job whose result is optional."""
