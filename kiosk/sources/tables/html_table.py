"""The reader of HTML tables, which some library software saves in files named .xls."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from kiosk.errors import SourceError
from kiosk.sources.entries import Entries
from kiosk.sources.tables.copy_cells import BranchLookup
from kiosk.sources.tables.csv_mapping import CsvMapping
from kiosk.sources.tables.header import Row
from kiosk.sources.tables.title_rows import clean_cell, read_title_rows
from kiosk.sources.text.text_lines import read_lines

_LARGEST = 64 * 1024 * 1024  # bytes
_MOST_COLUMNS = 1_024
_BREAK = "\u2028"  # represents <br>; other line ends in a cell become spaces


def read_html_tables(
    stream: BinaryIO,
    mapping: CsvMapping | None = None,
    branches: BranchLookup | None = None,
    progress: Callable[[int], None] | None = None,
) -> Entries:
    """Yield the titles and copies of all tables. Raises SourceError if no table contains titles."""
    size = stream.seek(0, 2)
    if size > _LARGEST:
        raise SourceError("This page is larger than 64 MB.", "Save it as .xlsx or as “CSV UTF-8”.")
    text = "\n".join(read_lines(stream, mapping.encoding if mapping else "", progress))
    return read_title_rows(_rows(text.replace("\0", "")), mapping, branches or BranchLookup())


def _rows(text: str) -> Iterator[Row]:
    """Yield each row; a cell that spans several columns is followed by empty cells."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        page = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise SourceError("This page is damaged.", "Export it again.") from fault
    for br in page.iter("br"):
        br.text = _BREAK
    spans: dict[int, tuple[int, str]] = {}  # by column: number of rows left, and text of the cell
    for number, row in enumerate(page.iter("tr"), 1):
        yield Row(f"row {number}", _cells(row, spans))


def _cells(row: etree._Element, spans: dict[int, tuple[int, str]]) -> list[str]:
    """Return the cells of a row, including cells from rows above that extend into this row."""
    cells: list[str] = []
    for cell in row.iterchildren("td", "th"):
        _go_on(cells, spans)
        found = "".join(map(str, cell.itertext())).split(_BREAK)
        text = "\n".join(" ".join(line.split()) for line in found)
        cells.append(clean_cell(text))
        down = _span(cell, "rowspan") - 1
        if down > 0:
            spans[len(cells) - 1] = down, cells[-1]
        cells += [""] * (_span(cell, "colspan") - 1)
    _go_on(cells, spans)
    return cells


def _go_on(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    while len(cells) in spans:
        rows, text = spans.pop(len(cells))
        if rows > 1:
            spans[len(cells)] = rows - 1, text
        cells.append(text)


def _span(cell: etree._Element, name: str) -> int:
    wide = cell.get(name, "1")
    return min(int(wide), _MOST_COLUMNS) if wide.isdecimal() and len(wide) < 5 else 1
