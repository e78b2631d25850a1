"""Tables as text: CSV with any delimiter, in any encoding that can be told."""

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
_MOST_LINES = 200  # of one row
_LONGEST_CELL = 1024 * 1024  # letters
csv.field_size_limit(_LONGEST_CELL)


def read_csv(
    stream: BinaryIO,
    mapping: CsvMapping | None = None,
    branches: BranchLookup | None = None,
    progress: Callable[[int], None] | None = None,
) -> Entries:
    """Every row as a title or a copy of one, or why it was not taken.

    Without ``mapping`` the header tells what the columns hold. Raises SourceError when
    no column holds a title.
    """
    found = read_lines(stream, mapping.encoding if mapping else "", progress)
    return read_title_rows(split_rows(found, mapping), mapping, branches or BranchLookup())


def looks_like_table(head: bytes) -> bool:
    """Whether a file begins as a table does whose header names titles and one more field."""
    first = list(islice(read_lines(BytesIO(head)), HEADER_SEARCH_ROWS))
    return max(_known(first, each, None) for each in DELIMITERS) > 1


def split_rows(found: Iterator[str], mapping: CsvMapping | None) -> Iterator[Row]:
    """The rows of a table with the numbers of their first lines."""
    first = list(islice(found, HEADER_SEARCH_ROWS))
    number, told = 1, _told_delimiter(first)
    if told:
        first, number = first[1:], 2
    delimiter = (mapping and mapping.delimiter) or told or _delimiter(first, mapping)
    read = _rows(chain(first, found), delimiter, number)
    for (at, cells, odd), (_, _, next_odd) in pairwise(chain(read, [(0, [], False)])):
        yield Row(f"line {at}", [clean_cell(cell) for cell in cells], not (odd or next_odd))


def _told_delimiter(first: list[str]) -> str:
    """The delimiter that Excel's line ``sep=;`` names."""
    line = first[0].strip().strip('"') if first else ""
    if line.lower() == "sep=":
        return "\t"
    told = line[:4].lower() == "sep=" and len(line) == 5 and not line[4].isalnum()
    return line[4] if told else ""


def _delimiter(first: list[str], mapping: CsvMapping | None) -> str:
    """That by which a header has the most known names, else that which is most frequent."""
    counts = {each: sum(line.count(each) for line in first) for each in DELIMITERS}
    return max(DELIMITERS, key=lambda each: (_known(first, each, mapping), counts[each]))


def _known(first: list[str], delimiter: str, mapping: CsvMapping | None) -> int:
    found = (row for line in first for row in _parsed([line], delimiter))
    return max((count_known_fields([*map(clean_cell, row)], mapping) for row in found), default=0)


def _rows(
    found: Iterator[str], delimiter: str, number: int
) -> Iterator[tuple[int, list[str], bool]]:
    """A cell in quotes may run over lines; where that leads to no row as wide as most,

    or never ends, the line stands alone, so that a lost quote costs one row. The last of
    each three is whether it lacks one.
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
                cells = next(iter(_parsed([cells[0]], delimiter)), cells)  # all in quotes
            widths[len(cells)] += 1
            yield number, cells, odd
        number += taken
        for _ in range(taken):
            waiting.popleft()


def _is_one_row(parsed: list[list[str]], usual: int, found: Iterable[str], delimiter: str) -> bool:
    """Whether lines are one row as wide as most, or a shorter one with its quotes in place."""
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
    """How many lines the first row takes by its quotes; 1 where they never close."""
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
    # A carriage return alone is no end of these lines, and no reason to stop.
    whole = [line.replace("\r", " ") for line in found]
    if len(whole) == 1 and _has_bare_quotes(whole[0], delimiter):
        return [_between_delimiters(whole[0], delimiter)]
    try:
        return list(csv.reader((f"{line}\n" for line in whole), delimiter=delimiter))
    except csv.Error:  # such as a cell that is too long
        return [["".join(whole)]]


def _has_bare_quotes(line: str, delimiter: str) -> bool:
    """Whether a quote stands within a cell and was not doubled (RFC 4180, 2.7)."""
    sign = re.escape(delimiter)
    return re.search(rf'[^{sign}"]"[^{sign}"]', line.strip()) is not None


def _between_delimiters(line: str, delimiter: str) -> list[str]:
    """The cells of ``line``, where only a quote beside a delimiter begins or ends one."""
    cells: list[str] = []
    for part in line.split(delimiter):
        if cells and cells[-1].startswith('"') and not _is_closed(cells[-1]):
            cells[-1] += delimiter + part.rstrip()
        else:
            cells.append(part.strip())
    return [cell[1:-1].replace('""', '"') if _is_closed(cell) else cell for cell in cells]


def _is_closed(cell: str) -> bool:
    return len(cell) > 1 and cell.startswith('"') and cell.rstrip().endswith('"')
