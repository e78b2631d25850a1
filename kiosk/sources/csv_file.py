"""Titles from CSV, by a mapping of its columns."""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any, BinaryIO

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.csv_mapping import GENERIC, GOODBOOKS, CsvMapping
from kiosk.sources.entries import RAW_LIMIT, Entries, Reject
from kiosk.sources.isbn import isbn13
from kiosk.sources.languages import from_words
from kiosk.sources.marc_fields import text, unique
from kiosk.sources.years import year_of

_LONGEST_LINE = 1024 * 1024  # bytes
_MOST_LINES = 200  # of one row
_STATES = {
    ItemStatus.AVAILABLE: ("available", "tersedia", "in", "yes", "on shelf"),
    ItemStatus.ON_LOAN: ("on loan", "on_loan", "checked out", "dipinjam", "out", "no"),
    ItemStatus.REFERENCE: ("reference", "library use only", "referensi"),
    ItemStatus.MISSING: ("missing", "lost", "damaged", "withdrawn", "hilang", "rusak"),
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words}


def read(
    stream: BinaryIO, mapping: CsvMapping | None, progress: Callable[[int], None] | None = None
) -> Entries:
    """Every row as a title, or why it was not taken.

    Without ``mapping`` the header tells which preset fits. Raises SourceError when
    no column holds a title.
    """
    lines = _lines(stream, progress)
    header_line = next(lines, "")
    delimiter = (mapping and mapping.delimiter) or _delimiter(header_line)
    header = next(csv.reader([header_line], delimiter=delimiter), [])
    names = [_plain(name) for name in header]
    mapping = mapping or (GOODBOOKS if {"book_id", "goodreads_book_id"} <= {*header} else GENERIC)
    columns = {
        field: [names.index(_plain(each)) for each in wanted if _plain(each) in names]
        for field, wanted in mapping.columns.items()
    }
    if not columns.get("title"):
        wanted = ", ".join(mapping.columns.get("title", ())) or "title"
        advice = f"One of these was looked for: {wanted}. Give a mapping with --mapping."
        raise SourceError("No column of this file holds titles.", advice)
    for number, row in _rows(lines, delimiter, len(header)):
        if any(cell.strip() for cell in row):
            yield _entry(_Row(row, columns, mapping), f"line {number}", len(header))


def _lines(stream: BinaryIO, progress: Callable[[int], None] | None) -> Iterator[str]:
    """The lines as text: each UTF-8 where its bytes are, else Windows-1252."""
    done = 0
    while line := stream.readline(_LONGEST_LINE):
        done += len(line)
        if progress and done % 64 < len(line):
            progress(done)
        line = line.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


def _rows(lines: Iterator[str], delimiter: str, width: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the numbers of their first lines.

    A cell in quotes may run over lines; where that leads to no row of ``width`` cells,
    or never ends, the line stands alone, so that a lost quote costs one row.
    """
    waiting: deque[str] = deque()
    number = 2
    while waiting or _more(waiting, lines):
        taken = _quoted(waiting, lines)
        rows = _parsed(list(islice(waiting, taken)), delimiter)
        if taken > 1 and (len(rows) != 1 or len(rows[0]) != width):
            taken = 1
            rows = _parsed([waiting[0]], delimiter)
        for row in rows:
            yield number, row
        number += taken
        for _ in range(taken):
            waiting.popleft()


def _quoted(waiting: deque[str], lines: Iterator[str]) -> int:
    """How many lines the first row takes by its quotes; 1 where they never close."""
    quotes = 0
    for count in range(1, _MOST_LINES + 1):
        if len(waiting) < count and not _more(waiting, lines):
            return 1
        quotes += waiting[count - 1].count('"')
        if quotes % 2 == 0:
            return count
    return 1


def _more(waiting: deque[str], lines: Iterator[str]) -> bool:
    line = next(lines, None)
    if line is not None:
        waiting.append(line)
    return line is not None


def _parsed(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:  # such as a cell of more than 128 KiB
        return [["".join(lines)]]


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().lower()


class _Row:
    """One row under a mapping."""

    def __init__(
        self, cells: list[str], columns: Mapping[Any, Sequence[int]], mapping: CsvMapping
    ) -> None:
        self.cells = cells
        self.mapping = mapping
        self._columns = columns

    def all(self, field: str) -> list[str]:
        places = self._columns.get(field, ())
        return [v for at in places if at < len(self.cells) and (v := text(self.cells[at]))]

    def first(self, field: str) -> str:
        return next(iter(self.all(field)), "")

    def several(self, field: str) -> tuple[str, ...]:
        return unique([text(part) for part in self.first(field).split(self.mapping.separator)])


def _entry(row: _Row, where: str, width: int) -> BibliographicRecord | Reject:
    if len(row.cells) != width:
        reason = f"The row has {len(row.cells)} columns where the header has {width}."
        return Reject(where, reason, _raw(row))
    title = row.first("title")
    if not title:
        return Reject(where, "The row has no title.", _raw(row))
    isbns = unique([isbn13(value.removesuffix(".0").zfill(10)) for value in row.all("isbns")])
    return BibliographicRecord(
        source_id=row.first("source_id") or _fingerprint(row),
        title=title,
        authors=row.several("authors"),
        year=year_of(row.first("year")),
        language=from_words(row.first("language")),
        format=_format(row),
        subjects=row.several("subjects"),
        isbns=isbns,
        publisher=row.first("publisher"),
        summary=row.first("summary"),
        series=row.first("series"),
        other_titles=unique(t for t in row.all("other_titles") if t.casefold() != title.casefold()),
        url=row.first("url") if row.first("url").startswith(("http://", "https://")) else "",
        items=_items(row),
    )


def _format(row: _Row) -> Format:
    named = row.first("format")
    wanted = row.mapping.format_names.get(named, named).lower() or row.mapping.format
    return next((each for each in Format if each.value == wanted), Format.OTHER)


def _items(row: _Row) -> tuple[Item, ...]:
    branch = row.first("branch")
    if not branch:
        return ()
    status = _STATE_OF.get(row.first("status").lower(), ItemStatus.UNKNOWN)
    shelf, number, barcode = map(row.first, ("shelf", "call_number", "barcode"))
    return (Item(branch, shelf, number, status, barcode),)


def _raw(row: _Row) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(row.cells)
    return out.getvalue().encode("utf-8", "replace")[:RAW_LIMIT]


def _fingerprint(row: _Row) -> str:
    return "hash-" + blake2b("\x1f".join(row.cells).encode(), digest_size=12).hexdigest()
