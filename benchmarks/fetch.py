"""Pages a second from a loopback server over many hosts, with the pause between requests set to nothing.

``python -m benchmarks.fetch [--hosts 50] [--pages 2000]``. The server runs in a process of its own; the client is the
product's, with robots.txt, the address guard and the archive. The server counts how many requests of one host it has
in hand at once: politeness allows one.
"""

from __future__ import annotations

import argparse
import http.server
import multiprocessing
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ClassVar

from extractors.model import Page
from sources.archive import PageArchive
from sources.client import Client
from sources.config import Source
from sources.read import read_source
from sources.settings import FetchSettings
from sources.state import SourceState

# 30 KB
BODY = b"<!doctype html><html><body>" + b"<p>The quay has 23 cranes and 31 tugs.</p>" * 700 + b"</body></html>"


class _Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20  # head and body in one packet train; apart they would wait 40 ms for an acknowledgement

    lock = threading.Lock()
    in_hand: ClassVar[Counter[str]] = Counter()
    most = 0

    def do_GET(self) -> None:
        """A page, and no robots.txt."""
        host = self.headers["Host"]
        with self.lock:
            self.in_hand[host] += 1
            _Site.most = max(self.most, self.in_hand[host])
        found = self.path.startswith("/page")
        body = BODY + self.path.encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        with self.lock:  # before the answer leaves, so that the next request cannot overtake this line
            self.in_hand[host] -= 1

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _serve(pipe: Connection) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    pipe.send(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.recv()
    pipe.send(_Site.most)


def main() -> None:
    """Print pages a second."""
    parser = argparse.ArgumentParser(description="pages a second from a loopback server")
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=8)
    args = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    urls = tuple(f"http://h{number % args.hosts}.example:{port}/page{number}" for number in range(args.pages))
    settings = FetchSettings(allow=("127.0.0.1",), delay_s=0, threads=args.threads)
    source = Source("bench", "urls", "Bench", urls=urls)

    def now() -> datetime:
        return datetime.now(UTC)

    with (
        tempfile.TemporaryDirectory() as folder,
        PageArchive(Path(folder)) as archive,
        Client(settings, now, resolve=lambda host, port: ["127.0.0.1"]) as client,
    ):
        began = time.perf_counter()
        results = list(
            read_source(source, state=SourceState(), archive=archive, now=now, settings=settings, client=client)
        )
        took = time.perf_counter() - began
    ours.send("done")
    most = ours.recv()
    server.terminate()
    good = sum(isinstance(result, Page) for result in results)
    print(f"fetch and archive: {good} of {len(urls)} pages from {args.hosts} hosts in {took:.1f} s")
    print(f"{'pages a second (wanted: 200)':56}{good / took:.0f}")
    print(f"{'requests of one host at once, at most (allowed: 1)':56}{most}")


if __name__ == "__main__":
    main()
