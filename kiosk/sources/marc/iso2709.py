"""Splitting an ISO 2709 file into records, even if some records are damaged.

An ISO 2709 record begins with its length and ends with a terminator (0x1D). The length is used only
if it agrees with the terminator and the directory. Otherwise the record ends at the next
terminator, so that a damaged record never affects its neighbours.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

RECORD_END, FIELD_END = b"\x1d", b"\x1e"
LEADER_LENGTH = 24  # bytes
MAX_RECORD_BYTES = 8 * 1024 * 1024  # the length field itself cannot exceed 99,999
_LONGEST_NAMED = 99_999
_BLOCK = 256 * 1024
_BETWEEN = re.compile(rb"[\s\x00\x1a\x1d\x1e\xfe\xff\xef\xbb\xbf]*")
# Leader: length, status, type, level, ..., 2 indicators of 1, base address, 4500 (UNIMARC: 450).
_LEADER = rb"[0-9]{5}[a-z ][a-z][a-z ][ -~]{2}22[0-9]{5}[ -~]{3}450[0 ]"
_INNER = re.compile(rb"(?<=\x1e)" + _LEADER + rb"(?=[0-9A-Z]{3}[0-9]{9})")
_LATE = re.compile(_LEADER + rb"(?=[0-9A-Z]{3}[0-9]{9})")


class RecordFrame(NamedTuple):
    """The bytes of one record; ``offset`` is the record's position in the file in bytes.

    ``valid`` is true if the directory of the record matches its fields exactly. ``unterminated`` is
    true if no terminator was found within MAX_RECORD_BYTES; ``raw`` then contains only the
    beginning of the record.
    """

    offset: int
    raw: bytes
    valid: bool
    unterminated: bool = False


def split_records(
    stream: BinaryIO, progress: Callable[[int], None] | None = None
) -> Iterator[RecordFrame]:
    """Yield the records of ``stream``, using at most MAX_RECORD_BYTES plus one block of memory."""
    window = _Window(stream)
    while window.skip_to_record():
        named = window.stated_length()
        if named and has_valid_directory(raw := window.start_of(named)):
            yield RecordFrame(window.offset, raw, valid=True)
            window.drop(named)
        elif end := window.terminator():
            yield from _parts(window.offset, window.start_of(end))
            window.drop(end)
        else:
            yield RecordFrame(
                window.offset, window.start_of(_BLOCK), valid=False, unterminated=True
            )
            window.drop_to_terminator()
        if progress:
            progress(window.offset)


class _Window:
    """The part of a stream that is in memory; ``offset`` is the position of its first byte."""

    def __init__(self, stream: BinaryIO) -> None:
        self.offset = 0
        self._stream = stream
        self._bytes = bytearray()

    def skip_to_record(self) -> bool:
        """Advance to the next record. Returns False at the end of the stream."""
        while True:
            if len(self._bytes) < _LONGEST_NAMED and not self._fill() and not self._bytes:
                return False
            match = _BETWEEN.match(self._bytes)
            self.drop(match.end() if match else 0)
            if self._bytes:
                return True

    def stated_length(self) -> int:
        """Return the length that the record gives, or 0 if no terminator is at that position."""
        if not self._bytes[:5].isdigit():
            return 0
        named = int(self._bytes[:5])
        while len(self._bytes) < named and self._fill():
            pass
        fits = LEADER_LENGTH < named <= len(self._bytes) and self._bytes[named - 1] == RECORD_END[0]
        return named if fits else 0

    def terminator(self) -> int:
        """Return the length to the next terminator or the end of the stream; 0 if too long."""
        seen = 0
        while (found := self._bytes.find(RECORD_END, seen, MAX_RECORD_BYTES)) < 0:
            seen = len(self._bytes)
            if seen >= MAX_RECORD_BYTES:
                return 0
            if not self._fill():
                return seen
        return found + 1

    def drop_to_terminator(self) -> None:
        while (found := self._bytes.find(RECORD_END)) < 0:
            self.drop(len(self._bytes))
            if not self._fill():
                return
        self.drop(found + 1)

    def start_of(self, length: int) -> bytes:
        return bytes(self._bytes[:length])

    def drop(self, length: int) -> None:
        self.offset += length
        del self._bytes[:length]

    def _fill(self) -> bool:
        block = self._stream.read(_BLOCK)
        self._bytes += block
        return bool(block)


def _parts(start: int, raw: bytes) -> Iterator[RecordFrame]:
    """Split ``raw`` if it contains several records without terminators between them."""
    cuts = [m.start() for m in _INNER.finditer(raw, LEADER_LENGTH)]
    for begin, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        yield RecordFrame(start + begin, raw[begin:end], valid=has_valid_directory(raw[begin:end]))


def find_leader(raw: bytes) -> int:
    """Return the position of a leader after other bytes in ``raw``, or 0 if there is none."""
    match = _LATE.search(raw)
    return match.start() if match else 0


def has_valid_directory(raw: bytes) -> bool:
    """Return whether each directory entry in ``raw`` describes exactly one complete field."""
    base = raw[12:17]
    if not base.isdigit():
        return False
    start = int(base)
    directory = raw[LEADER_LENGTH : start - 1]
    if not directory or len(directory) % 12 or raw[start - 1 : start] != FIELD_END:
        return False
    if not directory.isascii() or start >= len(raw):
        return False
    end = FIELD_END[0]
    size = len(raw)
    for at in range(0, len(directory), 12):
        if not directory[at + 3 : at + 12].isdigit():
            return False
        first = start + int(directory[at + 7 : at + 12])
        last = first + int(directory[at + 3 : at + 7]) - 1
        if not start <= first <= last < size or raw[last] != end or raw[first - 1] != end:
            return False
    return True
