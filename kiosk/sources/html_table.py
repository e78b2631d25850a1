"""Tables of HTML, which much software calls .xls when it exports a list."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from kiosk.errors import SourceError
from kiosk.sources.csv_mapping import CsvMapping
from kiosk.sources.entries import Entries
from kiosk.sources.table_copies import Branches
from kiosk.sources.table_header import Row
from kiosk.sources.table_titles import cell_text, titles
from kiosk.sources.text_lines import lines

_LARGEST = 64 * 1024 * 1024  # bytes
_MOST_COLUMNS = 1_024


def read(
    stream: BinaryIO,
    mapping: CsvMapping | None = None,
    branches: Branches | None = None,
    progress: Callable[[int], None] | None = None,
) -> Entries:
    """The rows of all tables as titles or copies. Raises SourceError where none holds titles."""
    size = stream.seek(0, 2)
    if size > _LARGEST:
        raise SourceError("This page is larger than 64 MB.", "Save it as .xlsx or as “CSV UTF-8”.")
    text = "\n".join(lines(stream, mapping.encoding if mapping else "", progress))
    return titles(_rows(text.replace("\0", "")), mapping, branches or Branches())


def _rows(text: str) -> Iterator[Row]:
    """Each row of a table, whose wide cells are followed by empty ones."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        page = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise SourceError("This page is damaged.", "Export it again.") from fault
    for number, row in enumerate(page.iter("tr"), 1):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            cells.append(cell_text(" ".join("".join(cell.itertext()).split())))
            wide = cell.get("colspan", "1")
            cells += [""] * (
                min(int(wide), _MOST_COLUMNS) - 1 if wide.isdecimal() and len(wide) < 5 else 0
            )
        yield Row(f"row {number}", cells)
