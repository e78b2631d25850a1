"""The time zone of times that belong to no branch."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from kiosk.domain.branches import Branch


@dataclass(frozen=True, slots=True)
class LibraryZone:
    """The library's time zone."""

    zone: tzinfo
    show_name: bool  # times must name their zone, because branches have different ones


def library_zone(branches: Collection[Branch]) -> LibraryZone:
    """Return the zone of most branches (of the first by code in a tie); UTC without branches."""
    zones = Counter(each.zone for each in sorted(branches, key=lambda each: each.code))
    if not zones:
        return LibraryZone(ZoneInfo("UTC"), True)
    return LibraryZone(ZoneInfo(zones.most_common(1)[0][0]), len(zones) > 1)
