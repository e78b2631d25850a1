"""One file of an upstream system, of whatever kind it is."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import SourceError
from kiosk.sources import library_toml, packed, smart
from kiosk.sources.calendars import icalendar_file
from kiosk.sources.entries import Deleted, Entries, Entry, Reject
from kiosk.sources.kinds import HEAD, Kind, kind_of
from kiosk.sources.marc import marc21
from kiosk.sources.tables import csv_file, html_table, spreadsheet
from kiosk.sources.tables.copies import Branches, names_of
from kiosk.sources.tables.csv_mapping import CsvMapping, mapping_named
from kiosk.sources.xml import marcxml

__all__ = ["Branches", "CsvMapping", "mapping_named", "names_of", "read"]

_LARGEST_TEXT = 256 * 1024 * 1024  # bytes of a file that is read as one

_KINDS = (
    "MARC 21, MARCXML, OAI-PMH, iCalendar, CSV, .xlsx, .xls, .ods, .zip of these and "
    "library.toml are read."
)

_TABLES = (Kind.SPREADSHEET, Kind.ARCHIVE, Kind.HTML_TABLE)

Progress = Callable[[int], None]


def read(
    path: Path,
    *,
    mapping: CsvMapping | None = None,
    zone: str = "UTC",
    now: datetime | None = None,
    branches: Branches | None = None,
    progress: Progress | None = None,
) -> Entries:
    """All that a file holds, one by one: records, programs, places, and what was not taken.

    Its kind is told by its content, then by its name; ``mapping`` makes text CSV.
    ``zone`` (IANA) is for calendar times that name none, ``now`` (aware) the moment
    around which repeated programs are listed, ``branches`` are those that the library
    has (for tables), ``progress`` is given the bytes read so far. Raises SourceError,
    at once or while reading, when the file cannot be read.
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
        if not stat.S_ISREG(mode):  # a pipe would be waited for without end
            advice = "Save what it gives to a file and import that."
            raise SourceError(f"“{path}” is no file.", advice)
        return path.open("rb")
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        raise _unreadable(path, fault) from fault


def _without_files(folder: Path) -> SourceError:
    if os.access(folder, os.R_OK | os.X_OK):
        return SourceError(
            f"There is no file in the folder “{folder}”.", "Name the files to import."
        )
    advice = "Give this user leave to read it, or copy the files elsewhere."
    return SourceError(f"The folder “{folder}” may not be read.", advice)


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
    """How files are read; the files of an archive as those that lie alone."""

    mapping: CsvMapping | None
    zone: str
    now: datetime
    branches: Branches | None
    progress: Progress | None

    def entries(self, stream: BinaryIO, name: str, *, packed_in: str = "") -> Entries:
        """All that ``stream`` holds. Raises SourceError, at once or while reading."""
        head = stream.read(HEAD)
        stream.seek(0)
        if not head:
            raise SourceError(f"“{name}” is empty.", "Export it again.")
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise SourceError(
                f"“{name}” is a workbook in the XML of Excel 2003.", "Save it as .xlsx."
            )
        kind = kind_of(head, name)
        if self.mapping and kind not in _TABLES:
            kind = Kind.CSV
        if kind is Kind.ARCHIVE:
            kind = _kind_of_archive(packed.names(stream), name)
        if kind is None:
            raise SourceError(f"“{name}” is of no kind that is known.", _KINDS)
        if kind is Kind.ARCHIVE and packed_in:
            raise SourceError(f"“{name}” is an archive within an archive.", "Unpack it first.")
        return self._by_kind(stream, kind, name)

    def _by_kind(self, stream: BinaryIO, kind: Kind, name: str) -> Entries:
        if kind is Kind.MARC21:
            return marc21.read(stream, self.progress)
        if kind is Kind.XML:
            return marcxml.read(stream, self.progress)
        if kind is Kind.CSV:
            return csv_file.read(stream, self.mapping, self.branches, self.progress)
        if kind is Kind.SPREADSHEET:
            return spreadsheet.read(stream, self.mapping, self.branches, self.progress)
        if kind is Kind.HTML_TABLE:
            return html_table.read(stream, self.mapping, self.branches, self.progress)
        if kind is Kind.ARCHIVE:
            return self._of_archive(stream, name)
        if kind is Kind.SMART:
            return smart.read(stream, self.progress)
        if kind is Kind.ICALENDAR:
            return icalendar_file.read(_whole(stream, self.progress), self.zone, self.now)
        return library_toml.read(_whole(stream, self.progress))

    def _of_archive(self, stream: BinaryIO, name: str) -> Entries:
        """What its files hold; those that cannot be read are told one by one."""
        reading = replace(self, progress=None)
        found = False
        for member, unpacked in packed.files(stream):
            found = True
            try:
                if isinstance(unpacked, SourceError):
                    raise unpacked
                for entry in reading.entries(unpacked, member, packed_in=name):
                    yield _within(member, entry)
            except SourceError as fault:
                yield Reject(member, f"{fault} {fault.advice}".strip())
        if not found:
            raise SourceError(f"“{name}” holds no file.", "Pack it again.")


def _within(member: str, entry: Entry) -> Entry:
    """``entry``, and where it is a reject the file of the archive that it was met in."""
    if isinstance(entry, Reject) and not isinstance(entry, Deleted):
        return replace(entry, where=f"{member}: {entry.where}")
    return entry


def _kind_of_archive(held: frozenset[str], name: str) -> Kind:
    """A spreadsheet or what else is a ZIP inside. Raises SourceError for a document of text."""
    if "word/document.xml" in held:
        advice = "Copy its table into a spreadsheet and save that as .xlsx or .ods."
        raise SourceError(f"“{name}” is a document of Word.", advice)
    workbook = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & held
    return Kind.SPREADSHEET if workbook else Kind.ARCHIVE


def _whole(stream: BinaryIO, progress: Progress | None) -> bytes:
    raw = stream.read(_LARGEST_TEXT)
    if progress:
        progress(len(raw))
    return raw
