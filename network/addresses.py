"""Text that stands for an address in, address out, and whether it may be dialled. Opens nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from extractors.errors import ConfigError

Address = IPv4Address | IPv6Address

# What is_global of the standard library lets through, or let through in one of the Pythons we run on.
_REFUSED_4 = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the metadata service of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112 (RFC 7535)
        "192.52.193.0/24",  # AMT (RFC 7450)
        "192.88.99.0/24",  # 6to4 relay (RFC 7526)
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_REFUSED_6 = tuple(
    ip_network(net)
    for net in (
        "::/96",  # unspecified, loopback, IPv4-compatible (RFC 4291)
        "::ffff:0:0/96",  # mapped
        "::ffff:0:0:0/96",  # translated (RFC 2765)
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64, local (RFC 8215)
        "100::/64",  # discard (RFC 6666)
        "100:0:0:1::/64",  # dummy prefix (RFC 9780)
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 (RFC 3056)
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # SRv6 (RFC 9602)
        "fc00::/7",  # unique local
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local (RFC 3879)
        "ff00::/8",  # multicast
    )
)
_PART = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
# A label as DNS takes it; underscores are seen in real host names.
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")


def is_public(address: Address | str) -> bool:
    """True when ``address`` is a unicast address of the public internet; text must be one plain address.

    Addresses that carry another one inside (mapped, NAT64, 6to4, Teredo) are refused whatever they carry: no news
    site or receiver is reached by them, and a router may unwrap them to a private one.
    """
    if isinstance(address, str):
        try:
            address = ip_address(address.partition("%")[0])
        except ValueError:
            return False
    refused = _REFUSED_4 if isinstance(address, IPv4Address) else _REFUSED_6
    if any(address in network for network in refused):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def parse_host(text: str) -> Address | str:
    """A URL's host as the address it spells, or as a lower-case ASCII name; ValueError for what is neither.

    Reads the odd spellings that some resolvers and browsers take for an address, so that the check sees what would
    be dialled: ``0x7f.1``, ``2130706433``, ``0177.0.0.1``, ``127.1``, ``[::1]``, full-width digits, a final dot.
    """
    host = text.strip()
    if host != text or not host or any(ord(char) <= 32 or char in "\\/@#?%<>^|`{}" for char in host):
        raise ValueError(f"{text!r} is no host name")
    if host.startswith("[") and host.endswith("]"):
        return IPv6Address(host[1:-1])
    if ":" in host:
        return IPv6Address(host)
    name = _ascii_name(host)
    address = _odd_ipv4(name)
    return name if address is None else address


def host_of(url: str) -> Address | str:
    """The host an http or https URL would be fetched from; ValueError says what is wrong with the URL.

    User names, backslashes, control characters and white space are refused: parsers disagree about them.
    """
    if any(ord(char) <= 32 or ord(char) == 127 or char == "\\" for char in url):
        raise ValueError("has white space, control characters or a backslash in it")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError("begins neither with http:// nor with https://")
    if "@" in parts.netloc:
        raise ValueError("has a user name in it")
    if not parts.hostname:
        raise ValueError("names no host")
    _ = parts.port  # ValueError when it is none
    if "%" in parts.netloc:
        raise ValueError("has a percent sign in its host")
    return parse_host(parts.hostname)


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of an operator's allow-list: a network or a host name, on one port or on all (``port`` None)."""

    network: IPv4Network | IPv6Network | None
    host: str | None
    port: int | None

    def admits(self, host: str, address: Address, port: int | None) -> bool:
        """True when it opens ``address``, found for ``host``, on ``port`` (None: on whichever)."""
        if self.port is not None and port is not None and self.port != port:
            return False
        return self.host == host if self.network is None else address in self.network


def parse_opening(entry: str) -> Opening:
    """One entry: ``10.0.0.0/8``, ``127.0.0.1:8080``, ``[::1]:8080``, ``intranet.example``; ValueError when none."""
    text, port = entry.strip().lower(), None
    head, _, tail = text.rpartition(":")
    if head and tail.isdigit() and (":" not in head or head.startswith("[")):
        text, port = head, int(tail)
    text = text.strip("[]")
    try:
        return Opening(ip_network(text), None, port)
    except ValueError:
        pass
    if not text or any(char in text for char in "/:@* ") or text[-1].isdigit():
        raise ValueError(f"{entry!r} is neither an address, a network nor a host name")
    return Opening(None, text, port)


def parse_openings(entries: Iterable[str]) -> tuple[Opening, ...]:
    """The allow-list, entry by entry as :func:`parse_opening` reads it; ConfigError for one that is none."""
    try:
        return tuple(parse_opening(entry) for entry in entries)
    except ValueError as error:
        raise ConfigError(f"FIGUREWATCH_ALLOW: {error}") from None


def why_refused(host: str, address: Address, port: int | None, openings: Iterable[Opening]) -> str | None:
    """Why ``address``, found for ``host``, is not to be dialled on ``port`` (None: on any); None where it may be."""
    if is_public(address) or any(each.admits(host, address, port) for each in openings):
        return None
    return f"{address} is no public address; FIGUREWATCH_ALLOW={address} opens it if that is meant"


def addresses(found: Iterable[str]) -> list[Address]:
    """A resolver's answers as addresses, each once, scope removed."""
    return [ip_address(text) for text in dict.fromkeys(text.partition("%")[0] for text in found)]


def _ascii_name(host: str) -> str:
    """Lower-case ASCII form without the final dot."""
    import unicodedata

    folded = unicodedata.normalize("NFKC", host).lower().replace("。", ".")
    if not folded.isascii():
        try:
            folded = folded.encode("idna").decode("ascii")
        except UnicodeError:
            raise ValueError(f"{host!r} is no host name") from None
    folded = folded.removesuffix(".")
    if len(folded) > 253 or not folded or not all(_LABEL.fullmatch(label) for label in folded.split(".")):
        raise ValueError(f"{host!r} is no host name")
    return folded


def _odd_ipv4(name: str) -> IPv4Address | None:
    """The address that ``inet_aton`` reads in ``name``, None for a name; ValueError for a number out of range.

    https://url.spec.whatwg.org/#concept-ipv4-parser: whatever ends in a number is an address or a mistake.
    """
    parts = name.split(".")
    if not _PART.fullmatch(parts[-1]):
        return None
    if len(parts) > 4 or not all(_PART.fullmatch(part) for part in parts):
        raise ValueError(f"{name!r} ends in a number but is no address")
    numbers = [_number(part) for part in parts]
    *heads, tail = numbers
    if any(number > 255 for number in heads) or tail >= 256 ** (4 - len(heads)):
        raise ValueError(f"{name!r} ends in a number but is no address")
    value = tail + sum(number << 8 * (3 - index) for index, number in enumerate(heads))
    return IPv4Address(value)


def _number(part: str) -> int:
    """A part in decimal, octal (leading 0) or hexadecimal."""
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    if len(part) > 1 and part.startswith("0"):
        if not all(char in "01234567" for char in part):
            raise ValueError(f"{part!r} is no octal number")
        return int(part, 8)
    return int(part)
