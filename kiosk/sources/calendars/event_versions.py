"""Choosing the current version of an event, and recognising private events.

The rules are those of RFC 5546, 2.1.5 (the highest SEQUENCE, then the latest time of writing) and
RFC 5545, 3.8.1.3 (CLASS).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from kiosk.sources.calendars.components import Component
from kiosk.sources.calendars.event_series import EventVersion

_MARK = re.compile(r"X-[A-Z0-9-]{0,60}(?:SENSITIVITY|PRIVATE|PRIVACY)")
_MARKED = {"1", "2", "3", "TRUE", "YES", "PRIVATE", "PERSONAL", "CONFIDENTIAL", "RESTRICTED"}


def is_private(component: Component) -> bool:
    """Return whether an event is private; an unknown CLASS counts as PRIVATE."""
    classes = [each.text.upper() for each in component.all("CLASS", "X-CALENDARSERVER-ACCESS")]
    marks = [name for name in component.properties if _MARK.fullmatch(name)]
    marked = {each.text.upper() for each in component.all(*marks)}
    return any(each not in ("", "PUBLIC") for each in classes) or not marked.isdisjoint(_MARKED)


def is_marked_public(component: Component) -> bool:
    """Return whether CLASS is PUBLIC."""
    return component.text_value("CLASS").upper() == "PUBLIC"


def sequence_number(version: EventVersion) -> int:
    """Return the number in SEQUENCE, or 0 if SEQUENCE is missing or invalid."""
    value = version.component.value("SEQUENCE")
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else 0


def written_at(version: EventVersion) -> str:
    """Return the time at which the version was written; the strings sort in order of time."""
    component = version.component
    return component.value("LAST-MODIFIED") or component.value("DTSTAMP")


def select_newest(
    versions: Iterable[EventVersion], about: Callable[[EventVersion], Hashable]
) -> tuple[list[EventVersion], list[EventVersion]]:
    """Return the current versions, and the earlier versions that have the same SEQUENCE.

    ``about`` returns a key that is equal for versions of the same event. Versions that were written
    at the same time are all current, unless one of these versions cancels the event.
    """
    known = list(versions)
    top = max(map(sequence_number, known), default=0)
    groups: dict[Hashable, list[EventVersion]] = defaultdict(list)
    for version in known:
        if sequence_number(version) == top:
            groups[about(version)].append(version)
    current: list[EventVersion] = []
    older: list[EventVersion] = []
    for group in groups.values():
        last = max(map(written_at, group))
        left = [each for each in group if written_at(each) in ("", last)]
        left = [each for each in left if each.withdrawn] or left
        current += left
        counted = set(map(id, left))
        older += [each for each in group if id(each) not in counted]
    return current, older


def start_key(version: EventVersion) -> str:
    """Return a key that is equal for versions that have the same start."""
    prop = version.component.first("DTSTART")
    return f"{prop.parameters.get('TZID', '')} {prop.value}" if prop else ""
