"""This module determines a client's network: wrong codes are counted for each network."""

from ipaddress import IPv6Address, ip_address, ip_network

_PREFIX = 64  # bits: the smallest network assigned to a household or office (RFC 6177)


def client_network(address: str) -> str:
    """Return the IPv4 address, or the /64 network of an IPv6 address."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ip_network((known, _PREFIX), strict=False))
    return str(known)
