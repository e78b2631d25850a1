"""The reader of text tables: CSV with any delimiter, in any encoding that can be detected."""

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain, islice, pairwise
from typing import BinaryIO

from kiosk.sources.entries import Entries
from kiosk.sources.tables.copy_cells import BranchLookup
from kiosk.sources.tables.csv_mapping import CsvMapping
from kiosk.sources.tables.header import HEADER_SEARCH_ROWS, Row, count_known_fields
from kiosk.sources.tables.title_rows import clean_cell, read_title_rows
from kiosk.sources.text.text_lines import read_lines

DELIMITERS = ",;\t|，；؛"
_MOST_LINES = 200  # lines per row
_LONGEST_CELL = 1024 * 1024  # characters
csv.field_size_limit(_LONGEST_CELL)


def read_csv(
    stream: BinaryIO,
    mapping: CsvMapping | None = None,
    branches: BranchLookup | None = None,
    progress: Callable[[int], None] | None = None,
) -> Entries:
    """Yield the titles and copies in the rows, with a reject for each faulty row.

    Without ``mapping``, the columns are recognised by the header. Raises SourceError if no column
    contains titles.
    """
    found = read_lines(stream, mapping.encoding if mapping else "", progress)
    return read_title_rows(split_rows(found, mapping), mapping, branches or BranchLookup())


def looks_like_table(head: bytes) -> bool:
    """Return whether ``head`` looks like a table with titles and at least one more field."""
    first = list(islice(read_lines(BytesIO(head)), HEADER_SEARCH_ROWS))
    return max(_known(first, each, None) for each in DELIMITERS) > 1


def split_rows(found: Iterator[str], mapping: CsvMapping | None) -> Iterator[Row]:
    """Yield the rows of a table, each with the number of its first line."""
    first = list(islice(found, HEADER_SEARCH_ROWS))
    number, declared = 1, _declared_delimiter(first)
    if declared:
        first, number = first[1:], 2
    delimiter = (mapping and mapping.delimiter) or declared or _delimiter(first, mapping)
    read = _rows(chain(first, found), delimiter, number)
    for (at, cells, odd), (_, _, next_odd) in pairwise(chain(read, [(0, [], False)])):
        yield Row(f"line {at}", [clean_cell(cell) for cell in cells], not (odd or next_odd))


def _declared_delimiter(first: list[str]) -> str:
    """Return the delimiter in Excel's line ``sep=;``, or "" if the file has no such line."""
    line = first[0].strip().strip('"') if first else ""
    if line.lower() == "sep=":
        return "\t"
    is_declared = line[:4].lower() == "sep=" and len(line) == 5 and not line[4].isalnum()
    return line[4] if is_declared else ""


def _delimiter(first: list[str], mapping: CsvMapping | None) -> str:
    """Return the delimiter with which most column names are known, or the most frequent one."""
    counts = {each: sum(line.count(each) for line in first) for each in DELIMITERS}
    return max(DELIMITERS, key=lambda each: (_known(first, each, mapping), counts[each]))


def _known(first: list[str], delimiter: str, mapping: CsvMapping | None) -> int:
    found = (row for line in first for row in _parsed([line], delimiter))
    return max((count_known_fields([*map(clean_cell, row)], mapping) for row in found), default=0)


def _rows(
    found: Iterator[str], delimiter: str, number: int
) -> Iterator[tuple[int, list[str], bool]]:
    """For each row, yield its line number, its cells, and whether a quotation mark is missing.

    A quoted cell may span several lines. But if the resulting row is not as wide as most rows, or
    if the quotation mark is never closed, the first line is treated as a row of its own. A missing
    quotation mark therefore affects only one row.
    """
    waiting: deque[str] = deque()
    widths: Counter[int] = Counter()
    while waiting or _more(waiting, found):
        taken = _quoted(waiting, found)
        parsed = _parsed(list(islice(waiting, taken)), delimiter)
        usual = widths.most_common(1)[0][0] if widths else 0
        if taken > 1 and not _is_one_row(parsed, usual, islice(waiting, taken), delimiter):
            taken = 1
            parsed = _parsed([waiting[0]], delimiter)
        odd = taken == 1 and waiting[0].count('"') % 2 == 1
        for cells in parsed:
            if len(cells) == 1 and delimiter in cells[0] and usual > 1:
                cells = next(iter(_parsed([cells[0]], delimiter)), cells)  # the whole row is quoted
            widths[len(cells)] += 1
            yield number, cells, odd
        number += taken
        for _ in range(taken):
            waiting.popleft()


def _is_one_row(parsed: list[list[str]], usual: int, found: Iterable[str], delimiter: str) -> bool:
    """Return whether lines form a row as wide as most rows, or a shorter row with valid quotes."""
    if len(parsed) != 1 or usual <= 2:
        return len(parsed) == 1
    many = len(parsed[0])
    return many == usual or (1 < many < usual and _is_strict(found, delimiter))


def _is_strict(found: Iterable[str], delimiter: str) -> bool:
    try:
        return bool(list(csv.reader((f"{x}\n" for x in found), delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _quoted(waiting: deque[str], found: Iterator[str]) -> int:
    """Return how many lines the first row has by its quotes, or 1 if a quote is never closed."""
    quotes = 0
    for count in range(1, _MOST_LINES + 1):
        if len(waiting) < count and not _more(waiting, found):
            return 1
        quotes += waiting[count - 1].count('"')
        if quotes % 2 == 0:
            return count
    return 1


def _more(waiting: deque[str], found: Iterator[str]) -> bool:
    line = next(found, None)
    if line is not None:
        waiting.append(line)
    return line is not None


def _parsed(found: list[str], delimiter: str) -> list[list[str]]:
    # The csv module raises an error for a lone carriage return.
    whole = [line.replace("\r", " ") for line in found]
    if len(whole) == 1 and _has_bare_quotes(whole[0], delimiter):
        return [_between_delimiters(whole[0], delimiter)]
    try:
        return list(csv.reader((f"{line}\n" for line in whole), delimiter=delimiter))
    except csv.Error:  # for example a cell that is too long
        return [["".join(whole)]]


def _has_bare_quotes(line: str, delimiter: str) -> bool:
    """Return whether a quotation mark within a cell was not doubled (RFC 4180, 2.7)."""
    sign = re.escape(delimiter)
    return re.search(rf'[^{sign}"]"[^{sign}"]', line.strip()) is not None


def _between_delimiters(line: str, delimiter: str) -> list[str]:
    """Split ``line`` into cells; only a quote next to a delimiter begins or ends a quoted cell."""
    cells: list[str] = []
    for part in line.split(delimiter):
        if cells and cells[-1].startswith('"') and not _is_closed(cells[-1]):
            cells[-1] += delimiter + part.rstrip()
        else:
            cells.append(part.strip())
    return [cell[1:-1].replace('""', '"') if _is_closed(cell) else cell for cell in cells]


def _is_closed(cell: str) -> bool:
    return len(cell) > 1 and cell.startswith('"') and cell.rstrip().endswith('"')
