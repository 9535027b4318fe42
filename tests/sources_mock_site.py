"""A web server on loopback with one resource for each fault that the fetcher must survive."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator

PARAGRAPH = "The harbour board counted 23 new cranes in 2024 and expects 31 by the end of 2026. "
ARTICLE = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Cranes on the quay</title>"
    "<meta property='article:published_time' content='2026-03-02T08:00:00Z'></head><body><main><article>"
    "<h1>Cranes on the quay</h1>"
    + "".join(f"<p>{PARAGRAPH * 3}</p>" for _ in range(4))
    + "</article></main></body></html>"
).encode()


class MockSite:
    """Paths to handlers; ``seen`` is every path asked for, in order, with its headers."""

    def __init__(self) -> None:
        self.routes: dict[str, Callable[[Handler], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        site = self

        class Bound(Handler):
            mock = site

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bound)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def paths(self) -> list[str]:
        """Paths asked for, without those every site is asked for."""
        return [path for path, _ in self.seen if path not in ("/robots.txt", "/.well-known/tdmrep.json")]

    def put(self, path: str, body: bytes = ARTICLE, status: int = 200, **headers: str) -> None:
        """Answer ``path`` with ``body``; header names with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = lambda handler: handler.answer(status, body, named)

    def put_tagged(self, path: str, body: bytes, etag: str) -> None:
        """Answer ``path`` with ``body``, or 304 to whoever has it."""

        def route(handler: Handler) -> None:
            known = handler.headers.get("If-None-Match") == etag
            handler.answer(304 if known else 200, b"" if known else body, {"ETag": etag})

        self.routes[path] = route

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    """One request; the faults are its methods."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body together; apart, the body would wait 40 ms for an acknowledgement
    mock: MockSite

    def do_GET(self) -> None:
        self.mock.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        route = self.mock.routes.get(self.path)
        with contextlib.suppress(ConnectionError, TimeoutError):
            if route is not None:
                route(self)
            else:
                self.answer(404, b"")

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | (headers or {})
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if not headers["Content-Length"]:
            self.close_connection = True

    def drip(self, gap_s: float = 0.05) -> None:
        """A byte now and then, for ever: each read succeeds."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(2000):
            self.wfile.write(b"<")
            self.wfile.flush()
            time.sleep(gap_s)
        self.close_connection = True

    def slow_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(2000):
            self.wfile.write(b"X-Wait: 1\r\n")
            self.wfile.flush()
            time.sleep(0.05)

    def endless(self) -> None:
        """Chunks without end."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        block = b"x" * 65_536
        while True:
            self.wfile.write(f"{len(block):x}\r\n".encode() + block + b"\r\n")

    def short(self) -> None:
        """Less than the Content-Length says."""
        self.answer(200, ARTICLE, {"Content-Length": str(len(ARTICLE) + 1000)})
        self.close_connection = True

    def broken_chunk(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"400\r\n" + ARTICLE[:200])
        self.close_connection = True

    def reset(self) -> None:
        """The connection dies in the middle of the body."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(ARTICLE)))
        self.end_headers()
        self.wfile.write(ARTICLE[:100])
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True


def gzip_bomb(megabytes: int = 400) -> bytes:
    """A few hundred kilobytes that grow to ``megabytes``."""
    packer, block = zlib.compressobj(9, wbits=31), b"\0" * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def zipped(body: bytes) -> bytes:
    """``body`` as gzip."""
    return gzip.compress(body, mtime=0)


@contextlib.contextmanager
def serving() -> Iterator[MockSite]:
    """A site for one test."""
    site = MockSite()
    try:
        yield site
    finally:
        site.close()
