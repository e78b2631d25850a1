"""Splitting a calendar file into components, so that a faulty event does not affect other events.

The rules are those of RFC 5545, 3.4 (iCalendar objects, of which a file may contain several) and
3.6 (components).
"""

import re
from dataclasses import dataclass, field

from kiosk.sources.calendars.content_lines import Property, parse_property, unfold_lines

_EDGE = re.compile(r"\s*(BEGIN|END)\s*:\s*([A-Z0-9-]+)\s*$", re.I)
_MOST_LINES = 20_000  # the maximum number of lines in one component
_LONGEST_TEXT = 10_000  # characters; nothing is appended to a longer text
_PARTS = ("VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY")
_TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "X-ALT-DESC"}


@dataclass(slots=True)
class Component:
    """One component: its content lines, and the number of its first line in the file.

    ``defect`` is the reason why the component is incomplete, or "" if it is complete.
    """

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)
    defect: str = ""
    _properties: dict[str, list[Property]] | None = None

    @property
    def text(self) -> str:
        """The content lines as one string with CRLF line ends."""
        return "\r\n".join(self.lines)

    @property
    def properties(self) -> dict[str, list[Property]]:
        """The properties by name, except those of inner components such as alarms."""
        if self._properties is None:
            self._properties = {}
            depth = 0
            for line in self.lines[1:]:
                if edge := _EDGE.match(line):
                    depth += 1 if edge[1].upper() == "BEGIN" else -1
                elif depth == 0 and (found := parse_property(line)):
                    self._properties.setdefault(found.name, []).append(found)
        return self._properties

    def all(self, *names: str) -> list[Property]:
        """Return all properties with these names."""
        return [each for name in names for each in self.properties.get(name, [])]

    def first(self, name: str) -> Property | None:
        """Return the first property of this name that has a value, or None if there is none."""
        return next((each for each in self.all(name) if each.value), None)

    def value(self, name: str) -> str:
        """Return the value of the first property of this name, or "" if there is none."""
        found = self.first(name)
        return found.value if found else ""

    def text_value(self, name: str) -> str:
        """Return the unescaped text of the first property of this name.

        Returns "" if there is no such property.
        """
        found = self.first(name)
        return found.text if found else ""


@dataclass(slots=True)
class CalendarObject:
    """One VCALENDAR object. ``head`` contains the properties of the calendar itself."""

    head: Component
    events: list[Component] = field(default_factory=list)
    zones: list[Component] = field(default_factory=list)
    others: list[Component] = field(default_factory=list)


def split_calendars(raw: bytes) -> list[CalendarObject]:
    """Return the calendars in a file.

    A component without END ends where the next component begins.
    """
    taker = _Taker()
    for number, line in unfold_lines(raw):
        taker.take(number, line)
    taker.close("It is truncated: its end is missing.")
    return taker.found


class _Taker:
    """Collects the calendars; ``_current`` is the component that is still open."""

    def __init__(self) -> None:
        self.found = [_empty(1)]
        self._current: Component | None = None
        self._inner: list[str] = []  # components inside the current component, such as VALARM

    def take(self, number: int, line: str) -> None:
        edge = _EDGE.match(line)
        if edge is None:
            _keep(self._current or self.found[-1].head, line)
            return
        begins, kind = edge[1].upper() == "BEGIN", edge[2].upper()
        if kind == "VCALENDAR":
            self.close("It has no end: the calendar ends in it.")
            self.found.append(_empty(number))
        elif begins and kind in _PARTS and kind not in self._inner:
            self.close("It has no end: another component begins in it.")
            self._open(kind, number)
        elif self._current and not begins and kind == self._current.kind:
            self.close()
        elif self._current:
            _nest(self._current, self._inner, begins, kind)

    def _open(self, kind: str, number: int) -> None:
        home = self.found[-1]
        places = {"VEVENT": home.events, "VTIMEZONE": home.zones}
        self._current = Component(kind, number, [f"BEGIN:{kind}"])
        places.get(kind, home.others).append(self._current)

    def close(self, defect: str = "") -> None:
        if component := self._current:
            component.lines += [f"END:{kind}" for kind in reversed(self._inner)]
            component.lines.append(f"END:{component.kind}")
            component.defect = defect
        self._current, self._inner = None, []


def _empty(line: int) -> CalendarObject:
    return CalendarObject(Component("VCALENDAR", line, ["BEGIN:VCALENDAR"]))


def _nest(current: Component, inner: list[str], begins: bool, kind: str) -> None:
    if begins:
        inner.append(kind)
    elif kind in inner:
        while inner and inner[-1] != kind:
            current.lines.append(f"END:{inner.pop()}")
        inner.pop()
    else:
        return
    current.lines.append(f"{'BEGIN' if begins else 'END'}:{kind}")


def _keep(component: Component, line: str) -> None:
    """Add a content line; append loose text to a text property before it, or otherwise drop it."""
    line = line.strip()
    if len(component.lines) >= _MOST_LINES:
        return
    if parse_property(line):
        component.lines.append(line)
    elif len(component.lines[-1]) < _LONGEST_TEXT:
        before = parse_property(component.lines[-1])
        if before and before.name in _TEXTS:
            component.lines[-1] += f"\\n{line}"
