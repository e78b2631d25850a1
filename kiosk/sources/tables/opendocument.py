"""The reader of OpenDocument spreadsheets (OASIS OpenDocument 1.3, part 3).

No existing package is used: some skip cells that do not give a type, and others load the whole
document into memory with every repeated cell.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from lxml import etree

from kiosk.errors import SourceError
from kiosk.sources.tables.header import Row
from kiosk.sources.tables.sheet_cells import cell_value_to_text
from kiosk.sources.tables.title_rows import clean_cell

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _OFFICE, _STYLE = (_OASIS % each for each in ("table", "text", "office", "style"))
_MOST_COLUMNS = 1_024
_MOST_ROWS = 1_048_576
_WATCHED = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style")


Rows = list[tuple[int, list[str]]]


def read_sheets(content: BinaryIO) -> Iterator[tuple[str, Iterator[Row] | None]]:
    """Yield the name and the rows of each sheet in ``content.xml``.

    The rows of a hidden sheet are None, and empty sheets are skipped. Raises SourceError,
    immediately or while iterating.
    """
    found = list(_tables(content))
    for name, rows in found:
        if rows is None:
            yield name, None
        elif rows:
            yield name, _named(name if len(found) > 1 else "", rows)


def _named(sheet: str, rows: Rows) -> Iterator[Row]:
    where = f"sheet “{sheet}”, row" if sheet else "row"
    width = max(len(cells) for _, cells in rows)
    for number, cells in rows:
        yield Row(f"{where} {number}", cells + [""] * (width - len(cells)))


def _tables(content: BinaryIO) -> Iterator[tuple[str, Rows | None]]:
    hidden: set[str] = set()
    rows, spans, number = Rows(), dict[int, tuple[str, int]](), 0
    try:
        for event, node in _events(content):
            if node.tag == f"{_STYLE}style":
                if event == "end" and _is_hidden(node):
                    hidden.add(node.get(f"{_STYLE}name", ""))
            elif node.tag == f"{_TABLE}table":
                if event == "end":
                    visible = node.get(f"{_TABLE}style-name", "") not in hidden
                    yield node.get(f"{_TABLE}name", ""), rows if visible or not rows else None
                rows, spans, number = [], {}, 0
                if event == "end":
                    node.clear()
            elif event == "end":
                times = _times(node, "number-rows-repeated", _MOST_ROWS)
                cells = _cells(node, spans)
                if any(cells):
                    _check(len(rows) + times)
                    rows += [(number + at, cells) for at in range(1, times + 1)]
                number += times
                node.clear()
    except etree.XMLSyntaxError as fault:
        advice = "Save it again, or as “CSV UTF-8”."
        raise SourceError("This spreadsheet is damaged.", advice) from fault


def _events(content: BinaryIO) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterparse(
        content, events=("start", "end"), tag=_WATCHED, resolve_entities=False, no_network=True
    )


def _is_hidden(style: etree._Element) -> bool:
    return any(node.get(f"{_TABLE}display") == "false" for node in style)


def _check(rows: int) -> None:
    if rows > 200_000:
        raise SourceError(f"A sheet holds {rows:,} rows.", "Split it into parts.")


def _cells(row: etree._Element, spans: dict[int, tuple[str, int]]) -> list[str]:
    """Return the texts in the cells of a row; a vertically merged cell is repeated in each row."""
    cells: list[str] = []
    for node in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = _times(node, "number-columns-repeated", _MOST_COLUMNS)
        value = _value(node)
        for _ in range(min(times, _MOST_COLUMNS - len(cells))):
            cells.append(value or _from_above(spans, len(cells)))
        down = _times(node, "number-rows-spanned", _MOST_ROWS)
        if value and down > 1 and cells:
            spans[len(cells) - 1] = value, down - 1
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _from_above(spans: dict[int, tuple[str, int]], at: int) -> str:
    value, left = spans.get(at, ("", 0))
    if left:
        spans[at] = value, left - 1
    return value if left else ""


def _times(node: etree._Element, name: str, most: int) -> int:
    stated = node.get(f"{_TABLE}{name}", "1")
    return max(1, min(int(stated), most)) if stated.isdecimal() and len(stated) < 10 else 1


def _value(cell: etree._Element) -> str:
    """Return the value of a cell if it is a number or a date, or else the text in the cell."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency", "percentage"):
        number = cell.get(f"{_OFFICE}value", "")
        return clean_cell(number.removesuffix(".0"))
    if kind == "date":
        return _day(cell.get(f"{_OFFICE}date-value", ""))
    return clean_cell("\n".join(_text(node) for node in cell.iterchildren(f"{_TEXT}p")))


def _day(stated: str) -> str:
    try:
        return cell_value_to_text(datetime.fromisoformat(stated))
    except ValueError:
        return stated


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph; spaces, tabs and line breaks are kept, comments left out."""
    parts = [paragraph.text or ""]
    for node in paragraph:
        if node.tag == f"{_TEXT}s":
            parts.append(" " * _count(node))
        elif node.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\n" if node.tag.endswith("break") else " ")
        elif node.tag != f"{_OFFICE}annotation" and isinstance(node.tag, str):
            parts.append(_text(node))
        parts.append(node.tail or "")
    return "".join(parts)


def _count(node: etree._Element) -> int:
    stated = node.get(f"{_TEXT}c", "1")
    return min(int(stated), 100) if stated.isdecimal() and len(stated) < 4 else 1
