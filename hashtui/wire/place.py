"""Where a URL leads, and whether we go there: schemes, hosts and addresses, judged before anything is sent."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

import idna

from hashtui.errors import Refused

Address = IPv4Address | IPv6Address

HTTP = frozenset({"http", "https"})
WEB_SOCKET = frozenset({"ws", "wss"})

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?", re.ASCII)
_NUMERIC = re.compile(r"(.*\.)?(0x[0-9a-f]*|[0-9]+)", re.ASCII)
"""The last label is a number: inet_aton's many ways to write an IPv4 address, never a name."""

_HOME_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")
_NAT64 = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48"))
_V4_COMPATIBLE = ipaddress.IPv6Network("::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """One server as a URL names it. `host` is ASCII, lower case, without brackets: safe to print."""

    scheme: str
    host: str
    port: int
    literal: Address | None
    """The address, when the URL gives one instead of a name."""

    @property
    def secure(self) -> bool:
        """Spoken to through TLS."""
        return self.scheme in ("https", "wss")

    @property
    def is_loopback(self) -> bool:
        """It names this machine, in so many words."""
        if self.literal is not None:
            return self.literal.is_loopback
        return self.host == "localhost" or self.host.endswith(".localhost")

    @property
    def authority(self) -> str:
        """Host and port as a `Host` header writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def same_server(self, other: "Place") -> bool:
        """The same host and port, or the same host after a step up from plain http to https."""
        if self.host != other.host:
            return False
        return self.port == other.port or (not self.secure and other.secure and self.port == 80 and other.port == 443)


def read_place(url: str, schemes: frozenset[str] = HTTP) -> Place:
    """The place a URL leads to. Refused when it has another scheme, no host, user-info or control characters."""
    if any(c <= " " or c in "\\\x7f" for c in url):
        raise Refused("a URL with blanks, control characters or backslashes in it is not fetched")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("an address that is no URL is not fetched") from None
    if parts.scheme not in schemes:
        raise Refused(f"only {' and '.join(sorted(schemes, reverse=True))} URLs are fetched here")
    if "@" in parts.netloc:
        raise Refused("a URL with a user name or password in it is not fetched: put a token in the configuration")
    literal, host = _read_host(parts.hostname or "")
    return Place(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, literal)


def forbidden(place: Place, insecure: bool, namer: Place | None = None) -> str | None:
    """Why we do not even look this place up, in words; None when we may.

    `insecure` is the person's leave for plain http and private addresses. `namer` is the server that named this
    place, None when the person did: a server elsewhere has no business sending us to our own machine.
    """
    if namer is not None and place.is_loopback and not namer.is_loopback:
        return f"{namer.authority} points to an address of this machine"
    if not place.secure and not place.is_loopback and not insecure:
        return (
            f"{place.authority}: plain {place.scheme} is only for this machine; "
            f"use {place.scheme}s, or set insecure = true for this source"
        )
    if place.port == 0:
        return f"{place.authority}: no server listens on port 0"
    return forbidden_address(place, place.literal, insecure) if place.literal else None


def forbidden_address(place: Place, address: Address, insecure: bool) -> str | None:
    """Why we do not connect to this address of that place, in words; None when we may."""
    address = unwrapped(address)
    if address.is_unspecified or address.is_multicast:
        return f"{place.authority}: {address} is no server's address"
    if place.is_loopback:
        return None if address.is_loopback else f"{place.authority} is not on this machine"
    if _is_public(address) or insecure:
        return None
    return (
        f"{place.authority} leads to the private address {address}; "
        "if that is meant, set insecure = true for this source"
    )


def may_fetch(url: str, insecure: bool = False) -> bool:
    """Whether a URL that a stranger wrote may be fetched: https, a public host, nothing odd in it.

    `insecure` admits plain http; it never admits private addresses. A name passes here and is judged again by the
    address it turns out to have, which is the address connected to.
    """
    try:
        place = read_place(url)
    except Refused:
        return False
    if not place.secure and not insecure:
        return False
    if place.literal is not None:
        return _is_public(place.literal)
    return "." in place.host and not place.is_loopback and not place.host.endswith(_HOME_NAMES)


def _is_public(address: Address) -> bool:
    """It is somewhere on the public internet; the address is `unwrapped`."""
    return address.is_global and not address.is_multicast and not address.is_reserved


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside a mapped, compatible, 6to4, Teredo or NAT64 one; else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    low = int(address) & 0xFFFF_FFFF
    if any(address in net for net in _NAT64) or (address in _V4_COMPATIBLE and low > 1):
        return IPv4Address(low)
    return address


def _read_host(host: str) -> tuple[Address | None, str]:
    host = host.rstrip(".")
    if ":" in host:
        try:
            literal = IPv6Address(host)
        except ValueError:
            raise Refused("an address that is no URL is not fetched") from None
        if literal.scope_id:
            raise Refused("an address with a network zone in it is not fetched")
        return unwrapped(literal), str(literal)
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise Refused("a host name that cannot exist is not fetched") from None
    host = host.lower()
    if not _HOST.fullmatch(host):
        raise Refused("a URL without a proper host name is not fetched")
    if _NUMERIC.fullmatch(host):
        try:
            four = IPv4Address(socket.inet_aton(host))
        except OSError:
            raise Refused("an address that is no URL is not fetched") from None
        return four, str(four)
    return None, host
