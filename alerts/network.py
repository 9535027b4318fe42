"""POST to a public address and nothing else: looked up once, every address checked, one deadline for all of it.

It uses httpcore, the engine of httpx, because the check must sit where the connection is made.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, TypeVar

import httpcore

from extractors.addresses import Opening, host_of, is_public
from extractors.errors import DeliveryError

T = TypeVar("T")
_TRIED = 4
"""Addresses of one host that are tried before giving up."""


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
    backend = _GuardedBackend(time.monotonic() + timeout_s, tuple(allow))
    try:
        with (
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
    box: queue.Queue[tuple[bool, Any]] = queue.Queue(1)

    def run() -> None:
        try:
            box.put((True, work()))
        except Exception as error:
            box.put((False, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        good, result = box.get(timeout=max(limit_s, 0.001))
    except queue.Empty:
        raise DeliveryError(f"no answer within {limit_s:.0f} s") from None
    if good:
        return result
    raise result


class _GuardedBackend(httpcore.NetworkBackend):
    """Dials only public addresses and those the allow-list opens; the check is on the address dialled, not on a name.

    A host that has one refused address among its addresses is refused as a whole.
    """

    def __init__(self, deadline: float, allow: tuple[Opening, ...]) -> None:
        self._deadline = deadline
        self._allow = allow
        self._dial = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of ``host`` that answers."""
        found = within(_left(self._deadline), lambda: look_up(host, port))
        for text in found:
            address = ip_address(text)
            if not is_public(address) and not any(each.admits(host.lower(), address, port) for each in self._allow):
                raise DeliveryError(
                    f"{host}: {address} is no public address; FIGUREWATCH_ALLOW={address} opens it if that is meant"
                )
        error: Exception = httpcore.ConnectError("no address")
        for text in found[:_TRIED]:
            try:
                stream = self._dial.connect_tcp(text, port, _left(self._deadline), None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
                continue
            return _DeadlineStream(stream, self._deadline)
        raise error


class _DeadlineStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the deadline; a time limit for each read would not end at all."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def look_up(host: str, port: int) -> list[str]:
    """All addresses of ``host``, as the system's resolver gives them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise DeliveryError(f"{host}: the name cannot be looked up") from None
    return list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline of the whole request has passed")
    return left


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
        if ca_file:
            context.load_verify_locations(ca_file)
    except OSError as error:
        why = "holds no certificate in PEM form" if isinstance(error, ssl.SSLError) else error.strerror
        raise DeliveryError(f"FIGUREWATCH_CA_FILE: {ca_file}: {why}", retry_after_s=3_600) from None
    return context
