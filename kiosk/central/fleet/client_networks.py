"""Who speaks to the server, as far as an address tells."""

from ipaddress import IPv6Address, ip_address, ip_network

_OF_ONE = 64  # bits: what a provider gives to one household or office (RFC 6177)


def client_network(address: str) -> str:
    """What guesses from ``address`` are counted by: one IPv4 address, or an IPv6 /64."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ip_network((known, _OF_ONE), strict=False))
    return str(known)
