"""Reading tables of copies, which belong to titles of another list."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.records import Item
from kiosk.sources.entries import Reject
from kiosk.sources.tables.copy_cells import BranchLookup, CopyCells, items_from_cells
from kiosk.sources.tables.header import Row, find_copy_header
from kiosk.sources.tables.title_rows import Cells, raw_row
from kiosk.sources.text.text_lines import has_undecoded_bytes


@dataclass(frozen=True, slots=True)
class ListedCopy:
    """A copy in a table.

    ``source_id`` is the id of its title, or "" if the table gives only barcodes. ``status_name``
    is the status as the table writes it.
    """

    source_id: str
    item: Item
    status_name: str = ""


ListedCopies = Iterator[ListedCopy | Reject]


def read_copy_rows(rows: Iterator[Row], branches: BranchLookup) -> ListedCopies:
    """Yield every copy, and a reject for each row that does not say which copy it is about.

    The branch of a copy is "" if neither the table nor ``branches`` gives one. Hidden copies are
    left out. Raises SourceError if no column contains barcodes or ids of titles.
    """
    header, rest = find_copy_header(rows)
    for row in rest:
        cells = Cells(row.cells, header)
        if not any(row.cells) or header.is_repeated_in(row.cells) or cells.hidden:
            continue
        if reason := _fault(cells):
            yield Reject(row.where, reason, raw_row(row.cells))
            continue
        for item in _items(cells, branches):
            source_id = cells.first("source_id").removesuffix(".0")
            yield ListedCopy(source_id, item, cells.first("status"))


def _fault(cells: Cells) -> str:
    if any(map(has_undecoded_bytes, cells.row)):
        return "The encoding of this row cannot be detected. Save the list as “CSV UTF-8”."
    if not (cells.first("barcode") or cells.first("source_id")):
        return "The row gives neither a barcode nor the id of a title."
    return ""


def _items(cells: Cells, branches: BranchLookup) -> tuple[Item, ...]:
    return items_from_cells(
        CopyCells(
            branch=cells.first("branch"),
            shelf=cells.first("shelf"),
            call_number=cells.first("call_number"),
            status=cells.first("status"),
            barcode=cells.first("barcode"),
            copies=cells.first("copies"),
            due=cells.day("due"),
        ),
        branches,
        branch_needed=False,
    )
