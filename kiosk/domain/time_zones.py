"""Looking up time zones by their IANA names."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.errors import SourceError


def find_time_zone(name: str) -> ZoneInfo | None:
    """Return the time zone ``name``, such as "Asia/Jakarta", or None if ``name`` is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Asia" is a folder
        return None


def require_time_zone(name: str) -> ZoneInfo:
    """Return the time zone ``name``. Raises SourceError if ``name`` is unknown."""
    zone = find_time_zone(name)
    if zone is None:
        raise SourceError(f"There is no time zone “{name}”.", "Use one such as Asia/Jakarta.")
    return zone
