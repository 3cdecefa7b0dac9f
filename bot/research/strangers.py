"""Addresses that came from data: whom we may connect to, checked on the very address that is connected to."""

import socket
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, TypeAlias

from yarl import URL

IPAddress: TypeAlias = IPv4Address | IPv6Address

MOST_BYTES = 2 * 2**20
MOST_SECONDS = 5.0
LONGEST_URL = 2_000
NAT64 = IPv6Network("64:ff9b::/96")
HOST_SERVICES = frozenset({IPv4Address("168.63.129.16")})  # a cloud's service to its machines, at a public address


class NotPublic(OSError):
    """The address is inside: a private network, this machine, a cloud's metadata."""

    def __init__(self) -> None:
        super().__init__("not a public address")


def is_public(address: IPAddress) -> bool:
    """Whether an address is anybody's on the internet. (`is_global` alone lets multicast pass.)"""
    inside = address.is_multicast or address.is_reserved or address.is_unspecified or address in HOST_SERVICES
    return address.is_global and not inside


def sides_of(address: IPAddress) -> Iterator[IPAddress]:
    """The addresses to judge: the IPv4 one an IPv6 address leads to (mapped, NAT64, 6to4, Teredo), else itself."""
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address
        yield from (inner for inner in (address.sixtofour, *(address.teredo or ())) if inner)


def guard(may_be: Callable[[IPAddress], bool]) -> Callable[[tuple[Any, ...]], socket.socket]:
    """Make the sockets of a connector that connects to nobody `may_be` does not like.

    Names are resolved before, so there is no second look-up that could give another address.
    """

    def make(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, (host, *_) = info
        if not allowed(str(host), may_be):
            raise NotPublic
        return socket.socket(family, kind, protocol)

    return make


def allowed(host: str, may_be: Callable[[IPAddress], bool]) -> bool:
    """Whether this numeric address may be connected to; forms only a resolver understands may not."""
    try:
        return all(may_be(side) for side in sides_of(ip_address(host)))
    except ValueError:
        return False


def check_address(url: URL) -> None:
    """Raise ValueError for what is no plain web address: another scheme, a user in it, no host, endless."""
    if url.scheme not in {"http", "https"} or not url.host or len(str(url)) > LONGEST_URL:
        raise ValueError
    if url.user is not None or url.password is not None:
        raise ValueError
