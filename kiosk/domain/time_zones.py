"""Time zones by their names in the IANA's database."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.errors import SourceError


def find_time_zone(name: str) -> ZoneInfo | None:
    """The zone of that name, as "Asia/Jakarta"; None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Asia" is a folder
        return None


def require_time_zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises SourceError where there is none."""
    zone = find_time_zone(name)
    if zone is None:
        raise SourceError(f"There is no time zone “{name}”.", "Use one such as Asia/Jakarta.")
    return zone
