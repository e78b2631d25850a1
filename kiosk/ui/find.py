"""The view model of the search screens."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.records import Format
from kiosk.i18n import formats
from kiosk.i18n.languages import name_of
from kiosk.services.find import Choice, Facets, Find, Hit, Query, Record, Results, SearchCancelled
from kiosk.ui import wording
from kiosk.ui.background import Background
from kiosk.ui.record_words import record_words
from kiosk.ui.rows import Row, Rows
from kiosk.ui.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 10
_PAUSE_MS = 30  # between a key and its search: a fast typist's keys are taken together
_ROLES = (
    "bibId",
    "title",
    "titleLanguage",
    "byline",
    "formatName",
    "formatPictogram",
    "availability",
    "availabilityPictogram",
    "callNumber",
)
# What is chosen under a name is counted under another.
_COUNTED = {
    "language": "languages",
    "format": "formats",
    "branch": "branches",
    "year": "decades",
}
_FACETS = ("language", "format", "branch", "year", "available")


@QmlElement
@QmlUncreatable("made by the application")
class FindModel(QObject):  # type: ignore[operator]
    """Words, filters and results of one visitor's search.

    ``branches`` maps branch codes to the names shown.
    """

    changed = Signal()
    answered = Signal()
    recordChanged = Signal()

    def __init__(
        self,
        find: Find,
        branches: Mapping[str, str],
        translator: Translator,
        background: Background,
    ) -> None:
        super().__init__()
        self._find = find
        self._branch_names = branches
        self._t = translator
        self._background = background
        self._rows = Rows(_ROLES, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._record: Record | None = None
        self._reset()
        translator.changed.connect(self._reword)

    def _reset(self) -> None:
        self._words = ""
        self._chosen: dict[str, set[str]] = {facet: set() for facet in _FACETS}
        self._limit = PAGE
        self._results: Results | None = None
        self._facets: Facets | None = None
        self._failed = False

    # --- what the visitor does --------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Show what there is before anything is typed."""
        self._search()

    @Slot()
    def clear(self) -> None:
        """Empty the search and show everything again."""
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
        """Choose ``value`` of ``facet``, or choose it no more."""
        self._chosen[facet] ^= {value}
        self._limit = PAGE
        self._search()

    @Slot()
    def showMore(self) -> None:
        self._limit += PAGE
        self._search()

    @Slot(int)
    def openRecord(self, bib_id: int) -> None:
        """Fetch a title for the details screen."""
        self._record = self._find.record(bib_id)
        self.recordChanged.emit()

    def wipe(self) -> None:
        """Forget all of this visitor, without a search."""
        self._pause.stop()
        self._reset()
        self._record = None
        self._rows.replace([])
        self.changed.emit()
        self.recordChanged.emit()

    # --- searching ------------------------------------------------------------------------

    def _query(self) -> Query:
        return Query(
            words=self._words,
            languages=frozenset(self._chosen["language"]),
            formats=frozenset(self._chosen["format"]),
            branches=frozenset(self._chosen["branch"]),
            years=_years(self._chosen["year"]),
            available_only=bool(self._chosen["available"]),
        )

    def _search(self) -> None:
        query, limit = self._query(), self._limit
        self._find.cancel()  # what is still running is for words that have changed
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
        self._facets = facets
        self.changed.emit()

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, SearchCancelled):
            return
        self._failed = True
        self.changed.emit()
        self.answered.emit()

    def _reword(self) -> None:
        self._show()
        self.recordChanged.emit()

    def _show(self) -> None:
        hits = self._results.hits if self._results else ()
        self._rows.replace([self._row(hit) for hit in hits])
        self.changed.emit()

    def _row(self, hit: Hit) -> Row:
        words, pictogram = wording.availability(hit.available, hit.digital, self._t)
        return {
            "bibId": hit.id,
            "title": hit.title,
            "titleLanguage": hit.language,
            "byline": ", ".join(filter(None, ["; ".join(hit.authors[:2]), str(hit.year or "")])),
            "formatName": wording.format_name(hit.format, self._t),
            "formatPictogram": wording.format_pictogram(hit.format),
            "availability": words,
            "availabilityPictogram": pictogram,
            "callNumber": hit.call_number,
        }

    # --- what the screen shows ------------------------------------------------------------

    def _get_words(self) -> str:
        return self._words

    def _set_words(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self._limit = PAGE
            self._pause.start()
            self.changed.emit()

    words = Property(str, _get_words, _set_words, notify=changed)

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(QObject, _get_rows, constant=True)

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
            return t.gettext("The search does not work just now. Please ask the staff.")
        if results is None:
            return ""
        if not results.hits:
            if results.hidden:
                return t.gettext("Nothing found with this filter. Remove it to see more.")
            return t.gettext("Nothing found. Please try other words, or ask the staff.")
        count = len(results.hits)
        if results.partial:
            return t.gettext("Nothing has all of these words. These come close.")
        if not self._words.strip() and not self._get_chosen_count():
            return t.gettext("Often asked for")
        if results.more:
            return t.gettext("The first {count} results", count=formats.number(count, self._t.code))
        return t.ngettext("{count} result", "{count} results", count)

    summary = Property(str, _get_summary, notify=changed)

    def _get_record(self) -> dict[str, Any]:
        return record_words(self._record, self._branch_names, self._t) if self._record else {}

    record = Property(dict, _get_record, notify=recordChanged)

    def _choices(
        self,
        facet: str,
        label: Callable[[str], str],
        pictogram: Callable[[str], str] | None = None,
    ) -> list[dict[str, Any]]:
        if self._facets is None:
            return []
        counts: Sequence[Choice] = getattr(self._facets, _COUNTED[facet])
        chosen = self._chosen[facet]
        return [
            {
                "value": each.value,
                "label": f"{label(each.value)} ({formats.number(each.count, self._t.code)})",
                "pictogram": pictogram(each.value) if pictogram else "",
                "chosen": each.value in chosen,
            }
            for each in counts
            if each.value
        ]

    def _get_languages(self) -> list[Any]:
        return self._choices("language", lambda v: name_of(v, self._t.code))

    languages = Property(list, _get_languages, notify=changed)

    def _get_formats(self) -> list[dict[str, Any]]:
        return self._choices(
            "format",
            lambda value: wording.format_name(Format(value), self._t),
            lambda value: wording.format_pictogram(Format(value)),
        )

    formats = Property(list, _get_formats, notify=changed)

    def _get_branches(self) -> list[Any]:
        return self._choices("branch", lambda v: self._branch_names.get(v, v))

    branches = Property(list, _get_branches, notify=changed)

    def _get_years(self) -> list[Any]:
        return self._choices("year", _decade)

    years = Property(list, _get_years, notify=changed)

    def _get_availability(self) -> list[dict[str, Any]]:
        return [
            {
                "value": "yes",
                "label": self._t.gettext("Available now"),
                "pictogram": "available",
                "chosen": bool(self._chosen["available"]),
            }
        ]

    availability = Property(list, _get_availability, notify=changed)


def _decade(value: str) -> str:
    return f"{value}–{int(value) + 9}"


def _years(chosen: set[str]) -> tuple[int | None, int | None]:
    if not chosen:
        return None, None
    decades = [int(value) for value in chosen]
    return min(decades), max(decades) + 9
