"""Unfolding and decoding the content lines of a calendar file.

The rules are those of RFC 5545, 3.1 and 3.2, and RFC 6868 (quotes in parameters). Folded lines are
joined as bytes, because a fold may split a character. Each line is decoded on its own, because the
lines of a file may use different code pages.
"""

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = re.compile(rb"\r\n?|\n")
_EDGE = re.compile(rb"\s*(?:BEGIN|END)\s*:", re.I)
_INDENT = re.compile(rb"[ \t]+(?=[A-Za-z][A-Za-z0-9-]*[;:])")
_SOFT_BREAK = re.compile(rb"[^:]{0,200}QUOTED-PRINTABLE[^:]{0,200}:", re.I)
_CHARSET = re.compile(rb"[^:]{0,200};CHARSET=\"?([A-Za-z0-9_.:-]{2,40}?)\"?[;:]", re.I)
_LINE = re.compile(r'([A-Za-z0-9-]+)\s*+((?:;(?:[^:;"]|"[^"]*")*+)*+)\s*+:(.*)', re.S)
_ODD_LINE = re.compile(r"([A-Za-z0-9-]+)\s*(;[^:]*)?:(.*)", re.S)  # a quote that is never closed
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")
_TIME_LINE = re.compile(r"([A-Za-z-]+)\s*(;.*?)?:(\s*(?:[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}).*)")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*(?:=\s*("[^"]*"|[^;]*))?')
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}
_ESCAPED = re.compile(r"\\(.)", re.S)


@dataclass(frozen=True, slots=True)
class Property:
    """One content line, with parameter names in upper case and values without quotes."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text without TEXT escapes (RFC 5545, 3.3.11)."""
        return unescape_text(self.value).strip()


def parse_property(line: str) -> Property | None:
    """Parse a content line. Returns None for loose text, which is not a content line."""
    found = _LINE.match(line)
    if line[:13].upper().startswith(_TIMES):  # the parameter TZID=UTC+09:00 contains a colon
        found = _TIME_LINE.match(line) or found
    found = found or _ODD_LINE.match(line)
    if found is None:
        return None
    name, value = found[1].upper(), found[3].strip()
    parameters = {
        key.upper(): _unquoted(quoted) for key, quoted in _PARAMETER.findall(found[2] or "")
    }
    if "QUOTED-PRINTABLE" in (parameters.get("ENCODING", "").upper(), *parameters):
        value = quopri.decodestring(value.encode()).decode(_charset(parameters), "replace")
    return Property(name, parameters, value)


def unescape_text(value: str) -> str:
    """Remove the escapes of TEXT values; a backslash before any other character is kept."""
    return _ESCAPED.sub(lambda found: _unescaped(found[1]), value)


def _unescaped(char: str) -> str:
    if char in "nN":
        return "\n"
    return f"\\{char}" if char.isalnum() else char


def _unquoted(value: str) -> str:
    value = re.sub(r"\^[nN'^]", lambda found: _CARET[found[0]], value.strip().strip('"'))
    return value.replace("\\", "").strip()


def _charset(parameters: dict[str, str]) -> str:
    try:
        return codecs.lookup(parameters.get("CHARSET", "utf-8")).name
    except LookupError:
        return "utf-8"


def unfold_lines(raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield the content lines of a file, each with the number of its first line."""
    parts: list[bytes] = []
    begun = 0
    indent = b""  # some files are indented like source code
    for number, line in enumerate(_ENDS.split(_in_utf8(raw)), start=1):
        line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue  # some software writes an empty line before a continuation line
        if parts and _EDGE.match(parts[0]) and (found := _INDENT.match(line)):
            indent = found[0]
        if parts and _soft(parts):
            parts.append(line)
        elif line[:1] in b" \t" and parts and not _begins(line, indent):
            parts.append(line[1:])
        else:
            if parts:
                yield begun, _decoded(parts)
            begun, parts = number, [line.strip(b" \t") if indent else line]
    if parts:
        yield begun, _decoded(parts)


def _begins(line: bytes, indent: bytes) -> bool:
    """Return whether a line that begins with white space is a new line, not a continuation."""
    if _EDGE.match(line):
        return True
    return bool(indent) and line.startswith(indent) and bool(_INDENT.match(line))


def _soft(parts: list[bytes]) -> bool:
    """If a quoted-printable line (vCalendar 1.0) continues, drop its final "=" and return True."""
    if not parts[-1].endswith(b"=") or not _SOFT_BREAK.match(parts[0]):
        return False
    parts[-1] = parts[-1][:-1]
    return True


def _in_utf8(raw: bytes) -> bytes:
    """Convert UTF-16 to UTF-8 and remove NUL; a byte order mark or zero bytes indicate UTF-16."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.decode("utf-16", "replace").encode()
    elif raw[1:8:2] == bytes(4):
        raw = raw.decode("utf-16-le", "replace").encode()
    elif raw[0:8:2] == bytes(4):
        raw = raw.decode("utf-16-be", "replace").encode()
    return raw.replace(b"\0", b"")


def _decoded(parts: list[bytes]) -> str:
    """Decode a line as UTF-8, or else in its declared code page, or else as Windows-1252."""
    line = b"".join(parts)
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    if found := _CHARSET.match(line):
        try:
            return line.decode(found[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    if line.decode("utf-8", "ignore").isascii():
        return line.decode("cp1252", "replace")
    return line.decode("utf-8", "kiosk-cp1252")


def _as_cp1252(fault: UnicodeError) -> tuple[str, int]:
    """Decode an invalid byte next to a letter as Windows-1252, and any other byte as U+FFFD."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    start, end = fault.start, fault.start + 1
    beside = fault.object[max(0, start - 1) : start] + fault.object[end : end + 1]
    if any(bytes([each]).isalpha() for each in beside):
        return fault.object[start:end].decode("cp1252", "replace"), end
    return "\ufffd", max(end, fault.end)


codecs.register_error("kiosk-cp1252", _as_cp1252)
