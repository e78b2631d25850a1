"""Checking what staff say about a library system, at the console and on the command line."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from kiosk.central.harvesting.copies_streams import SHORTEST
from kiosk.central.harvesting.room_systems.registry import room_system_names
from kiosk.central.harvesting.systems import registry
from kiosk.central.harvesting.tls import parse_fingerprint, tls_context
from kiosk.central.harvesting.upstream import SourceOptions
from kiosk.domain.records import ItemStatus
from kiosk.errors import KioskError


def with_account(url: str, user: str, password: str) -> str:
    """Return ``url`` with a user name and password; any that it contains are replaced."""
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return url
    account = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return urlunsplit(parts._replace(netloc=account + host))


def contains_password(url: str) -> bool:
    """Return True if ``url`` contains a password, which others could see."""
    try:
        return bool(urlsplit(url.strip()).password)
    except ValueError:
        return False


def parse_statuses(lines: Iterable[str]) -> dict[str, ItemStatus]:
    """Return the meaning of a system's own names of statuses, from lines such as “Rusak=missing”.

    Raises KioskError if a line is not of this form, or names a meaning that does not exist.
    """
    found = {}
    for name, meaning in _pairs(lines).items():
        if meaning not in set(ItemStatus):
            meanings = ", ".join(ItemStatus)
            raise KioskError(f"“{meaning}” is no state of a copy.", f"Give one of: {meanings}.")
        found[name] = ItemStatus(meaning)
    return found


def parse_settings(lines: Iterable[str]) -> dict[str, str]:
    """Return the settings of a driver, from lines such as “catalogue=OPAC”. Raises KioskError."""
    return _pairs(lines)


def check_interval(every: timedelta) -> timedelta:
    """Return the interval of the copies. Raises KioskError if it is too short."""
    if every < SHORTEST:
        shortest = int(SHORTEST.total_seconds())
        raise KioskError(
            f"Every {int(every.total_seconds())} seconds is too often.", f"Give {shortest} or more."
        )
    return every


def check_system(options: SourceOptions) -> SourceOptions:
    """Return ``options`` with a normal fingerprint. Raises KioskError if something is wrong."""
    if options.system not in all_system_names():
        known = ", ".join(all_system_names())
        raise KioskError(f"There is no driver for “{options.system}”.", f"Give one of: {known}.")
    if is_room_system(options.system) and not options.rooms:
        raise KioskError(
            "Nothing says which rooms these are.",
            "Give the code of each room and the system's number of it: ruang-1=12.",
        )
    if options.authority:
        tls_context(Path(options.authority))
    if options.fingerprint:
        return options.model_copy(update={"fingerprint": parse_fingerprint(options.fingerprint)})
    return options


def all_system_names() -> list[str]:
    """Return the names of all library systems and of all systems that book rooms, sorted."""
    return sorted((*registry.system_names(), *room_system_names()))


def is_room_system(system: str) -> bool:
    """Return True if the system of this name books rooms, and is no library system."""
    return system in room_system_names()


def parse_rooms(lines: Iterable[str]) -> dict[str, str]:
    """Return a room system's own ids by the codes of the spaces, from lines such as “ruang-1=12”.

    Raises KioskError if a line is not of this form.
    """
    return _pairs(lines)


def _pairs(lines: Iterable[str]) -> dict[str, str]:
    found = {}
    for line in filter(None, (each.strip() for each in lines)):
        name, equals, value = (part.strip() for part in line.rpartition("="))
        if not (name and equals and value):
            raise KioskError(f"“{line}” is not understood.", "Write it as NAME=VALUE.")
        found[name] = value
    return found
