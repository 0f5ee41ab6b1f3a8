"""Which network addresses may be connected to: public unicast ones only."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

CLOSED = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "::/8", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32",
        "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""Special-purpose blocks of the IANA registries (RFC 6890 and later), multicast, and old site-local."""
NAT64 = IPv6Network("64:ff9b::/96")
GLOBAL_UNICAST = IPv6Network("2000::/3")


def is_public(address: str) -> bool:
    """True for a public unicast address; an IPv4 address carried inside an IPv6 one is judged as such."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _open(parsed)
    inner = _embedded(parsed)
    if inner is not None:
        return _open(inner)
    tunnelled = IPv4Address(int(parsed) & 0xFFFFFFFF) if _is_isatap(parsed) else None
    return parsed in GLOBAL_UNICAST and _open(parsed) and (tunnelled is None or _open(tunnelled))


def _open(address: IPv4Address | IPv6Address) -> bool:
    return not any(address in block for block in CLOSED)


def _is_isatap(address: IPv6Address) -> bool:
    """Whether its last half is an IPv4 address behind the mark of ISATAP (RFC 5214), in any network."""
    return int(address) >> 32 & 0xFCFFFFFF == 0x00005EFE


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside a mapped, 6to4 or NAT64 address; Teredo is closed as a whole."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
