"""The hosts that sources may reach, so that no address leads into a network that it must not."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

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
        if not (self.names or self.networks) or self._is_named(host) or self._is_in_network(host):
            return
        raise SourceError(
            f"Sources must not reach {host}.",
            "To allow it, add it to source_hosts in the settings of the server.",
        )

    def _is_named(self, host: str) -> bool:
        name = host.lower().rstrip(".")
        return any(
            name.endswith(each) if each.startswith(".") else name == each for each in self.names
        )

    def _is_in_network(self, host: str) -> bool:
        """Return True if all addresses of ``host`` are in the allowed networks."""
        if not self.networks:
            return False
        try:
            found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
        except OSError:
            return False
        addresses = [ip_address(each.partition("%")[0]) for each in found]
        return all(any(each in network for network in self.networks) for each in addresses)
