"""Tables that list only copies (a kind of SLiMS export), merged with the titles in other files."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from kiosk.domain.records import BibliographicRecord, Item
from kiosk.errors import SourceError
from kiosk.sources.entries import Entries, ImportNote
from kiosk.sources.file_kinds import HEAD_BYTES, FileKind, detect_file_kind
from kiosk.sources.sanitising import sanitise_entries
from kiosk.sources.source_file import BranchLookup, read_source_file
from kiosk.sources.source_lists import SourceList
from kiosk.sources.tables.csv_file import split_rows
from kiosk.sources.tables.header import HEADER_SEARCH_ROWS, find_header
from kiosk.sources.text.text_lines import read_lines

_OF_EDITIONS = ("authors", "year", "publisher", "isbns", "subjects", "source_id")


@dataclass
class CopyLists:
    """The tables of copies in an import, and the copies that they list, by barcode or item code.

    ``branches`` is a function that returns the known branches; it is called when the first file is
    loaded.
    """

    paths: frozenset[Path] = frozenset()
    branches: Callable[[], BranchLookup] = BranchLookup
    # The barcodes of copies that also belong to titles in other files.
    matched_barcodes: set[str] = field(default_factory=set)

    @cached_property
    def items(self) -> dict[str, Item]:
        """All copies that have a barcode, by barcode; unreadable tables are skipped."""
        found: dict[str, Item] = {}
        for path in self.paths:
            with suppress(SourceError):  # reported when the file is imported
                for entry in sanitise_entries(read_source_file(path, branches=self.branches())):
                    if isinstance(entry, BibliographicRecord):
                        found.update({item.barcode: item for item in entry.items})
        found.pop("", None)
        return found

    def sort_lists(self, lists: Iterable[SourceList]) -> list[SourceList]:
        """Return ``lists`` in the order of import: branches first, then titles, then copies."""
        for each in lists:
            each.files.sort(key=lambda path: path in self.paths)
        return sorted(
            lists, key=lambda each: (not _is_places(each.files[0]), each.files[0] in self.paths)
        )

    def merge_copies(self, path: Path, entries: Entries) -> Entries:
        """Yield the entries of a file; their copies are completed from the tables of copies.

        If the file is itself a table of copies, copies that belong to a title in another file are
        left out.
        """
        return self._rest(entries) if path in self.paths else self._completed(entries)

    def _completed(self, entries: Entries) -> Entries:
        for entry in entries:
            if self.paths and isinstance(entry, BibliographicRecord) and entry.items:
                entry = replace(entry, items=tuple(map(self._complete, entry.items)))
            yield entry

    def _complete(self, item: Item) -> Item:
        listed = self.items.get(item.barcode)
        if listed is None:
            return item
        self.matched_barcodes.add(item.barcode)
        call_number = listed.call_number or item.call_number
        return replace(listed, call_number=call_number, shelf=listed.shelf or item.shelf)

    def _rest(self, entries: Entries) -> Entries:
        given = 0
        for entry in entries:
            if isinstance(entry, BibliographicRecord) and entry.items:
                left = tuple(
                    item for item in entry.items if item.barcode not in self.matched_barcodes
                )
                given += len(entry.items) - len(left)
                if not left:
                    continue
                entry = replace(entry, items=left)
            yield entry
        if given:
            yield ImportNote("the file", f"{given} copies were given to the titles of other files.")


def find_copy_lists(paths: Iterable[Path], branches: Callable[[], BranchLookup]) -> CopyLists:
    """Return the tables of copies among ``paths``; if there are no other files, return none."""
    files = [path for path in paths if not _is_places(path)]
    lists = frozenset(path for path in files if _is_copy_list(path))
    return CopyLists(lists if len(lists) < len(files) else frozenset(), branches)


def _is_places(path: Path) -> bool:
    return path.suffix.lower() == ".toml"


def _is_copy_list(path: Path) -> bool:
    """Return whether a text table has columns for titles and barcodes, but none about editions."""
    try:
        if not path.is_file():  # reading a pipe could block forever
            return False
        with path.open("rb") as stream:
            if detect_file_kind(stream.read(HEAD_BYTES), path.name) is not FileKind.CSV:
                return False
            columns = find_header(
                islice(split_rows(read_lines(stream), None), HEADER_SEARCH_ROWS), None
            )[0].columns
    except (OSError, ValueError, SourceError):  # reported when the file is imported
        return False
    return "barcode" in columns and not any(name in columns for name in _OF_EDITIONS)
