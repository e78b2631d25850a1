"""Reading the lines of a text file in any character encoding and with any line ends.

A byte that cannot be decoded becomes a lone surrogate (PEP 383); see :func:`has_undecoded_bytes`.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from kiosk.errors import SourceError
from kiosk.sources.text.code_pages import SAMPLE_BYTES, guess_code_page

_LONGEST_LINE = 1024 * 1024  # bytes
_BLOCK = 64 * 1024  # bytes
_UNREAD = re.compile("[\udc80-\udcff]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_MULTIBYTE = ("gb18030", "big5hkscs", "cp932", "euc_kr", "euc_jp")
_BOM = b"\xef\xbb\xbf"


def read_lines(
    stream: BinaryIO, encoding: str = "", progress: Callable[[int], None] | None = None
) -> Iterator[str]:
    """Yield each line without its line end; ``stream`` must support seeking.

    If ``encoding`` is not given, UTF-8 and UTF-16 are detected from byte order marks and bytes; all
    other lines are decoded with one guessed code page. Raises SourceError for an unknown encoding.
    """
    wide = _wide(stream)
    ends, page, everywhere = _survey(stream, wide)
    if encoding:
        page, everywhere = _known(encoding), True
    for line in _split(_blocks(stream, wide, progress), ends):
        yield _decoded(line, page, everywhere).replace("\0", "")


def has_undecoded_bytes(text: str) -> bool:
    """Return whether ``text`` contains bytes that could not be decoded."""
    return not text.isascii() and _UNREAD.search(text) is not None


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as fault:
        advice = "Such are utf-8, cp1252, cp1256, cp1251, gb18030 and big5."
        raise SourceError(f"There is no encoding “{encoding}”.", advice) from fault


def _wide(stream: BinaryIO) -> str:
    """Return "utf-16-le" or the like if a mark or zero bytes show this encoding, otherwise ""."""
    stream.seek(0)
    head = stream.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half > 4 and max(even, odd) > 0.6 * half and min(even, odd) < 0.1 * half:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _survey(stream: BinaryIO, wide: str) -> tuple[re.Pattern[bytes], str, bool]:
    """Return the line end, the code page of lines not in UTF-8, and whether all lines use it."""
    lone = feeds = 0
    for block in _blocks(stream, wide):
        feeds += block.count(b"\n")
        lone += block.count(b"\r") - block.count(b"\r\n")
    ends = re.compile(rb"\r\n?|\n" if lone > feeds else rb"\r?\n")
    header, strange, taken, plain = b"", [], 0, 0
    for line in _split(_blocks(stream, wide), ends):
        header = header or line.strip()
        if line.isascii():
            continue
        if _is_utf8(line):
            plain += 1
        elif taken < SAMPLE_BYTES:
            strange.append(line)
            taken += len(line)
    guessed = strange and not wide  # UTF-16 with lone surrogates has no code page
    page = guess_code_page(strange, b"" if _is_utf8(header) else header) if guessed else ""
    return ends, page, page in _MULTIBYTE and plain < len(strange)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(line: bytes, page: str, everywhere: bool) -> str:
    if not everywhere and (line.isascii() or _is_utf8(line)):
        return line.decode("utf-8")
    try:
        return line.decode(page or "ascii", "strict" if page else "surrogateescape")
    except UnicodeDecodeError:
        # An unassigned byte spoils one character in a single-byte page, but the whole line in
        # others.
        if page in _MULTIBYTE or page.startswith("utf"):
            return line.decode("ascii", "surrogateescape")
        return line.decode(page, "replace")


def _blocks(
    stream: BinaryIO, wide: str, progress: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """Yield the content of the file without a byte order mark; UTF-16 and UTF-32 become UTF-8."""
    stream.seek(0)
    faults = "surrogatepass" if wide.startswith("utf-16") else "replace"
    decoder = codecs.getincrementaldecoder(wide)(faults) if wide else None
    done, first = 0, True
    while block := stream.read(_BLOCK):
        done += len(block)
        if progress:
            progress(done)
        if decoder:
            block = decoder.decode(block).encode("utf-8", "surrogatepass")
        if first:
            while block.startswith(_BOM):
                block = block.removeprefix(_BOM)
        first = first and not block
        yield block


def _split(blocks: Iterator[bytes], ends: re.Pattern[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        rest += block
        pending = b"\r" if rest.endswith(b"\r") else b""  # a line feed may follow in the next block
        parts = ends.split(rest[: len(rest) - len(pending)])
        rest = parts.pop() + pending
        yield from parts
        while len(rest) > _LONGEST_LINE:
            yield rest[:_LONGEST_LINE]
            rest = rest[_LONGEST_LINE:]
    parts = ends.split(rest)
    if not parts[-1]:
        parts.pop()
    yield from parts
