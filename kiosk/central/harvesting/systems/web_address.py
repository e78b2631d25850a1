"""The address of a system on the web, apart from the user name and password in it."""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from kiosk.central.harvesting.source_urls import is_http_url, redact_url
from kiosk.errors import SourceError


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A system's address without its path below ``root``, and its account ("" if none)."""

    root: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def basic(self) -> dict[str, str]:
        """Return the header of HTTP Basic authentication (RFC 7617), or none without account."""
        if not self.user:
            return {}
        pair = f"{self.user}:{self.password}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}

    def at(self, path: str) -> str:
        """Return the complete address of ``path``, which begins with a slash."""
        return self.root + path


def web_address(address: str, *below: str) -> WebAddress:
    """Return ``address`` without any of the paths ``below`` at its end, and its account apart.

    Staff may copy the address of a page of the system. Raises SourceError if ``address`` is not
    that of a web server.
    """
    try:
        parts = urlsplit(address.strip())
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise _not_an_address(address) from None
    if not is_http_url(address.strip()):
        raise _not_an_address(address)
    path = parts.path
    for each in below:
        path = path.partition(each)[0]
    host = parts.netloc.rpartition("@")[2]
    root = urlunsplit((parts.scheme, host, path.rstrip("/"), "", ""))
    return WebAddress(root, user, password)


def _not_an_address(address: str) -> SourceError:
    advice = "It begins with http:// or https://."
    return SourceError(f"“{redact_url(address)}” is not the address of a system.", advice)
