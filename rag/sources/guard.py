"""Which machines may be connected to: those of the public Internet, unless private ones are allowed.

Takes a host name. Returns the addresses that it stands for, to be connected to as they are, so that a name cannot
mean another machine a moment later. Refuses private, loopback, link-local, reserved, multicast, unspecified and
carrier-grade addresses, also those written into an IPv6 address (mapped, 6to4, NAT64, Teredo).
"""

from __future__ import annotations

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate

from rag.errors import SourceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries; what `ipaddress` says of them differs between versions of Python.
_V4_SPECIAL = tuple(
    map(
        ipaddress.IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
_V6_GLOBAL = ipaddress.IPv6Network("2000::/3")
_V6_SPECIAL = tuple(
    map(
        ipaddress.IPv6Network,
        # IETF protocols with Teredo, documentation, 6to4, AS112, documentation, segment routing
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16"),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether the address is one of the public Internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _V4_SPECIAL)
    inside = address.ipv4_mapped
    if inside is None and address in _NAT64:
        inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inside is not None:
        return is_public(inside)
    return address in _V6_GLOBAL and not any(address in network for network in _V6_SPECIAL)


def resolve(host: str, port: int, seconds: float, allow_private: bool) -> list[str]:
    """Return the addresses of a host, in the resolver's order.

    Raises SourceError where there is none within the time, or where one is not public (`allow_private` off).
    """
    pool = ThreadPoolExecutor(1)
    try:
        answers = pool.submit(socket.getaddrinfo, host.strip("[]"), port, type=socket.SOCK_STREAM).result(seconds)
    except TooLate:
        raise TimeoutError from None
    except (OSError, UnicodeError) as error:
        raise ConnectionError(
            f"the name {host} has no address ({getattr(error, 'strerror', None) or error})"
        ) from None
    finally:
        pool.shutdown(wait=False)
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for text in found:
        if not allow_private and not is_public(ipaddress.ip_address(text.partition("%")[0])):
            raise SourceError(
                f"{host} is {text}, which is no address of the public Internet; ONRECORD_ALLOW_PRIVATE=1 allows it"
            )
    return found
