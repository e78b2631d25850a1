"""In which time zone the console shows what belongs to no branch."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from kiosk.domain.branches import Branch


@dataclass(frozen=True, slots=True)
class LocalTime:
    """The library's zone; ``named`` where a time must say which zone it is in."""

    zone: tzinfo
    named: bool


def local_time(branches: Collection[Branch]) -> LocalTime:
    """The zone of most branches, of the first by code among equals; UTC where there is none."""
    zones = Counter(each.zone for each in sorted(branches, key=lambda each: each.code))
    if not zones:
        return LocalTime(ZoneInfo("UTC"), True)
    return LocalTime(ZoneInfo(zones.most_common(1)[0][0]), len(zones) > 1)
