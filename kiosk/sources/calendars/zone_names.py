"""Mapping the time zone names of other software to IANA time zones.

The Windows time zone names come from CLDR (windowsZones.xml), via the icalendar package.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from kiosk.domain.time_zones import find_time_zone

# Place names that appear in the time zone lists of Windows and others, but are not IANA names.
_PLACES = {
    "alaska": "America/Anchorage", "arizona": "America/Phoenix", "astana": "Asia/Almaty",
    "atlantic time": "America/Halifax", "brasilia": "America/Sao_Paulo",
    "cabo verde is.": "Atlantic/Cape_Verde", "cape verde is.": "Atlantic/Cape_Verde",
    "central america": "America/Guatemala", "central time": "America/Chicago",
    "central european time": "Europe/Berlin", "central indonesia time": "Asia/Makassar",
    "chatham islands": "Pacific/Chatham", "chetumal": "America/Cancun",
    "city of buenos aires": "America/Argentina/Buenos_Aires",
    "coordinated universal time": "UTC", "easter island": "Pacific/Easter",
    "eastern european time": "Europe/Helsinki", "eastern indonesia time": "Asia/Jayapura",
    "eastern time": "America/New_York", "ekaterinburg": "Asia/Yekaterinburg",
    "greenland": "America/Nuuk", "greenwich mean time": "Europe/London",
    "hawaii": "Pacific/Honolulu", "indiana": "America/Indiana/Indianapolis",
    "japan standard time": "Asia/Tokyo", "kyiv": "Europe/Kyiv",
    "malaysia time": "Asia/Kuala_Lumpur", "mountain time": "America/Denver",
    "newfoundland": "America/St_Johns", "nuku'alofa": "Pacific/Tongatapu",
    "pacific time": "America/Los_Angeles", "petropavlovsk-kamchatsky": "Asia/Kamchatka",
    "rangoon": "Asia/Yangon", "saskatchewan": "America/Regina",
    "solomon is.": "Pacific/Guadalcanal", "sri jayawardenepura": "Asia/Colombo",
    "st. petersburg": "Europe/Moscow", "west central africa": "Africa/Lagos",
    "western european time": "Europe/Lisbon", "western indonesia time": "Asia/Jakarta",
    "abu dhabi": "Asia/Dubai", "islamabad": "Asia/Karachi", "chennai": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "beijing": "Asia/Shanghai",
    "osaka": "Asia/Tokyo", "sapporo": "Asia/Tokyo", "hanoi": "Asia/Bangkok",
    "waktu indonesia barat": "Asia/Jakarta", "waktu indonesia tengah": "Asia/Makassar",
    "waktu indonesia timur": "Asia/Jayapura", "wib": "Asia/Jakarta", "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura", "myt": "Asia/Kuala_Lumpur", "sgt": "Asia/Singapore",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong", "mmt": "Asia/Yangon",
    "chihuahua, la paz, mazatlan": "America/Mazatlan",
}  # fmt: skip
_NOT_CITIES = ("Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/")
_NOT_ZONES = {"factory", "localtime", "posixrules"}
_OFFSET = re.compile(
    r"(?:UTC|GMT|Z)?\s*(?:([+\-−‐–±])\s*([0-9]{1,2})(?:[:.]?([0-9]{2})|(\.5))?)?", re.I
)
_LEADING = re.compile(
    r"[(\[]\s*((?:UTC|GMT)[^)\]]{0,12}|[+\-−][^)\]]{1,6})[)\]]\s*(.*)", re.I | re.S
)
_BETWEEN = re.compile(r"[,;:/()&]|\s[-–—]\s|\band\b|\bund\b", re.I)
_PARTS = {".5": 30, "50": 30, "75": 45}  # of an hour: WordPress writes UTC+5.5 and UTC+5.75
_LONGEST = 200  # characters; a longer string is not a time zone name
_PROBES = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))


def find_known_zone(name: str) -> tzinfo | None:
    """Return the time zone with this IANA or Windows name, ignoring case, or None if unknown.

    The name may be at the end of a path ("/mozilla.org/2007/Europe/Berlin").
    """
    if len(name) > _LONGEST:
        return None
    if windows := _windows().get(_folded(name)):
        return find_time_zone(windows)
    parts = [part for part in name.strip().strip("/").split("/") if part]
    for start in range(len(parts)):
        if known := _iana().get("/".join(parts[start:]).strip().replace(" ", "_").casefold()):
            return find_time_zone(known)
    return None


def guess_zone(name: str) -> tzinfo | None:
    """Return the time zone that an informal name probably means, or None if it is ambiguous.

    Examples: "(UTC+09:00) Osaka, Sapporo, Tokyo", "GMT+0900", "Tokyo Standard Time 1", "Jakarta".
    """
    if len(name) > _LONGEST:
        return None
    if found := _LEADING.fullmatch(name.strip()):
        ahead, rest = _offset(found[1]), found[2]
    else:
        ahead, rest = _offset(name), ""
        if ahead is None:
            return _place(name, None) or _numbered(name)
    if ahead is None:
        return None
    if not rest:
        return timezone(ahead)
    if place := _place(rest, ahead) or find_known_zone(rest):
        return place
    return None if _saves(ahead) else timezone(ahead)


def _numbered(name: str) -> tzinfo | None:
    """Find the time zone ``name`` after removing the number that Exchange may append."""
    known, _, number = name.strip().rpartition(" ")
    return (
        find_known_zone(known) or guess_zone(known) if re.fullmatch("[0-9]{1,3}", number) else None
    )


def _offset(name: str) -> timedelta | None:
    """Parse an offset from UTC that names no place: "UTC+9", "GMT-03.30", "+0700", "UTC"."""
    found = _OFFSET.fullmatch(name.strip())
    if found is None or not name.strip():
        return None
    fraction = found[3] or found[4] or "0"
    minutes = _PARTS[fraction] if fraction in _PARTS else int(fraction)
    ahead = timedelta(hours=int(found[2] or 0), minutes=minutes)
    if ahead > timedelta(hours=14):
        return None
    return ahead if (found[1] or "+") in "+±" else -ahead


def _place(names: str, ahead: timedelta | None) -> tzinfo | None:
    """Return the time zone of the first known place in ``names`` with the UTC offset ``ahead``."""
    for part in (names, *_BETWEEN.split(names)):
        known = _PLACES.get(_folded(part)) or _cities().get(_folded(part))
        zone = find_time_zone(known) if known else None
        if zone and (ahead is None or ahead in {at.astimezone(zone).utcoffset() for at in _PROBES}):
            return zone
    return None


@cache
def _saves(ahead: timedelta) -> bool:
    """Return whether any place with this UTC offset changes its clocks during the year."""
    for name in set(_iana().values()):
        zone = find_time_zone(name)
        found = {at.astimezone(zone).utcoffset() for at in _PROBES}
        if ahead in found and len(found) > 1:
            return True
    return False


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


@cache
def _iana() -> dict[str, str]:
    listed = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {name.casefold(): name for name in listed if name.casefold() not in _NOT_ZONES}


@cache
def _cities() -> dict[str, str]:
    named = [name for name in _iana().values() if "/" in name and not name.startswith(_NOT_CITIES)]
    return {_folded(name.rpartition("/")[2]): name for name in named}


@cache
def _windows() -> dict[str, str]:
    found = {_folded(name): zone for name, zone in WINDOWS_TO_OLSON.items()}
    summer = {
        name.replace(" standard ", " daylight "): zone
        for name, zone in found.items()
        if " standard " in name
    }
    return {**summer, **found}
