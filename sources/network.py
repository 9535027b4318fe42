"""Connections for httpx over :class:`network.dial.Dialler`; what goes wrong on the way is told as FetchError."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

import httpcore
import httpx

from extractors.errors import FetchError
from network.addresses import Address, addresses
from network.certificates import add_authorities
from network.deadline import Deadline, Late, in_time
from network.dial import Dialler, Resolve, look_up
from sources.guard import Guard

CONNECTIONS = 64


class GuardedTransport(httpx.BaseTransport):
    """HTTP/1.1 and HTTP/2 over connections to checked addresses; nothing comes from the environment."""

    def __init__(
        self, guard: Guard, deadline: Deadline, *, connect_s: float, ca_file: str = "", resolve: Resolve | None = None
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(ca_file),
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS // 2,
            keepalive_expiry=15.0,
            http1=True,
            http2=True,
            network_backend=Dialler(partial(_find, resolve or look_up), guard.check_address, deadline, connect_s),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response with its body unread; errors are httpcore's, or FetchError from the guard."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


def _find(resolve: Resolve, host: str, port: int, limit_s: float) -> list[Address]:
    """What ``resolve`` gives for the name, at least one address; FetchError otherwise."""
    try:
        found = addresses(in_time(limit_s, lambda: resolve(host, port)))
    except (socket.gaierror, UnicodeError) as error:
        raise FetchError("dns", f"{host}: the name cannot be looked up: {error}") from None
    except Late:
        raise FetchError("timeout", f"{host}: looking up the name took more than {limit_s:.0f} s") from None
    if not found:
        raise FetchError("dns", f"{host}: the name has no address")
    return found


@lru_cache(maxsize=8)
def _tls(ca_file: str) -> ssl.SSLContext:
    """One for all sources: reading the certificates takes 20 ms. ConfigError where ``ca_file`` cannot be used."""
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    add_authorities(context, ca_file)
    return context
