"""Validation of the URLs of sources, and removal of secrets before a URL is shown."""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

REDACTED = "…"
_SECRET = re.compile(r"key|token|secret|pass|pwd|pin$|auth|sig|cred|session|sid$|jwt|^code$", re.I)
_PRIVATE = re.compile(
    r"private-.+|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w~-]{12,}|(?=.*\d)(?=.*[A-Za-z])[\w~]{20,}"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    re.A,
)
_USER = re.compile(r"//[^/?#]*@")


def is_http_url(address: str) -> bool:
    """Return True if ``address`` is an HTTP URL with a host and a valid port."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def redact_url(address: str) -> str:
    """Return ``address`` without its user name and password, and with tokens replaced by “…”.

    The private address of a calendar or an API key grants access, just like a password.
    """
    try:
        parts = urlsplit(_USER.sub("//", address.strip(), count=1))
    except ValueError:
        return _USER.sub("//", address.strip(), count=1).partition("?")[0]
    path = "/".join(map(_segment, parts.path.split("/")))
    query = "&".join(map(_pair, parts.query.split("&")))
    return urlunsplit(parts._replace(path=path, query=query, fragment=""))


def _pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    secret = value and (_SECRET.search(unquote(name)) or _PRIVATE.fullmatch(unquote(value)))
    return f"{name}={REDACTED}" if secret else f"{name}{equals}{value}"


def _segment(segment: str) -> str:
    stem, dot, suffix = segment.rpartition(".")
    if not dot:
        return REDACTED if _PRIVATE.fullmatch(segment) else segment
    return f"{REDACTED}.{suffix}" if _PRIVATE.fullmatch(stem) else segment
