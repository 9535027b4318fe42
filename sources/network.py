"""Connections for httpx: each name is looked up once, every address checked, and a checked one dialled."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from extractors.errors import FetchError
from sources.guard import Guard, Resolve, addresses

CONNECTIONS = 64


class Deadline(threading.local):
    """The instant at which the request of this thread must be over, by the monotonic clock."""

    at: float | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Everything this thread does on connections inside is over after ``seconds``."""
        self.at = time.monotonic() + seconds
        try:
            yield
        finally:
            self.at = None

    def shorten(self, seconds: float) -> None:
        """No more than ``seconds`` from now, for what is left of the request."""
        if self.at is not None:
            self.at = min(self.at, time.monotonic() + seconds)

    def left(self, timeout: float | None) -> float | None:
        """``timeout`` or what is left of the deadline, whichever is less; a timeout error when nothing is left."""
        if self.at is None:
            return timeout
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline of the whole request has passed")
        return left if timeout is None else min(left, timeout)


class GuardedTransport(httpx.BaseTransport):
    """HTTP/1.1 and HTTP/2 over connections that :class:`GuardedBackend` makes; nothing comes from the environment."""

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
            network_backend=GuardedBackend(guard, deadline, connect_s, resolve or look_up),
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


class GuardedBackend(httpcore.NetworkBackend):
    """Dials only addresses that the guard has passed; the check is on the address dialled, not on a name.

    A name that has one refused address among its addresses is refused as a whole.
    """

    def __init__(self, guard: Guard, deadline: Deadline, connect_s: float, resolve: Resolve) -> None:
        self._guard = guard
        self._deadline = deadline
        self._connect_s = connect_s
        self._resolve = resolve
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
        limit = self._deadline.left(self._connect_s)
        found = addresses(in_time(self._resolve, host, port, limit_s=limit or self._connect_s))
        if not found:
            raise FetchError("dns", f"{host}: the name has no address")
        for address in found:
            self._guard.check_address(host.lower(), address, port)
        error: Exception | None = None
        for address in found[:4]:
            try:
                stream = self._dial.connect_tcp(
                    str(address), port, self._deadline.left(self._connect_s), None, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
                continue
            return _DeadlineStream(stream, self._deadline)
        raise error or httpcore.ConnectError(f"{host}: no connection")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        """Never."""
        raise FetchError("blocked_address", f"{path}: sockets of this machine are never opened")


class _DeadlineStream(httpcore.NetworkStream):
    """A connection on which every wait also ends with the deadline of the request that uses it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


def look_up(host: str, port: int) -> list[str]:
    """All addresses of ``host``, as the system's resolver gives them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise FetchError("dns", f"{host}: the name cannot be looked up: {error}") from None
    return [str(info[4][0]) for info in found]


def in_time(resolve: Resolve, host: str, port: int, *, limit_s: float) -> list[str]:
    """What ``resolve`` gives, or a timeout; a lookup has no limit of its own, so it runs beside us."""
    box: queue.Queue[list[str] | Exception] = queue.Queue(1)

    def work() -> None:
        try:
            box.put(resolve(host, port))
        except Exception as error:
            box.put(error)

    threading.Thread(target=work, name=f"look up {host}", daemon=True).start()
    try:
        result = box.get(timeout=limit_s)
    except queue.Empty:
        raise FetchError("timeout", f"{host}: looking up the name took more than {limit_s:.0f} s") from None
    if isinstance(result, Exception):
        raise result
    return result


@lru_cache(maxsize=8)
def _tls(ca_file: str) -> ssl.SSLContext:
    """One for all sources: reading the certificates takes 20 ms."""
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    if ca_file:
        context.load_verify_locations(ca_file)
    return context
