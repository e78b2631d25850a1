"""The title that a visitor has opened, kept up to date while it is on the screen."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from kiosk.errors import KioskError
from kiosk.services.catalogue.catalogue_search import (
    CatalogueSearch,
    Hit,
    SearchCancelled,
    TitleDetails,
)
from kiosk.ui.base import wording
from kiosk.ui.base.background import Background, ignore_failure
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.catalogue.availability import Availability
from kiosk.ui.catalogue.library_branches import LibraryBranches
from kiosk.ui.catalogue.record_text import (
    HitRow,
    RecordDetails,
    hit_row,
    record_details,
    title_availability,
)

_SIMILAR = 6


class OpenTitle(QObject):
    """The details of one title, and the titles that are similar to it.

    ``turned`` is emitted if new data says otherwise whether a visitor can have the title.
    """

    changed = Signal()
    turned = Signal()

    def __init__(
        self,
        find: CatalogueSearch,
        branches: LibraryBranches,
        translator: Translator,
        background: Background,
        clock: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._branches = branches
        self._t = translator
        self._background = background
        self._clock = clock
        self.id = 0  # of the title's row in the ``bib`` table, or 0 if no title is open
        self._record: TitleDetails | None = None
        self._shown: Availability | None = None  # what the screen says of the title
        self._absence: Callable[[Translator], str] | None = None  # explains why there is no record
        self._similar_hits: Sequence[Hit] = ()
        self.details = value_object(RecordDetails)(self)
        self.similar = list_model(HitRow)(self)

    def open(self, bib_id: int) -> None:
        """Load a title; similar titles are loaded afterwards."""
        self.id = bib_id
        self._record, self._absence = None, wording.title_removed
        try:
            self._record = self._find.record(bib_id)  # a sync may have deleted the title
        except KioskError:
            self._absence = wording.something_went_wrong
        self._take_similar(())
        self._background.run(
            "similar",
            lambda: self._find.similar(bib_id, _SIMILAR),
            self._take_similar,
            ignore_failure,
        )

    def close(self) -> None:
        """Forget the title."""
        self.id = 0
        self._record, self._absence, self._similar_hits = None, None, ()
        self.show()

    def refresh(self) -> None:
        """Load the open title and the similar titles again, because their copies may be new."""
        if self._record is None:
            return
        bib_id, similar = self.id, [hit.id for hit in self._similar_hits]
        self._background.run(
            "open title",
            lambda: (self._find.record(bib_id), self._find.hits(similar)),
            lambda found: self._take(bib_id, *found),
            self._try_again,
        )

    def _try_again(self, fault: Exception) -> None:
        if isinstance(fault, SearchCancelled):  # by a search of the visitor
            self.refresh()

    def _take(self, bib_id: int, record: TitleDetails | None, similar: Sequence[Hit]) -> None:
        if bib_id != self.id or record is None:
            return  # a title that was deleted stays until the visitor leaves it
        before = self._shown
        self._record, self._similar_hits = record, similar
        self.show()
        if before is None or self._shown is None:
            return
        if self._shown.status is not before.status or (self._shown.good and not before.good):
            self.turned.emit()

    def _take_similar(self, hits: Sequence[Hit]) -> None:
        self._similar_hits = hits
        self.show()

    def show(self) -> None:
        """Show the title as it is known now, in the language of the screen."""
        now = self._clock()
        self._shown = None
        if self._record:
            self._shown = title_availability(self._record, self._branches, now, self._t)
            self.details.replace(record_details(self._record, self._branches, now, self._t))
        elif self._absence:
            self.details.replace(RecordDetails(title=self._absence(self._t)))
        else:
            self.details.clear()
        rows = [hit_row(hit, self._branches, now, self._t) for hit in self._similar_hits]
        self.similar.replace(rows)
        self.changed.emit()
