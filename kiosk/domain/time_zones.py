"""Looking up time zones by their IANA names."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.errors import SourceError


def find_time_zone(name: str) -> ZoneInfo | None:
    """Return the zone called ``name``, such as "Asia/Jakarta", or None if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Asia" is a folder
        return None


def require_time_zone(name: str) -> ZoneInfo:
    """Return the zone called ``name``. Raises SourceError if there is none."""
    zone = find_time_zone(name)
    if zone is None:
        raise SourceError(f"There is no time zone “{name}”.", "Use one such as Asia/Jakarta.")
    return zone
