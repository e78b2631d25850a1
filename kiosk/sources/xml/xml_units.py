"""Splitting an XML file into records, headers and errors, which are then parsed one by one.

These elements are found by their tags alone. Intact records are therefore found even in files that
are not well formed (truncated, several roots, undeclared prefixes). Only one record is in memory at
a time, and the parser never receives a document type.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

MAX_UNIT_BYTES = 8 * 1024 * 1024  # bytes of one record
_BLOCK = 256 * 1024
_LONGEST_TAG = 64 * 1024
_TAG = re.compile(
    rb"<!--|<!\[CDATA\[|<(/?)(?:[A-Za-z_][\w.-]{0,60}:)?(record|mods|header|error)(?=[\s/>])[^<>]{0,9999}>"
)
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}


class XmlUnit(NamedTuple):
    """One element of the stream.

    ``name`` is "record", "header" or "error", or "end" for the end of an outer record. ``offset``
    is the position in the stream in bytes. ``defect`` is the reason why the element is incomplete,
    or "" if it is complete.
    """

    name: str
    offset: int
    raw: bytes
    defect: str = ""


def split_xml(stream: BinaryIO, progress: Callable[[int], None] | None = None) -> Iterator[XmlUnit]:
    """Yield the innermost records, and the OAI-PMH headers and errors, in the order of the file.

    A ``mods`` element is treated as a record.
    """
    return _Cutter(stream, progress).units()


class _Cutter:
    def __init__(self, stream: BinaryIO, progress: Callable[[int], None] | None) -> None:
        self._stream = stream
        self._progress = progress
        self._bytes = b""
        self._offset = 0  # position in the file of the first byte in memory
        self._at = 0  # the end of the scanned part
        self._begun: tuple[str, int] | None = None  # name and start of the open element
        self._header: int | None = None  # start of a header inside an open record
        self._absent: dict[bytes, int] = {}  # there is no end tag before this position
        self._outer = False  # an outer record is open

    def units(self) -> Iterator[XmlUnit]:
        while (found := self._next_tag()) is not None:
            self._at = found.end()
            if found[0] in _ENDS:
                self._skip_to(_ENDS[found[0]])
            elif found[1]:
                yield from self._close(_name(found), found.end())
            else:
                yield from self._open(found)
        if self._begun and self._begun[0] != "header":
            yield self._unit(len(self._bytes), "It is truncated: its end is missing.")

    def _open(self, found: re.Match[bytes]) -> Iterator[XmlUnit]:
        name = _name(found)
        if name == "record":
            if self._begun and self._in_marc(found.start()):
                yield self._unit(found.start(), "It has no end: another record begins in it.")
            elif self._begun and self._begun[0] == "record":
                self._outer = True
        elif self._begun and self._begun[0] == "record":
            # The header is a child of the OAI record.
            self._header = found.start() if name == "header" else None
            return
        self._begun = (name, found.start())
        if found[0].endswith(b"/>"):
            yield self._unit(found.end())

    def _close(self, name: str, end: int) -> Iterator[XmlUnit]:
        if self._begun and self._begun[0] == name:
            yield self._unit(end)
        elif name == "header" and self._header is not None:
            raw = self._bytes[self._header : end]
            yield XmlUnit("header", self._offset + self._header, raw)
            self._header = None
        elif name == "record" and self._outer:
            self._outer = False
            yield XmlUnit("end", self._offset + end, b"")

    def _in_marc(self, end: int) -> bool:
        return self._begun is not None and _is_marc(self._bytes[self._begun[1] : end])

    def _unit(self, end: int, defect: str = "") -> XmlUnit:
        name, start = self._begun or ("record", 0)
        self._begun = None
        return XmlUnit(name, self._offset + start, self._bytes[start:end], defect)

    def _next_tag(self) -> re.Match[bytes] | None:
        while True:
            found = _TAG.search(self._bytes, self._at)
            # A tag without an end may continue in the next block.
            if found:
                return found
            last = self._bytes.rfind(b"<", max(self._at, len(self._bytes) - _LONGEST_TAG))
            self._at = last if last >= 0 else len(self._bytes)
            if not self._fill():
                return None

    def _skip_to(self, end: bytes) -> None:
        begin = self._at
        at = max(begin, self._absent.get(end, 0) - self._offset)
        while (found := self._bytes.find(end, at)) < 0:
            at = max(begin, len(self._bytes) - len(end))
            self._absent[end] = self._offset + at
            if len(self._bytes) - begin > MAX_UNIT_BYTES or not self._more():
                return  # the section never ends, so the tags inside it are treated as tags
        self._at = found + len(end)

    def _fill(self) -> bool:
        """Read another block, and drop the scanned bytes that are no longer needed."""
        keep = min(self._at, self._begun[1]) if self._begun else self._at
        if self._begun and len(self._bytes) - keep > MAX_UNIT_BYTES:
            keep, self._begun = self._at, None
        self._bytes = self._bytes[keep:]
        self._offset += keep
        self._at -= keep
        if self._begun:
            self._begun = (self._begun[0], self._begun[1] - keep)
        self._header = None if self._header is None else max(0, self._header - keep)
        return self._more()

    def _more(self) -> bool:
        block = self._stream.read(_BLOCK)
        self._bytes += block
        if self._progress and block:
            self._progress(self._offset + len(self._bytes))
        return bool(block)


def _name(tag: re.Match[bytes]) -> str:
    return "record" if tag[2] == b"mods" else tag[2].decode()


_MARC = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,60}:)?(?:leader|controlfield|datafield)[\s/>]")


def _is_marc(raw: bytes) -> bool:
    return bool(_MARC.search(raw))
