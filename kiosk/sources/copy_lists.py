"""Copies in a table of their own, as SLiMS exports them, brought to the titles of other files."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from kiosk.domain.records import BibliographicRecord, Item
from kiosk.errors import SourceError
from kiosk.sources.entries import Entries, Note
from kiosk.sources.kinds import HEAD, Kind, kind_of
from kiosk.sources.lists import List
from kiosk.sources.open_source import Branches, read
from kiosk.sources.soundness import sound
from kiosk.sources.tables.csv_file import rows
from kiosk.sources.tables.header import LOOKED_AT, header_of
from kiosk.sources.text.text_lines import lines

_OF_EDITIONS = ("authors", "year", "publisher", "isbns", "subjects", "source_id")


@dataclass
class CopyLists:
    """The tables of copies among some files, and the copies in them by their numbers.

    A number is the item code or barcode of one copy. ``branches`` tells those that are
    known when the first file is read.
    """

    paths: frozenset[Path] = frozenset()
    branches: Callable[[], Branches] = Branches
    taken: set[str] = field(default_factory=set)  # what titles of other files have

    @cached_property
    def items(self) -> dict[str, Item]:
        """All copies that have a number; those of a table that cannot be read are left out."""
        found: dict[str, Item] = {}
        for path in self.paths:
            with suppress(SourceError):  # told when the file is taken
                for entry in sound(read(path, branches=self.branches())):
                    if isinstance(entry, BibliographicRecord):
                        found.update({item.barcode: item for item in entry.items})
        found.pop("", None)
        return found

    def in_order(self, lists: Iterable[List]) -> list[List]:
        """``lists`` as they build on one another: places, then titles, then copies."""
        for each in lists:
            each.files.sort(key=lambda path: path in self.paths)
        return sorted(
            lists, key=lambda each: (not _is_places(each.files[0]), each.files[0] in self.paths)
        )

    def onto(self, path: Path, entries: Entries) -> Entries:
        """What a file holds: its titles with what the tables say of their copies.

        Of a table of copies those are left that no other file has the title of.
        """
        return self._rest(entries) if path in self.paths else self._completed(entries)

    def _completed(self, entries: Entries) -> Entries:
        for entry in entries:
            if self.paths and isinstance(entry, BibliographicRecord) and entry.items:
                entry = replace(entry, items=tuple(map(self._complete, entry.items)))
            yield entry

    def _complete(self, item: Item) -> Item:
        told = self.items.get(item.barcode)
        if told is None:
            return item
        self.taken.add(item.barcode)
        call_number = told.call_number or item.call_number
        return replace(told, call_number=call_number, shelf=told.shelf or item.shelf)

    def _rest(self, entries: Entries) -> Entries:
        given = 0
        for entry in entries:
            if isinstance(entry, BibliographicRecord) and entry.items:
                left = tuple(item for item in entry.items if item.barcode not in self.taken)
                given += len(entry.items) - len(left)
                if not left:
                    continue
                entry = replace(entry, items=left)
            yield entry
        if given:
            yield Note("the file", f"{given} copies were given to the titles of other files.")


def copy_lists_of(paths: Iterable[Path], branches: Callable[[], Branches]) -> CopyLists:
    """The tables of copies among ``paths``; none where there are no other files of titles."""
    files = [path for path in paths if not _is_places(path)]
    lists = frozenset(path for path in files if _is_copy_list(path))
    return CopyLists(lists if len(lists) < len(files) else frozenset(), branches)


def _is_places(path: Path) -> bool:
    return path.suffix.lower() == ".toml"


def _is_copy_list(path: Path) -> bool:
    """Whether a text table has titles and numbers of copies, and nothing of editions."""
    try:
        if not path.is_file():  # a pipe would be waited for without end
            return False
        with path.open("rb") as stream:
            if kind_of(stream.read(HEAD), path.name) is not Kind.CSV:
                return False
            columns = header_of(islice(rows(lines(stream), None), LOOKED_AT), None)[0].columns
    except (OSError, ValueError, SourceError):  # told when the file is taken
        return False
    return "barcode" in columns and not any(name in columns for name in _OF_EDITIONS)
