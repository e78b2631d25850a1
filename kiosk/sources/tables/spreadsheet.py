"""The reader of spreadsheets: Excel (.xlsx, .xls) and OpenDocument (.ods)."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from kiosk.errors import SourceError
from kiosk.sources import zip_archive
from kiosk.sources.entries import Entries, ImportNote
from kiosk.sources.tables import opendocument
from kiosk.sources.tables.copy_cells import BranchLookup
from kiosk.sources.tables.csv_mapping import CsvMapping
from kiosk.sources.tables.header import Row
from kiosk.sources.tables.sheet_cells import cell_value_to_text
from kiosk.sources.tables.title_rows import clean_cell, read_title_rows

_LARGEST = 256 * 1024 * 1024  # bytes of a file
_MOST_CELLS = 10_000_000  # in the rectangle from the first to the last cell of a sheet
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_NO_SHEET = "Save it as .xlsx or as “CSV UTF-8”."

Sheet = tuple[str, Iterator[Row] | None]  # name and rows; None for a hidden sheet


def read_spreadsheet(
    stream: BinaryIO,
    mapping: CsvMapping | None = None,
    branches: BranchLookup | None = None,
    progress: Callable[[int], None] | None = None,
) -> Entries:
    """Yield the titles and copies of all visible sheets.

    Raises SourceError if no sheet contains titles.
    """
    sheets = _sheets(stream)
    if progress:
        progress(stream.seek(0, 2))
    faults: list[SourceError] = []
    read_any = False
    for name, rows in sheets:
        if rows is None:
            yield ImportNote(f"sheet “{name}”", "The sheet is hidden and was not read.")
            continue
        try:
            yield from read_title_rows(rows, mapping, branches or BranchLookup())
            read_any = True
        except SourceError as fault:
            faults.append(fault)
            yield ImportNote(f"sheet “{name}”", str(fault))
    if faults and not read_any:
        raise faults[0]
    if not read_any:
        raise SourceError("All sheets of this file are empty.", "Save it again.")


def sheet_rows(stream: BinaryIO) -> Iterator[Iterator[Row]]:
    """Yield the rows of each visible sheet. Raises SourceError if the file cannot be read."""
    return (rows for _, rows in _sheets(stream) if rows is not None)


def _sheets(stream: BinaryIO) -> Iterator[Sheet]:
    stream.seek(0)
    if stream.read(2) != b"PK":
        return _of_excel(stream)
    held = zip_archive.member_names(stream)
    if "xl/workbook.bin" in held:
        raise SourceError("Excel's binary workbooks (.xlsb) are not read.", _NO_SHEET)
    with zip_archive.open_archive(stream) as archive:
        _look_through(archive)
        if "content.xml" in held:
            content = BytesIO(
                b"".join(zip_archive.read_member_blocks(archive, archive.getinfo("content.xml")))
            )
            return opendocument.read_sheets(content)
    return _of_excel(stream)


def _look_through(archive: zipfile.ZipFile) -> None:
    """Check an archive: XML entities and oversized sheets raise SourceError."""
    for member in archive.infolist():
        last_row = last_column = 0
        rest = b""
        for block in zip_archive.read_member_blocks(archive, member):
            block = rest + block
            if member.filename.endswith((".xml", ".rels")) and _TYPE.search(block):
                raise SourceError("A part of this file declares XML entities.", _NO_SHEET)
            if member.filename.startswith("xl/worksheets/"):
                for cell in _CELL.finditer(block):
                    last_column = max(last_column, _column(cell[1]))
                    last_row = max(last_row, int(cell[2]))
            rest = block[-32:]
        if last_row * last_column > _MOST_CELLS:
            reason = f"A sheet reaches to row {last_row:,} and column {last_column:,}."
            raise SourceError(reason, "Delete what lies far from the table.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _of_excel(stream: BinaryIO) -> Iterator[Sheet]:
    stream.seek(0)
    raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise SourceError("This workbook is larger than 256 MB.", "Split it into parts.")
    import python_calamine  # loaded only when needed

    book: Any = _guarded(lambda: python_calamine.load_workbook(BytesIO(raw)))
    return _worksheets(book, [each for each in book.sheets_metadata if _is(each.typ, "WorkSheet")])


def _worksheets(book: Any, listed: list[Any]) -> Iterator[Sheet]:
    for each in listed:
        rows = _rows(book, each.name, len(listed) > 1)
        if rows is not None:
            yield each.name, rows if _is(each.visible, "Visible") else None


def _is(value: object, name: str) -> bool:
    """Return whether ``value`` is the member ``name`` of a calamine enumeration."""
    return str(value).endswith(f".{name}")


def _rows(book: Any, name: str, several: bool) -> Iterator[Row] | None:
    """Return the rows of a sheet, or None if it is empty; vertically merged cells are repeated."""
    sheet = _guarded(lambda: book.get_sheet_by_name(name))
    if not sheet.height:
        return None
    found: list[list[Any]] = _guarded(lambda: sheet.to_python(skip_empty_area=False))
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for at in range(top + 1, min(bottom + 1, len(found))):
            found[at][left] = found[top][left]
    where = f"sheet “{name}”, row" if several else "row"
    return (
        Row(f"{where} {number}", [clean_cell(cell_value_to_text(cell)) for cell in cells])
        for number, cells in enumerate(found, 1)
    )


def _guarded(step: Callable[[], Any]) -> Any:
    """Call ``step``; any exception of calamine, even a panic, is converted to a SourceError."""
    try:
        return step()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a Rust panic is not an Exception
        if type(fault).__name__ == "PasswordError":
            advice = "Save it without one."
            raise SourceError("This workbook is protected by a password.", advice) from fault
        raise SourceError("This workbook cannot be read.", _NO_SHEET) from fault
