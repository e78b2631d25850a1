"""The driver for a list of copies: a CSV file, a spreadsheet or JSON lines at an address.

The rows of the list name the title by its id in the source of the titles, or the copy by its
barcode. Lists with barcodes need the copies of the titles as well: the option ``titles`` is the
address of an OAI-PMH repository (with ``prefix`` and ``set``), ``file`` that of a file with titles
and copies. Some lists contain only the copies that are lent: the option ``unlisted`` says what the
others are, such as "available".
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.central.harvesting.download import if_changed
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.central.harvesting.systems.listed_titles import listed_titles
from kiosk.central.harvesting.systems.oai_reading import DriverState
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.copy_file import read_copy_file
from kiosk.sources.entries import Entries, Reject
from kiosk.sources.item_statuses import status_from_text
from kiosk.sources.tables.copy_cells import BranchLookup
from kiosk.sources.tables.copy_rows import ListedCopy

_MOST_LISTED = 3  # rejected rows in a note


def connect(connection: SystemConnection) -> "CopyList":
    """Return the driver. Raises SourceError if the option ``unlisted`` is not a status."""
    return CopyList(connection)


class CopyList:
    """Reads a list of copies, if it has changed; implements SystemDriver."""

    def __init__(self, connection: SystemConnection) -> None:
        self._connection = connection
        self._state = DriverState(connection.state)
        self._statuses = StatusNames(connection.statuses)
        self._unlisted = _unlisted_status(connection.options)
        self._rejects: list[Reject] = []
        self._unmatched = 0
        self.titles_complete = False
        self.copies_complete = False
        self.copies_current = True  # a list that has not changed is read as it is

    @property
    def state(self) -> str:
        """What is remembered until the next reading."""
        return str(self._state)

    def read_titles(self) -> Entries:
        """Yield the titles of the repository or file that the options name, if they name one."""
        reading = listed_titles(self._connection, self._state, "titles")
        if reading is not None:
            yield from reading.titles()
            self.titles_complete = reading.complete

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies of all titles, or nothing if neither list has changed."""
        self.copies_complete = False
        known, is_new = self._known_titles()
        headers = {} if is_new else if_changed(self._state["etag"], self._state["modified"])
        with self._connection.fetcher.get(self._connection.address, headers=headers) as answer:
            if answer.path is None:
                return
            yield from self._joined(known, self._listed(answer.path))
            self._state.update(answer.validators)
            self.copies_complete = True

    def ask(self, _source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield nothing: a list cannot be asked about a title."""
        return iter(())

    def notes(self) -> Sequence[str]:
        """Return sentences about unknown statuses, rejected rows and barcodes without a title."""
        told = self._statuses.notes()
        if self._rejects:
            some = "; ".join(
                f"{each.where}: {each.reason}" for each in self._rejects[:_MOST_LISTED]
            )
            told.append(f"Rows of the list that were left out: {len(self._rejects)} ({some})")
        if self._unmatched:
            told.append(f"Copies of the list without a title in the catalogue: {self._unmatched}.")
        return told

    def close(self) -> None:
        """Do nothing: the connections belong to the fetcher."""

    def _known_titles(self) -> tuple[dict[str, tuple[Item, ...]], bool]:
        """Return the copies of each title, and True if the titles' own list has changed."""
        reading = listed_titles(self._connection, self._state, "copies")
        if reading is None:
            return {}, False
        new = {each.source_id: each.items for each in reading.copies()}
        if reading.complete:
            return new, True
        last_read = self._connection.known_copies(None)
        return {each.source_id: each.items for each in last_read} | new, bool(new)

    def _listed(self, path: Path) -> Iterator[ListedCopy]:
        """Yield the copies of the list, with what staff said of their statuses."""
        for each in read_copy_file(path, BranchLookup(self._connection.options.get("branch", ""))):
            if isinstance(each, Reject):
                self._rejects.append(each)
                continue
            status = self._statuses.meaning(each.status_name, each.item.status)
            yield replace(each, item=replace(each.item, status=status))

    def _joined(
        self, known: Mapping[str, tuple[Item, ...]], listed: Iterator[ListedCopy]
    ) -> Iterator[TitleCopies]:
        """Yield the titles of the listed copies and the known titles, each with all its copies.

        A copy that the list names by title and by barcode belongs to the title that it names.
        """
        by_title: dict[str, list[Item]] = defaultdict(list)
        by_barcode: dict[str, Item] = {}
        for each in listed:
            if each.source_id:
                by_title[each.source_id].append(each.item)
            else:
                by_barcode[each.item.barcode] = each.item
        for source_id, items in known.items():
            if source_id not in by_title:
                by_title[source_id] = [self._updated(item, by_barcode) for item in items]
        self._unmatched = len(by_barcode)
        for source_id, copies in by_title.items():
            yield TitleCopies(source_id, tuple(copies))

    def _updated(self, item: Item, by_barcode: dict[str, Item]) -> Item:
        """Return the known copy ``item`` as the list has it, and take it from ``by_barcode``."""
        now = by_barcode.pop(item.barcode, None)
        if now is None:
            return replace(item, status=self._unlisted, due=None)
        return replace(
            now,
            branch=now.branch or item.branch,
            shelf=now.shelf or item.shelf,
            call_number=now.call_number or item.call_number,
        )


def _unlisted_status(options: Mapping[str, str]) -> ItemStatus:
    """Return the status of unlisted copies, which is unknown unless staff named one."""
    named = options.get("unlisted", "")
    status = status_from_text(named)
    if named and status is ItemStatus.UNKNOWN:
        advice = "Give “available” if the list contains only the copies that are lent."
        raise SourceError(f"“{named}” is not a status for copies that are not listed.", advice)
    return status
