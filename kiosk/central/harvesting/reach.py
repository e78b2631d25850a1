"""The hosts that sources may reach, so that no address leads into a network that it must not."""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from kiosk.errors import SourceError


@dataclass(frozen=True, slots=True)
class Reach:
    """The host names and networks that sources may reach; every host if both are empty.

    A name that begins with a dot allows all hosts below it.
    """

    names: tuple[str, ...] = ()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, allowed: Sequence[str]) -> "Reach":
        """Return the reach for a list of host names, addresses and networks (192.168.1.0/24)."""
        names, networks = [], []
        for each in allowed:
            try:
                networks.append(ip_network(each, strict=False))
            except ValueError:
                names.append(each.lower().rstrip("."))
        return cls(tuple(names), tuple(networks))

    def check(self, host: str) -> None:
        """Raise SourceError if ``host`` (a name or an IP address) must not be reached."""
        if not self._is_free(host) and not self._are_in_networks(_resolved(host)):
            raise _not_allowed(host)

    def check_addresses(self, host: str, addresses: Iterable[str]) -> None:
        """Raise SourceError if ``host`` must not be reached at these IP addresses of it.

        Unlike ``check``, this excludes that the name leads to other addresses a moment later.
        """
        if not self._is_free(host) and not self._are_in_networks(addresses):
            raise _not_allowed(host)

    def address(self, host: str) -> str:
        """Return where to connect for ``host``: a checked IP address of it, or ``host`` itself."""
        if self._is_free(host):
            return host
        found = _resolved(host)
        self.check_addresses(host, found)
        return found[0]

    def _is_free(self, host: str) -> bool:
        """Return True if ``host`` is allowed whatever its addresses are."""
        return not (self.names or self.networks) or self._is_named(host)

    def _is_named(self, host: str) -> bool:
        name = host.lower().rstrip(".")
        return any(
            name.endswith(each) if each.startswith(".") else name == each for each in self.names
        )

    def _are_in_networks(self, addresses: Iterable[str]) -> bool:
        """Return True if there are addresses, and all are in the allowed networks."""
        found = [ip_address(each.partition("%")[0]) for each in addresses]
        return bool(found) and all(
            any(each in network for network in self.networks) for each in found
        )


def _resolved(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(info[4][0]) for info in found]


def _not_allowed(host: str) -> SourceError:
    return SourceError(
        f"Sources must not reach {host}.",
        "To allow it, add it to source_hosts in the settings of the server.",
    )


class CheckedLoop(asyncio.SelectorEventLoop):
    """An event loop whose connections lead only where ``reach`` allows.

    It checks the very addresses to which a connection is then made. An HTTP proxy of the
    environment is allowed: it is the server's own, and connects for it.
    """

    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach
        self._proxies = {urlsplit(each).hostname for each in getproxies().values()}

    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> list[Any]:
        found = await super().getaddrinfo(host, port, **options)
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name not in self._proxies:
            self._reach.check_addresses(name, [str(info[4][0]) for info in found])
        return found
