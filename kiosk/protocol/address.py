"""Server addresses must use HTTPS, so that no data leave this machine unencrypted."""

import ipaddress
from urllib.parse import urlsplit

from kiosk.errors import SettingsError


def check_server_url(url: str) -> str:
    """Return ``url`` without a trailing slash.

    Raises SettingsError unless ``url`` is an HTTPS URL, or an HTTP URL on the loopback interface.
    """
    if _can_be_asked(url):
        return url.rstrip("/")
    raise SettingsError(
        f"“{url}” is not an address of a server.",
        "It must begin with https:// (http:// only for this machine itself).",
    )


def is_loopback(host: str) -> bool:
    """Return True if ``host`` is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _can_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # raises ValueError if the port is invalid
    except ValueError:
        return False
    if not host or not url.isprintable():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
