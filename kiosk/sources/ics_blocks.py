"""Taking a calendar file apart by its text, so that one bad event spoils no other.

RFC 5545, 3.1 (folded lines) and 3.6 (components).
"""

import codecs
import re
from dataclasses import dataclass, field

_EMPTY_LINES = re.compile(r"\n\n+")  # some programs put them before a folded rest
_FOLD = re.compile(r"\n[ \t]")
_EDGE = re.compile(r"\s*(BEGIN|END)\s*:\s*([A-Z0-9-]+)\s*$", re.I)
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(.*)")
_MOST_LINES = 20_000  # of one component
_PARTS = ("VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY")


@dataclass(slots=True)
class Block:
    """One component: its content lines, and the first line's number in the unfolded file."""

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)
    complaint: str = ""

    @property
    def text(self) -> str:
        return "\r\n".join(self.lines)

    def value(self, name: str) -> str:
        """Of the first property of this name outside inner components, "" without one."""
        depth = 0
        for line in self.lines[1:]:
            if edge := _EDGE.match(line):
                depth += 1 if edge[1].upper() == "BEGIN" else -1
            elif depth == 0 and line[: len(name)].upper() == name:
                found = _LINE.match(line)
                if found and found[1].upper() == name:
                    return found[3].strip()
        return ""


@dataclass(slots=True)
class Blocks:
    """What a calendar file is made of. ``head`` holds the calendar's own properties."""

    head: Block
    events: list[Block]
    zones: list[Block]
    others: list[Block]


def decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def blocks(text: str) -> Blocks:
    """The components of ``text``; each ends at its END, or where the next one begins."""
    text = re.sub(r"\r\n?|\u2028|\x85", "\n", text.replace("\0", ""))
    text = _FOLD.sub("", _EMPTY_LINES.sub("\n", text))
    found = Blocks(Block("VCALENDAR", 1, [""]), [], [], [])
    places = {"VEVENT": found.events, "VTIMEZONE": found.zones}
    current: Block | None = None
    inner: list[str] = []  # components inside the current one, such as VALARM
    for number, line in enumerate(text.split("\n"), start=1):
        edge = _EDGE.match(line)
        if edge is None:
            if line.strip():
                _keep(current or found.head, line)
            continue
        begins, kind = edge[1].upper() == "BEGIN", edge[2].upper()
        if begins and kind in _PARTS and kind not in inner:
            if current:
                _close(current, inner, "It has no end: another component begins in it.")
            current, inner = Block(kind, number, [f"BEGIN:{kind}"]), []
            places.get(kind, found.others).append(current)
        elif current and not begins and kind == current.kind:
            _close(current, inner)
            current, inner = None, []
        elif current and kind == "VCALENDAR":
            _close(current, inner, "It has no end: the calendar ends in it.")
            current, inner = None, []
        elif current:
            _nest(current, inner, begins, kind)
    if current:
        _close(current, inner, "It is cut short: the end of it is missing.")
    return found


def _nest(current: Block, inner: list[str], begins: bool, kind: str) -> None:
    if begins:
        inner.append(kind)
    elif kind in inner:
        while inner and inner[-1] != kind:
            current.lines.append(f"END:{inner.pop()}")
        inner.pop()
    else:
        return
    current.lines.append(f"{'BEGIN' if begins else 'END'}:{kind}")


def _keep(block: Block, line: str) -> None:
    """Keep ``line`` where it is a content line at all: some programs write loose text."""
    if len(block.lines) < _MOST_LINES and _LINE.match(line := line.strip()):
        block.lines.append(line)


def _close(block: Block, inner: list[str], complaint: str = "") -> None:
    block.lines += [f"END:{kind}" for kind in reversed(inner)]
    block.lines.append(f"END:{block.kind}")
    block.complaint = complaint
