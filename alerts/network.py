"""POST to a public address and nothing else: looked up once, every address checked, one deadline for all of it.

It uses httpcore, the engine of httpx, because the check must sit where the connection is made.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import httpcore

from extractors.errors import ConfigError, DeliveryError
from network.addresses import Address, Opening, addresses, host_of, why_refused
from network.certificates import add_authorities
from network.deadline import Deadline, Late, in_time
from network.dial import Dialler, look_up

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said; its body is of no interest."""

    status: int
    retry_after: str | None


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    timeout_s: float,
    allow: Sequence[Opening] = (),
    ca_file: str = "",
) -> Answer:
    """Send ``body`` to ``url``; redirects are not followed. DeliveryError when no status line came back.

    The status is the receiver's answer: once it is there, a body that breaks off changes nothing. No error text
    holds the address, because it may hold a token.
    """
    try:
        host = host_of(url)
    except ValueError as error:
        raise DeliveryError(f"its address {error}", permanent=True) from None
    target, netloc = _target(url)
    sent = [(b"Host", netloc), (b"Content-Length", b"%d" % len(body))]
    sent += [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]

    def check(name: str, address: Address, port: int) -> None:
        if why := why_refused(name, address, port, allow):
            raise DeliveryError(f"{name}: {why}")

    deadline = Deadline()
    backend = Dialler(_find, check, deadline, timeout_s)
    try:
        with (
            deadline.within(timeout_s),
            httpcore.ConnectionPool(ssl_context=trusted(ca_file), network_backend=backend) as pool,
            pool.stream("POST", target, headers=sent, content=body) as answer,
        ):
            found = {name.lower(): value for name, value in answer.headers}
            retry_after = found.get(b"retry-after")
            return Answer(answer.status, None if retry_after is None else retry_after.decode("ascii", "replace"))
    except (httpcore.TimeoutException, TimeoutError):
        raise DeliveryError(f"{host}: no answer within {timeout_s:.0f} s") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise DeliveryError(f"{host}: {_reason(error)}") from None


def _target(url: str) -> tuple[httpcore.URL, bytes]:
    """The address as it goes over the wire, names of other scripts in ASCII, and the host and port of it."""
    import httpx

    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        raise DeliveryError("its address has no host that can be looked up", permanent=True) from None
    return httpcore.URL(
        scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path
    ), parts.netloc


def within(limit_s: float, work: Callable[[], T]) -> T:
    """What ``work`` gives; DeliveryError when it takes longer, for libraries that know no limit of their own."""
    try:
        return in_time(limit_s, work)
    except Late:
        raise DeliveryError(f"no answer within {limit_s:.0f} s") from None


def _find(host: str, port: int, limit_s: float) -> list[Address]:
    try:
        return addresses(within(limit_s, lambda: look_up(host, port)))
    except (socket.gaierror, UnicodeError):
        raise DeliveryError(f"{host}: the name cannot be looked up") from None


def _reason(error: Exception) -> str:
    if "CERTIFICATE" in str(error) or "certificate" in str(error):
        return "its certificate is not valid"
    if isinstance(error, httpcore.ConnectError):
        return "no connection"
    broke = isinstance(error, httpcore.NetworkError) or "disconnected" in str(error)
    return "the connection broke off" if broke else "no answer in HTTP"


@lru_cache(maxsize=8)
def trusted(ca_file: str = "") -> ssl.SSLContext:
    """Whose certificates count: authorities of the system, of Mozilla and of the operator's file.

    DeliveryError where that file cannot be used.
    """
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    try:
        add_authorities(context, ca_file)
    except ConfigError as error:
        raise DeliveryError(str(error), retry_after_s=3_600) from None
    return context
