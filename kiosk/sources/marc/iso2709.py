"""Finding the records in a stream of ISO 2709, whatever lies around and inside them.

ISO 2709 gives a record a length at its start and a terminator (0x1D) at its end. A
length is believed only where the terminator and the directory agree with it; else the
record ends at the next terminator. So one broken record never costs its neighbours.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

RECORD_END, FIELD_END = b"\x1d", b"\x1e"
LEADER_LENGTH = 24  # bytes
MAX_RECORD_BYTES = 8 * 1024 * 1024  # bytes; the largest that ISO 2709 can name is 99,999
_LONGEST_NAMED = 99_999
_BLOCK = 256 * 1024
_BETWEEN = re.compile(rb"[\s\x00\x1a\x1d\x1e\xfe\xff\xef\xbb\xbf]*")
# Leader: length, status, type, level, ..., 2 indicators of 1, base address, 4500 (UNIMARC: 450).
_LEADER = rb"[0-9]{5}[a-z ][a-z][a-z ][ -~]{2}22[0-9]{5}[ -~]{3}450[0 ]"
_INNER = re.compile(rb"(?<=\x1e)" + _LEADER + rb"(?=[0-9A-Z]{3}[0-9]{9})")
_LATE = re.compile(_LEADER + rb"(?=[0-9A-Z]{3}[0-9]{9})")


class RecordFrame(NamedTuple):
    """The bytes of one record; ``offset`` is where it starts in the file (bytes).

    ``valid`` tells that its directory names exactly its fields. ``unterminated`` marks what
    runs on past MAX_RECORD_BYTES; ``raw`` is then only its start.
    """

    offset: int
    raw: bytes
    valid: bool
    unterminated: bool = False


def split_records(
    stream: BinaryIO, progress: Callable[[int], None] | None = None
) -> Iterator[RecordFrame]:
    """Each record of ``stream`` in turn; at most MAX_RECORD_BYTES and a block are held."""
    window = _Window(stream)
    while window.skip_what_lies_between():
        named = window.named_length()
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
    """A part of a stream; ``offset`` is the place of its first byte."""

    def __init__(self, stream: BinaryIO) -> None:
        self.offset = 0
        self._stream = stream
        self._bytes = bytearray()

    def skip_what_lies_between(self) -> bool:
        """Go to the next record; False at the end of the stream."""
        while True:
            if len(self._bytes) < _LONGEST_NAMED and not self._fill() and not self._bytes:
                return False
            match = _BETWEEN.match(self._bytes)
            self.drop(match.end() if match else 0)
            if self._bytes:
                return True

    def named_length(self) -> int:
        """The length that the record gives itself, 0 where no terminator stands at its end."""
        if not self._bytes[:5].isdigit():
            return 0
        named = int(self._bytes[:5])
        while len(self._bytes) < named and self._fill():
            pass
        fits = LEADER_LENGTH < named <= len(self._bytes) and self._bytes[named - 1] == RECORD_END[0]
        return named if fits else 0

    def terminator(self) -> int:
        """The length up to the next terminator or the end of the stream; 0 when too far."""
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
    """``raw`` as one record, or as several where terminators between them are lost."""
    cuts = [m.start() for m in _INNER.finditer(raw, LEADER_LENGTH)]
    for begin, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        yield RecordFrame(start + begin, raw[begin:end], valid=has_valid_directory(raw[begin:end]))


def find_leader(raw: bytes) -> int:
    """Where a leader begins in ``raw`` behind other bytes; 0 where none does."""
    match = _LATE.search(raw)
    return match.start() if match else 0


def has_valid_directory(raw: bytes) -> bool:
    """Whether the directory of ``raw`` names exactly whole fields."""
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
