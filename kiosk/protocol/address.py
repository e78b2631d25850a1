"""Addresses of servers: nothing leaves this machine unencrypted."""

import ipaddress
from urllib.parse import urlsplit

from kiosk.errors import SettingsError


def check_server_url(url: str) -> str:
    """``url`` without its last slash. Raises SettingsError unless it is HTTPS, or loopback."""
    if _can_be_asked(url):
        return url.rstrip("/")
    raise SettingsError(
        f"“{url}” is not an address of a server.",
        "It must begin with https:// (http:// only for this machine itself).",
    )


def is_loopback(host: str) -> bool:
    """Whether what is sent to ``host`` stays on this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _can_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # which raises where the port is none
    except ValueError:
        return False
    if not host or not url.isprintable():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
