"""Connections for httpcore: a name is looked up once, all its addresses are checked, and a checked one is dialled.

The check has to sit here: between any earlier one and the connection, a name may change its address.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from network.addresses import Address
from network.deadline import Deadline

Resolve = Callable[[str, int], list[str]]
"""Host and port in, addresses out, as the system's resolver gives them."""
Find = Callable[[str, int, float], Sequence[Address]]
"""Host, port and the seconds it may take in, addresses out; raises what fits whoever asks."""
Check = Callable[[str, Address, int], None]
"""Raises where the address, found for the host (in small letters), may not be dialled on the port."""

TRIED = 4  # addresses of one host, before giving up
WRITTEN = 16_384  # bytes at a time


class Dialler(httpcore.NetworkBackend):
    """Dials only addresses that ``check`` has passed; a name with one refused address is refused as a whole.

    Args:
        connect_s: for looking the name up, and for each address. What is left of ``deadline`` is shared evenly by the
            addresses still to be tried, so that one that swallows every packet leaves time for the next.
    """

    def __init__(self, find: Find, check: Check, deadline: Deadline, connect_s: float) -> None:
        self._find = find
        self._check = check
        self._deadline = deadline
        self._connect_s = connect_s
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
        found = self._find(host, port, self._deadline.left(self._connect_s))
        for address in found:
            self._check(host.lower(), address, port)
        tried = found[:TRIED]
        for left in range(len(tried), 0, -1):
            limit_s = self._deadline.left(self._connect_s, among=left)
            try:
                stream = self._dial.connect_tcp(str(tried[-left]), port, limit_s, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise  # here, where it keeps what the system said: "refused" is read from it
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError(f"{host}: no connection")


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every wait also ends with the deadline; a limit for each wait alone would never end."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """In pieces: within one write, httpcore grants every send that takes some of it the whole time anew."""
        for start in range(0, len(buffer), WRITTEN):
            self._stream.write(buffer[start : start + WRITTEN], self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def look_up(host: str, port: int) -> list[str]:
    """All addresses of ``host``; socket.gaierror or UnicodeError when the name cannot be looked up."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
