"""Reading one file from another system, in any supported format."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import SourceError
from kiosk.sources import library_toml, smart_collection, zip_archive
from kiosk.sources.calendars import icalendar_file
from kiosk.sources.entries import DeletedRecord, Entries, Entry, Reject
from kiosk.sources.file_kinds import HEAD_BYTES, FileKind, detect_file_kind
from kiosk.sources.marc import marc21
from kiosk.sources.tables import csv_file, html_table, spreadsheet
from kiosk.sources.tables.copy_cells import BranchLookup, branch_codes_by_name
from kiosk.sources.tables.csv_mapping import CsvMapping, load_csv_mapping
from kiosk.sources.xml import marcxml

__all__ = [
    "BranchLookup",
    "CsvMapping",
    "branch_codes_by_name",
    "load_csv_mapping",
    "read_source_file",
]

_LARGEST_TEXT = 256 * 1024 * 1024  # bytes; for files that are loaded into memory as a whole

_KINDS = (
    "MARC 21, MARCXML, OAI-PMH, iCalendar, CSV, .xlsx, .xls, .ods, .zip of these and "
    "library.toml are read."
)

_TABLES = (FileKind.SPREADSHEET, FileKind.ARCHIVE, FileKind.HTML_TABLE)

Progress = Callable[[int], None]


def read_source_file(
    path: Path,
    *,
    mapping: CsvMapping | None = None,
    zone: str = "UTC",
    now: datetime | None = None,
    branches: BranchLookup | None = None,
    progress: Progress | None = None,
) -> Entries:
    """Yield the records, programmes, branches and spaces in a file, and its rejects.

    The format is detected by the content or, if this is ambiguous, by the name. If ``mapping`` is
    given, a text file is read as CSV. ``zone`` (an IANA name) is the time zone for calendar times
    that have none. Recurring programmes are listed around the time ``now`` (which has a time zone).
    ``branches`` are the library's branches, for tables. ``progress`` is called with the number of
    bytes read so far. Raises SourceError, immediately or while iterating, if the file cannot be
    read.
    """
    stream = _open(path)
    reading = _Reading(mapping, zone, now or datetime.now(UTC), branches, progress)
    try:
        entries = reading.entries(stream, path.name)
    except (OSError, SourceError) as fault:
        stream.close()
        raise _unreadable(path, fault) if isinstance(fault, OSError) else fault from fault
    return _closing(stream, path, entries)


def _open(path: Path) -> BinaryIO:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _without_files(path)
        if not stat.S_ISREG(mode):  # reading a pipe could block forever
            advice = "Save what it gives to a file and import that."
            raise SourceError(f"“{path}” is not a file.", advice)
        return path.open("rb")
    except (OSError, ValueError) as fault:  # ValueError: the name contains NUL
        raise _unreadable(path, fault) from fault


def _without_files(folder: Path) -> SourceError:
    if os.access(folder, os.R_OK | os.X_OK):
        return SourceError(
            f"There is no file in the folder “{folder}”.", "Name the files to import."
        )
    advice = "Give this user leave to read it, or copy the files elsewhere."
    return SourceError(f"The folder “{folder}” is not readable by this user.", advice)


def _unreadable(path: Path, fault: OSError | ValueError) -> SourceError:
    advice = "Check that the file is there and may be read."
    reason = fault.strerror if isinstance(fault, OSError) else None
    return SourceError(f"“{path}” cannot be read: {reason or fault}.", advice)


def _closing(stream: BinaryIO, path: Path, entries: Entries) -> Entries:
    with stream:
        try:
            yield from entries
        except OSError as fault:
            raise _unreadable(path, fault) from fault


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parameters for reading a file; the same parameters apply to all files in an archive."""

    mapping: CsvMapping | None
    zone: str
    now: datetime
    branches: BranchLookup | None
    progress: Progress | None

    def entries(self, stream: BinaryIO, name: str, *, packed_in: str = "") -> Entries:
        """Yield the entries of ``stream``. Raises SourceError, immediately or while iterating."""
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        if not head:
            raise SourceError(f"“{name}” is empty.", "Export it again.")
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise SourceError(f"“{name}” is an Excel 2003 XML workbook.", "Save it as .xlsx.")
        kind = detect_file_kind(head, name)
        if self.mapping and kind not in _TABLES:
            kind = FileKind.CSV
        if kind is FileKind.ARCHIVE:
            kind = _kind_of_archive(zip_archive.member_names(stream), name)
        if kind is None:
            raise SourceError(f"“{name}” is of an unknown type.", _KINDS)
        if kind is FileKind.ARCHIVE and packed_in:
            raise SourceError(f"“{name}” is an archive within an archive.", "Unpack it first.")
        return self._by_kind(stream, kind, name)

    def _by_kind(self, stream: BinaryIO, kind: FileKind, name: str) -> Entries:
        if kind is FileKind.MARC21:
            return marc21.read_marc21(stream, self.progress)
        if kind is FileKind.XML:
            return marcxml.read_marcxml(stream, self.progress)
        if kind is FileKind.CSV:
            return csv_file.read_csv(stream, self.mapping, self.branches, self.progress)
        if kind is FileKind.SPREADSHEET:
            return spreadsheet.read_spreadsheet(stream, self.mapping, self.branches, self.progress)
        if kind is FileKind.HTML_TABLE:
            return html_table.read_html_tables(stream, self.mapping, self.branches, self.progress)
        if kind is FileKind.ARCHIVE:
            return self._of_archive(stream, name)
        if kind is FileKind.SMART:
            return smart_collection.read_smart(stream, self.progress)
        if kind is FileKind.ICALENDAR:
            return icalendar_file.read_icalendar(_whole(stream, self.progress), self.zone, self.now)
        return library_toml.read_library_toml(_whole(stream, self.progress))

    def _of_archive(self, stream: BinaryIO, name: str) -> Entries:
        """Yield the entries of all files in an archive, with a reject for each unreadable file."""
        reading = replace(self, progress=None)
        found = False
        for member, unpacked in zip_archive.read_members(stream):
            found = True
            try:
                if isinstance(unpacked, SourceError):
                    raise unpacked
                for entry in reading.entries(unpacked, member, packed_in=name):
                    yield _within(member, entry)
            except SourceError as fault:
                yield Reject(member, f"{fault} {fault.advice}".strip())
        if not found:
            raise SourceError(f"“{name}” contains no file.", "Pack it again.")


def _within(member: str, entry: Entry) -> Entry:
    """Return ``entry``; in a reject, the file's name in the archive is put before the place."""
    if isinstance(entry, Reject) and not isinstance(entry, DeletedRecord):
        return replace(entry, where=f"{member}: {entry.where}")
    return entry


def _kind_of_archive(held: frozenset[str], name: str) -> FileKind:
    """Distinguish a spreadsheet from other ZIP files. Raises SourceError for a Word document."""
    if "word/document.xml" in held:
        advice = "Copy its table into a spreadsheet and save that as .xlsx or .ods."
        raise SourceError(f"“{name}” is a Word document.", advice)
    workbook = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & held
    return FileKind.SPREADSHEET if workbook else FileKind.ARCHIVE


def _whole(stream: BinaryIO, progress: Progress | None) -> bytes:
    raw = stream.read(_LARGEST_TEXT)
    if progress:
        progress(len(raw))
    return raw
