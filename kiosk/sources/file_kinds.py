"""Detecting the kind of a file by its first bytes or, if these are ambiguous, by its name."""

import re
from enum import Enum, auto
from pathlib import PurePath

from kiosk.sources.tables.csv_file import looks_like_table

HEAD_BYTES = 64 * 1024  # the number of bytes that are examined


class FileKind(Enum):
    """The file formats that the kiosk can read."""

    MARC21 = auto()
    XML = auto()
    ICALENDAR = auto()
    CSV = auto()
    LIBRARY = auto()
    SMART = auto()
    SPREADSHEET = auto()
    ARCHIVE = auto()
    HTML_TABLE = auto()


_LEADER = re.compile(rb"[\s\x00\x1d\x1e\xef\xbb\xbf]*[0-9 ]{5}[\x20-\x7e]{7}[0-9 ]{5}")
_LATER_LEADER = re.compile(rb"\x1d[\s\x00]*[0-9]{5}[\x20-\x7e]{7}[0-9]{5}")
_XML = re.compile(rb"\s*<(\?xml|!DOCTYPE|!--|[A-Za-z_])", re.I)
_HTML = re.compile(rb"\s*<(!doctype\s+html|html|head|meta|style|table|body|div|center)\b", re.I)
_CALENDAR = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*V?[A-Z-]+", re.I | re.M)
_LIBRARY = re.compile(rb"^[ \t]*\[\[?[ \t]*(branch|space|house|partner)[\s.\]]", re.M)
_SMART = re.compile(rb"\s*\.I[ \t]+[0-9]+[ \t]*\r?\n\.[A-Z]\s")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2: Excel workbooks from before 2007
_BY_SUFFIX = {
    ".mrc": FileKind.MARC21, ".marc": FileKind.MARC21, ".dat": FileKind.MARC21,
    ".xml": FileKind.XML, ".ics": FileKind.ICALENDAR, ".ical": FileKind.ICALENDAR,
    ".csv": FileKind.CSV, ".tsv": FileKind.CSV, ".toml": FileKind.LIBRARY,
}  # fmt: skip


def detect_file_kind(head: bytes, name: str) -> FileKind | None:
    """Return the kind of a file that begins with ``head``, or None if it is not supported."""
    suffix = PurePath(name).suffix.lower()
    if head.startswith(_OLE):
        return FileKind.SPREADSHEET
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.ARCHIVE
    start = _as_ascii(head)
    if _LEADER.match(start) or _LATER_LEADER.search(start):
        return FileKind.MARC21
    if _SMART.match(start):
        return FileKind.SMART
    if _HTML.match(start) and b"<tr" in start.lower() and suffix not in (".html", ".htm"):
        return FileKind.HTML_TABLE
    if _XML.match(start):
        return FileKind.XML if suffix not in (".html", ".htm", ".svg") else None
    if _BY_SUFFIX.get(suffix) is not FileKind.CSV and _CALENDAR.search(start[:4096]):
        return FileKind.ICALENDAR
    if suffix != ".csv" and _LIBRARY.search(start):
        return FileKind.LIBRARY
    return FileKind.CSV if looks_like_table(head) else _BY_SUFFIX.get(suffix)


def _as_ascii(head: bytes) -> bytes:
    """Return ``head`` without a byte order mark; if it is UTF-16, only its ASCII characters."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "ignore").encode("ascii", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")
