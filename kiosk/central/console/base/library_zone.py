"""The library's time zone, for times that do not belong to a branch."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from kiosk.domain.branches import Branch


@dataclass(frozen=True, slots=True)
class LibraryZone:
    """The library's time zone, and how to display it."""

    zone: tzinfo
    show_name: bool  # the branches are in different time zones


def library_zone(branches: Collection[Branch]) -> LibraryZone:
    """Return the most common time zone of the branches, or UTC if there are no branches.

    If several zones are equally common, the zone of the branch whose code sorts first is used.
    """
    zones = Counter(each.zone for each in sorted(branches, key=lambda each: each.code))
    if not zones:
        return LibraryZone(ZoneInfo("UTC"), True)
    return LibraryZone(ZoneInfo(zones.most_common(1)[0][0]), len(zones) > 1)
