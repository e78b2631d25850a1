"""Finding the header row of a table and the field in each column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from kiosk.errors import SourceError
from kiosk.sources.column_names import ROW_NUMBER_NAMES, normalise_column_name
from kiosk.sources.tables.csv_mapping import GENERIC, GOODBOOKS, SLIMS, CsvMapping

HEADER_SEARCH_ROWS = 60  # the header must be among these rows
_COPY_KEYS = frozenset({"barcode", "source_id"})
_COPY_FIELDS = frozenset({"status", "branch", "shelf", "call_number"})
_LIST = re.compile(r"(<[^<>]*>)+|")
_PARTS = re.compile(r"[/()|\n\\]+")


class Row(NamedTuple):
    """A row of a table; ``whole`` is false if the row seems to lack a quotation mark."""

    where: str
    cells: list[str]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by field; the preferred columns of each field come first."""

    mapping: CsvMapping
    names: Sequence[str]
    columns: dict[str, list[int]] = field(default_factory=dict)

    @property
    def unread_columns(self) -> list[str]:
        """The names of the columns that are not read."""
        read = {at for places in self.columns.values() for at in places}
        return [
            name
            for at, name in enumerate(self.names)
            if at not in read
            and normalise_column_name(name)
            and normalise_column_name(name) not in ROW_NUMBER_NAMES
        ]

    @property
    def min_cells(self) -> int:
        """The number of cells that a row needs to fill every known column."""
        return 1 + max(at for places in self.columns.values() for at in places)

    def is_other_header(self, cells: Sequence[str], title: str) -> bool:
        """Return whether ``cells`` are another table's header; ``title`` is their title cell."""
        return bool(_field(title, self.mapping)) and count_known_fields(cells, self.mapping) > 1

    def is_repeated_in(self, cells: Sequence[str]) -> bool:
        """Return whether ``cells`` repeat the header, as happens at the top of printed pages."""
        pairs = zip(cells, self.names, strict=False)
        return (
            any(self.names)
            and any(cells)
            and all(
                a == b or normalise_column_name(a) == normalise_column_name(b) for a, b in pairs
            )
        )


def find_copy_header(rows: Iterator[Row]) -> tuple[Header, Iterator[Row]]:
    """Return the header of a table of copies and the rows after it.

    The header names barcodes or the ids of titles, and something about each copy. Raises
    SourceError if there is no such row.
    """
    first = list(islice(rows, HEADER_SEARCH_ROWS))
    for at, row in enumerate(first):
        fields = _fields(row.cells, GENERIC)
        if fields & _COPY_KEYS and fields & _COPY_FIELDS:
            return _header(row.cells, GENERIC), chain(first[at + 1 :], rows)
    advice = "Give one column of barcodes or of the ids of titles, and one of states or shelves."
    raise SourceError("No column of this list says which copy a row is about.", advice)


def find_header(rows: Iterator[Row], mapping: CsvMapping | None) -> tuple[Header, Iterator[Row]]:
    """Return the header and the rows after it. Raises SourceError if no column contains titles."""
    first = list(islice(rows, HEADER_SEARCH_ROWS))
    wanted = mapping or _preset(first)
    at = _place(first, wanted) if wanted.header else None
    if at is None and mapping is None and any(_is_slims(row.cells) for row in first):
        wanted = SLIMS
    if not wanted.header:
        return _numbered(wanted), chain(first, rows)
    if at is None:
        raise _no_titles(wanted)
    names = first[at].cells
    after = at + 1
    if at > 0 and _names_more(first[at - 1].cells, names, wanted):
        names = _joined(first[at - 1].cells, names, wanted)
    if after < len(first) and _goes_on(names, first[after].cells, wanted):
        names = _joined(names, first[after].cells, wanted)
        after += 1
    if after < len(first) and _is_numbering(first[after].cells):
        after += 1
    return _header(names, wanted), chain(first[after:], rows)


def count_known_fields(cells: Sequence[str], mapping: CsvMapping | None) -> int:
    """Return the number of fields that a row names if it is treated as a header.

    The number is 0 if no column is named as the title column.
    """
    fields = _fields(cells, mapping or GENERIC)
    return len(fields) if "title" in fields else 0


def _preset(rows: Sequence[Row]) -> CsvMapping:
    goodbooks = any({"book_id", "goodreads_book_id"} <= {*row.cells} for row in rows)
    return GOODBOOKS if goodbooks else GENERIC


def _is_slims(cells: Sequence[str]) -> bool:
    """Return whether a row comes from a title export of SLiMS; such exports may have no header."""
    listed = len(cells) == 18 and all(map(_LIST.fullmatch, cells[15:]))
    return listed and any(cells[15:]) and bool(cells[0])


def _numbered(mapping: CsvMapping) -> Header:
    try:
        columns: dict[str, list[int]] = {
            key: [int(n) - 1 for n in names] for key, names in mapping.columns.items()
        }
    except ValueError as fault:
        advice = "Without a header columns are named by their numbers, from 1."
        raise SourceError("The mapping names columns by words.", advice) from fault
    return Header(mapping, (), columns)


def _place(rows: list[Row], mapping: CsvMapping) -> int | None:
    """Return the index of the header row, or None if there is none.

    The header is the first row that names titles and another field. If there is no such row, it is
    the first row that names titles and has enough cells.
    """
    counts = [count_known_fields(row.cells, mapping) for row in rows]
    full = max((sum(map(bool, row.cells)) for row in rows), default=0)
    for at, count in enumerate(counts):
        if count > 1:
            return at
    for at, count in enumerate(counts):
        if count == 1 and 2 * sum(map(bool, rows[at].cells)) >= full:
            return at
    return None


def _fields(cells: Sequence[str], mapping: CsvMapping) -> set[str]:
    return {key for cell in cells if (key := _field(cell, mapping))}


def _field(name: str, mapping: CsvMapping) -> str:
    if not name or len(name) > 80:
        return ""
    words = _words(mapping) if mapping is not GENERIC else _generic_words()
    spellings = [name, name.rstrip("0123456789").rstrip(), *_PARTS.split(name)]
    return next(
        (words[s][0] for each in spellings if (s := normalise_column_name(each)) in words), ""
    )


def _words(mapping: CsvMapping) -> dict[str, tuple[str, int]]:
    """Map each known column name to its field and to its rank among the names of this field."""
    found: dict[str, tuple[str, int]] = {}
    for key, names in mapping.columns.items():
        for rank, name in enumerate(names):
            found.setdefault(normalise_column_name(name), (key, rank))
    return found


@lru_cache(maxsize=1)
def _generic_words() -> dict[str, tuple[str, int]]:
    words = _words(GENERIC)
    for name, meant in list(words.items()):
        words.setdefault(name.replace(" ", ""), meant)  # TAHUNTERBIT
    return words


def _header(names: Sequence[str], mapping: CsvMapping) -> Header:
    """Build the header; the columns of each field are ordered from the best name to the worst."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for key, wanted in mapping.columns.items():
        ranks = {
            normalise_column_name(name): rank for rank, name in reversed(list(enumerate(wanted)))
        }
        for at, name in enumerate(names):
            if mapping is GENERIC and _field(name, mapping) != key:
                continue
            if (
                rank := ranks.get(
                    normalise_column_name(name), len(ranks) if mapping is GENERIC else -1
                )
            ) >= 0:
                ranked.setdefault(key, []).append((rank, at))
    return Header(mapping, names, {key: [at for _, at in sorted(r)] for key, r in ranked.items()})


def _names_more(above: Sequence[str], names: Sequence[str], mapping: CsvMapping) -> bool:
    """Return whether the row above the header names any columns that the header does not name."""
    pairs = zip(above, names, strict=False)
    return any(not name and _field(upper, mapping) for upper, name in pairs)


def _goes_on(names: Sequence[str], cells: Sequence[str], mapping: CsvMapping) -> bool:
    """Return whether ``cells`` are the second row of a header whose first row has wide names."""
    titles = [at for at, name in enumerate(names) if _field(name, mapping) == "title"]
    below = [cells[at] for at in titles if at < len(cells)]
    if any(below) and count_known_fields(cells, mapping) < 2:
        return False
    return bool(_fields(cells, mapping)) and not any(cell.isdigit() for cell in cells)


def _joined(above: Sequence[str], below: Sequence[str], mapping: CsvMapping) -> list[str]:
    """Join two header rows, wide names above narrow names, into one name per column."""
    names, wide = [], ""
    for at in range(max(len(above), len(below))):
        upper = above[at] if at < len(above) else ""
        lower = below[at] if at < len(below) else ""
        wide = upper or (wide if lower else "")
        both = f"{wide} {lower}".strip()
        known = (name for name in (both, lower, upper) if _field(name, mapping))
        names.append(next(known, both if lower else upper))
    return names


def _is_numbering(cells: Sequence[str]) -> bool:
    """Return whether the row contains nothing but column numbers: (1), (2), (3)."""
    numbers = [cell.strip("()[]. ") for cell in cells if cell]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _no_titles(mapping: CsvMapping) -> SourceError:
    wanted = ", ".join(mapping.columns.get("title", ())[:4]) or "title"
    advice = f"One of these was looked for: {wanted}. Give a mapping with --mapping."
    return SourceError("No column of this file contains titles.", advice)
