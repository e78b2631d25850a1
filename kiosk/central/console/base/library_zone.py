"""In which time zone the console shows what belongs to no branch."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from kiosk.domain.branches import Branch


@dataclass(frozen=True, slots=True)
class LibraryZone:
    """The library's zone; ``show_name`` where a time must say which zone it is in."""

    zone: tzinfo
    show_name: bool


def library_zone(branches: Collection[Branch]) -> LibraryZone:
    """The zone of most branches, of the first by code among equals; UTC where there is none."""
    zones = Counter(each.zone for each in sorted(branches, key=lambda each: each.code))
    if not zones:
        return LibraryZone(ZoneInfo("UTC"), True)
    return LibraryZone(ZoneInfo(zones.most_common(1)[0][0]), len(zones) > 1)
