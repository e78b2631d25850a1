"""Reading a file that lists copies: CSV, a spreadsheet, or one JSON object a line (NDJSON)."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.errors import SourceError
from kiosk.sources.entries import RAW_LIMIT, Reject
from kiosk.sources.file_kinds import HEAD_BYTES, FileKind, detect_file_kind
from kiosk.sources.tables.copy_cells import BranchLookup
from kiosk.sources.tables.copy_rows import ListedCopies, read_copy_rows
from kiosk.sources.tables.csv_file import split_rows
from kiosk.sources.tables.header import Row
from kiosk.sources.tables.spreadsheet import sheet_rows
from kiosk.sources.text.text_lines import read_lines

_PACKED = (FileKind.SPREADSHEET, FileKind.ARCHIVE)


def read_copy_file(path: Path, branches: BranchLookup) -> ListedCopies:
    """Yield the copies in a file, and a reject for each part that cannot be read.

    The format is detected by the content. Raises SourceError, while iterating, if the file cannot
    be read or does not list copies.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            stream.seek(0)
            yield from _read(stream, head, path.name, branches)
    except OSError as fault:
        advice = "Check that the file is there and may be read."
        raise SourceError(f"“{path}” cannot be read: {fault.strerror}.", advice) from fault


def _read(stream: BinaryIO, head: bytes, name: str, branches: BranchLookup) -> ListedCopies:
    if not head.strip():
        raise SourceError(f"“{name}” is empty.", "Export it again.")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from _read_json_lines(stream, branches)
    elif detect_file_kind(head, name) in _PACKED:
        yield from _read_sheets(stream, branches)
    else:
        yield from read_copy_rows(split_rows(read_lines(stream), None), branches)


def _read_sheets(stream: BinaryIO, branches: BranchLookup) -> ListedCopies:
    """Read the visible sheets that list copies. Raises SourceError if there is none."""
    fault = SourceError("All sheets of this file are empty.", "Save it again.")
    read_any = False
    for rows in sheet_rows(stream):
        try:
            yield from read_copy_rows(rows, branches)
            read_any = True
        except SourceError as raised:
            fault = raised
    if not read_any:
        raise fault


def _read_json_lines(stream: BinaryIO, branches: BranchLookup) -> ListedCopies:
    """Read a table in which each row is a JSON object; the first object names the columns."""
    damaged: list[Reject] = []
    objects = _objects(stream, damaged)
    first = next(objects, None)
    if first is not None:
        names = list(first[1])
        rows = (
            Row(where, [_text(found.get(name)) for name in names])
            for where, found in chain([first], objects)
        )
        yield from read_copy_rows(chain([Row("the names", names)], rows), branches)
    yield from damaged


def _objects(stream: BinaryIO, damaged: list[Reject]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object with its line; add the lines that are not objects to ``damaged``."""
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            yield f"line {number}", found
        else:
            reason = "The line is not a JSON object."
            damaged.append(Reject(f"line {number}", reason, line[:RAW_LIMIT]))


def _text(value: object) -> str:
    """Return a JSON value as the text of a cell; null, lists and objects are empty."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int | float) else ""
