"""Which of several versions of an event counts, and which are not for everybody's eyes.

RFC 5546, 2.1.5 (SEQUENCE, then when it was written) and RFC 5545, 3.8.1.3 (CLASS).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from kiosk.sources.calendars.components import Component
from kiosk.sources.calendars.event_series import EventVersion

_MARK = re.compile(r"X-[A-Z0-9-]{0,60}(?:SENSITIVITY|PRIVATE|PRIVACY)")
_MARKED = {"1", "2", "3", "TRUE", "YES", "PRIVATE", "PERSONAL", "CONFIDENTIAL", "RESTRICTED"}


def is_private(block: Component) -> bool:
    """Whether it is not for all: a class that is not known counts as PRIVATE."""
    said = [each.text.upper() for each in block.all("CLASS", "X-CALENDARSERVER-ACCESS")]
    marks = [name for name in block.properties if _MARK.fullmatch(name)]
    marked = {each.text.upper() for each in block.all(*marks)}
    return any(each not in ("", "PUBLIC") for each in said) or not marked.isdisjoint(_MARKED)


def is_marked_public(block: Component) -> bool:
    return block.text_of("CLASS").upper() == "PUBLIC"


def sequence_number(version: EventVersion) -> int:
    said = version.block.value("SEQUENCE")
    return int(said) if re.fullmatch(r"[0-9]{1,9}", said) else 0


def written_at(version: EventVersion) -> str:
    """When this version was written, as text that sorts by time."""
    block = version.block
    return block.value("LAST-MODIFIED") or block.value("DTSTAMP")


def select_newest(
    versions: Iterable[EventVersion], about: Callable[[EventVersion], Hashable]
) -> tuple[list[EventVersion], list[EventVersion]]:
    """Those of the highest SEQUENCE, and those that only a later time of writing replaces.

    Of two that are ``about`` the same and were written at one time both count, unless one
    of them withdraws it.
    """
    known = list(versions)
    top = max(map(sequence_number, known), default=0)
    groups: dict[Hashable, list[EventVersion]] = defaultdict(list)
    for version in known:
        if sequence_number(version) == top:
            groups[about(version)].append(version)
    kept: list[EventVersion] = []
    older: list[EventVersion] = []
    for group in groups.values():
        last = max(map(written_at, group))
        left = [each for each in group if written_at(each) in ("", last)]
        left = [each for each in left if each.withdrawn] or left
        kept += left
        counted = set(map(id, left))
        older += [each for each in group if id(each) not in counted]
    return kept, older


def start_key(version: EventVersion) -> str:
    """What two versions have in common that are about the same time."""
    said = version.block.first("DTSTART")
    return f"{said.parameters.get('TZID', '')} {said.value}" if said else ""
