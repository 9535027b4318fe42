"""Bodies as they arrive to bodies as they are meant: a cap while streaming, and a limit on what gzip may grow to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from extractors.errors import FetchError
from sources.guard import shown


def read_body(
    chunks: Iterable[bytes], coding: str, *, url: str, max_bytes: int, cut: bool = False
) -> tuple[bytes, bool]:
    """The decoded body, and whether that is all of it; FetchError ``too_large``, ``truncated`` or ``encoding`` where
    it cannot be had.

    Never holds more than ``max_bytes`` and one chunk, whatever the body would grow to. ``cut`` takes the first
    ``max_bytes`` of a longer body instead of refusing it.
    """
    codings = [name for name in (part.strip().lower() for part in coding.split(",")) if name and name != "identity"]
    if len(codings) > 1 or (codings and codings[0] not in ("gzip", "x-gzip", "deflate")):
        raise FetchError("encoding", f"{shown(url)}: sent as {coding[:60]!r} although only gzip was asked for")
    inflate = Inflater(codings[0]) if codings else None
    body = bytearray()
    for chunk in chunks:
        if inflate is None:
            body += chunk
        else:
            try:
                inflate.feed(chunk, body, max_bytes + 1)
            except zlib.error as error:
                raise FetchError("encoding", f"{shown(url)}: broken {codings[0]}: {error}") from None
        if len(body) > max_bytes:
            if cut:
                return bytes(body[:max_bytes]), False
            raise FetchError("too_large", f"{shown(url)}: more than {max_bytes} bytes; left out")
    if inflate is not None and not inflate.complete:
        raise FetchError("truncated", f"{shown(url)}: the {codings[0]} body ends before its end")
    return bytes(body), True


class Inflater:
    """zlib with a limit: never makes more output than there is room for."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding != "deflate"
        self._decoder = zlib.decompressobj(31 if self._gzip else 15)
        self._started = False
        self._done = False

    @property
    def complete(self) -> bool:
        """True when the data so far is whole, or nothing came at all."""
        return self._done or not self._started

    def feed(self, data: bytes, into: bytearray, room: int) -> None:
        """Decode ``data`` into ``into`` until that holds ``room`` bytes."""
        if not self._started and data and not self._gzip:
            self._decoder = zlib.decompressobj(15 if _has_zlib_header(data) else -15)
        self._started = self._started or bool(data)
        while data and len(into) < room:
            if self._done:
                if not self._gzip or not data.startswith(b"\x1f\x8b"):
                    return  # bytes after the end, which some servers send
                self._decoder, self._done = zlib.decompressobj(31), False
            into += self._decoder.decompress(data, room - len(into))
            self._done = self._decoder.eof
            data = self._decoder.unused_data if self._done else self._decoder.unconsumed_tail


def _has_zlib_header(data: bytes) -> bool:
    return len(data) >= 2 and data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0
