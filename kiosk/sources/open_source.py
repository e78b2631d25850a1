"""One file of an upstream system, of whatever kind it is."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import SourceError
from kiosk.sources import csv_file, icalendar_file, library_toml, marc21, marcxml, smart
from kiosk.sources.csv_mapping import CsvMapping, mapping_named
from kiosk.sources.entries import Entries
from kiosk.sources.kinds import HEAD, Kind, kind_of

__all__ = ["CsvMapping", "mapping_named", "read"]

_LARGEST_TEXT = 256 * 1024 * 1024  # bytes of a file that is read as one

Progress = Callable[[int], None]


def read(
    path: Path,
    *,
    mapping: CsvMapping | None = None,
    zone: str = "UTC",
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Entries:
    """All that a file holds, one by one: records, programs, places, and what was not taken.

    Its kind is told by its content, then by its name; ``mapping`` makes it CSV.
    ``zone`` (IANA) is for calendar times that name none, ``now`` (aware) the moment
    around which repeated programs are listed, ``progress`` is given the bytes read so
    far. Raises SourceError, at once or while reading, when the file cannot be read.
    """
    stream, kind = _open(path, mapping)
    return _closing(stream, path, _entries(stream, kind, mapping, zone, now, progress))


def _open(path: Path, mapping: CsvMapping | None) -> tuple[BinaryIO, Kind]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _without_files(path)
        if not stat.S_ISREG(mode):  # a pipe would be waited for without end
            advice = "Save what it gives to a file and import that."
            raise SourceError(f"“{path}” is no file.", advice)
        stream = path.open("rb")
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        raise _unreadable(path, fault) from fault
    try:
        head = stream.read(HEAD)
        stream.seek(0)
    except OSError as fault:
        stream.close()
        raise _unreadable(path, fault) from fault
    if not head:
        stream.close()
        raise SourceError(f"“{path.name}” is empty.", "Export it again.")
    kind = Kind.CSV if mapping else kind_of(head, path.name)
    if kind is None:
        stream.close()
        advice = "MARC 21, MARCXML, OAI-PMH, iCalendar, CSV and library.toml are read."
        raise SourceError(f"“{path.name}” is of no kind that is known.", advice)
    return stream, kind


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


def _entries(
    stream: BinaryIO,
    kind: Kind,
    mapping: CsvMapping | None,
    zone: str,
    now: datetime | None,
    progress: Progress | None,
) -> Entries:
    if kind is Kind.MARC21:
        return marc21.read(stream, progress)
    if kind is Kind.XML:
        return marcxml.read(stream, progress)
    if kind is Kind.CSV:
        return csv_file.read(stream, mapping, progress)
    if kind is Kind.SMART:
        return smart.read(stream, progress)
    if kind is Kind.ICALENDAR:
        return icalendar_file.read(_whole(stream, progress), zone, now or datetime.now(UTC))
    return library_toml.read(_whole(stream, progress))


def _whole(stream: BinaryIO, progress: Progress | None) -> bytes:
    raw = stream.read(_LARGEST_TEXT)
    if progress:
        progress(len(raw))
    return raw
