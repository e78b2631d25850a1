"""The driver for SLiMS 9 (Senayan), by its database or by the plugin in packaging/slims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from kiosk.central.harvesting.systems.driver import MOST_ASKED, SystemConnection
from kiosk.central.harvesting.systems.slims_database import SlimsDatabase
from kiosk.central.harvesting.systems.slims_marc import address_below, read_title, record_number
from kiosk.central.harvesting.systems.slims_pages import (
    CopyPage,
    SlimsReader,
    SlimsState,
)
from kiosk.central.harvesting.systems.slims_plugin import SlimsPlugin
from kiosk.central.harvesting.systems.title_queries import PAGE, page_ids
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import Item, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.entries import DeletedRecord, Entries
from kiosk.sources.marc.bibliographic import DELETED_REASON

_OPAC = "opac"  # option: the address of the catalogue that visitors can open
_IMAGES = "images/docs"  # where SLiMS keeps the pictures of covers
_OPAC_ADVICE = "Give it for covers: --option opac=URL."
_WEB = ("http://", "https://")


def connect(connection: SystemConnection) -> "SlimsDriver":
    """Return a driver for the SLiMS at ``connection.address``: a database, or a web address."""
    if connection.address.strip().lower().startswith(_WEB):
        state = SlimsState.loaded(connection.state, "plugin")
        plugin = SlimsPlugin(connection, state.lists)
        return SlimsDriver(plugin, connection, state, plugin.opac)
    state = SlimsState.loaded(connection.state, "database")
    return SlimsDriver(SlimsDatabase(connection), connection, state)


class SlimsDriver:
    """Reads those pages of SLiMS that have changed, and once a day all of them.

    ``opac`` is the address of SLiMS's public catalogue, unless an option gives another.
    """

    def __init__(
        self,
        reader: SlimsReader,
        connection: SystemConnection,
        state: SlimsState,
        opac: str = "",
    ) -> None:
        self.titles_complete = False
        self.copies_complete = False
        self.copies_current = True  # every change of a copy changes the mark of its page
        self._reader = reader
        self._now = connection.now
        self._opac = connection.options.get(_OPAC, opac)
        self._names = StatusNames(connection.statuses)
        self._state = state

    @property
    def state(self) -> str:
        """The state after the last reading, for the next connection."""
        return self._state.model_dump_json()

    def read_titles(self) -> Entries:
        """Yield the titles of the pages that have changed, and the titles that are gone."""
        reading, marks = self._state.titles, self._reader.title_marks()
        self.titles_complete = reading.is_complete_due(self._now)
        if not marks and reading.marks:
            advice = "Nothing was changed. Check whether it is being restored."
            raise SourceError("SLiMS has no titles any more.", advice)
        for page in sorted(marks) if self.titles_complete else reading.changed_pages(marks):
            yield from self._titles_of(page)
        if self.titles_complete:
            reading.marks = {page: reading.marks[page] for page in marks}
            self._state.ids = {page: self._state.ids[page] for page in marks}
            reading.complete_at = self._now

    def _titles_of(self, page: int) -> Entries:
        state, read = self._state, self._reader.read_titles(page)
        numbers = sorted(map(record_number, read.records))
        bits = sum(1 << number % PAGE for number in numbers)
        for number in page_ids(page, state.ids.get(page, 0) & ~bits):
            yield DeletedRecord(str(number), DELETED_REASON, source_id=str(number))
        for record in read.records:
            yield read_title(record, self._opac)
        state.titles.marks[page], state.ids[page] = read.mark, bits
        # Copies of a title that the server did not know were lost: they are read again.
        state.copies.marks.pop(page, None)

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies of the titles on the pages that have changed."""
        reading, marks = self._state.copies, self._reader.copy_marks()
        self.copies_complete = reading.is_complete_due(self._now)
        for page in sorted(marks) if self.copies_complete else reading.changed_pages(marks):
            read = self._reader.read_copies(page)
            yield from self._copies_of(read)
            reading.marks[page] = read.mark
            if page not in marks:
                del reading.marks[page]
        if self.copies_complete:
            reading.marks = {page: reading.marks[page] for page in marks}
            reading.complete_at = self._now

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the copies of shown titles as they are now."""
        titles = [int(each) for each in source_ids if each.isascii() and each.isdecimal()]
        if titles:
            yield from self._copies_of(self._reader.ask(titles[:MOST_ASKED]))

    def covers(self, titles: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the ids of titles and the addresses of their covers in SLiMS's catalogue.

        Raises SourceError if the address of the catalogue is not known.
        """
        if not self._opac:
            raise SourceError("The address of SLiMS's catalogue is not known.", _OPAC_ADVICE)
        for title, image in self._reader.images():
            yield str(title), address_below(self._opac, f"{_IMAGES}/{quote(image)}")

    def notes(self) -> list[str]:
        """Return sentences about unknown statuses and about columns that could not be read."""
        return [*self._names.notes(), *self._reader.notes()]

    def close(self) -> None:
        """Close all connections."""
        self._reader.close()

    def _copies_of(self, read: CopyPage) -> Iterator[TitleCopies]:
        items: dict[int, list[Item]] = defaultdict(list)
        for copy in read.copies:
            items[copy.title].append(copy.to_item(self._names))
        for title in read.titles:
            yield TitleCopies(str(title), tuple(items[title]))
