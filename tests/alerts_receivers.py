"""Receivers on loopback for the delivery tests: a webhook that misbehaves on order, and a small mail server."""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Hook:
    """A webhook receiver. ``script`` says how it treats the next requests; after that it takes everything.

    Words: ``200`` or any status; ``drop`` closes without an answer; ``200-drop`` promises a body and closes;
    ``drip`` sends a header a byte at a time; ``redirect``; a pair adds headers.
    """

    script: list[Any] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def allow(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}",)

    def delivery_ids(self) -> list[str]:
        """What it took, in order."""
        return [alert["delivery_id"] for request in self.taken for alert in request["body"]["alerts"]]

    def handle(self, connection: socket.socket, stop: threading.Event) -> None:
        connection.settimeout(10)
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        while len(body) < int(headers.get("content-length", "0")):
            body += connection.recv(65536)
        request = {"line": lines[0], "headers": headers, "raw": body, "body": json.loads(body)}
        with self.lock:
            self.requests.append(request)
            step = self.script.pop(0) if self.script else 200
        step, extra = step if isinstance(step, tuple) else (step, "")
        if step == "drop":
            return
        if step == "drip":
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not stop.wait(0.05):
                connection.sendall(b"a")
            return
        status = 302 if step == "redirect" else 200 if step == "200-drop" else int(step)
        if 200 <= status < 300:
            with self.lock:
                self.taken.append(request)
        if step == "redirect":
            extra = "Location: http://127.0.0.1:1/elsewhere\r\n"
        length = 100 if step == "200-drop" else 0
        connection.sendall(f"HTTP/1.1 {status} X\r\n{extra}Content-Length: {length}\r\n\r\n".encode())


@contextmanager
def hook(*script: Any) -> Iterator[Hook]:
    """A running webhook receiver."""
    receiver = Hook(list(script))
    stop = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the client goes away, as it should, when the receiver drips
                receiver.handle(self.request, stop)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            stop.set()
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """A port of this machine where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mailbox:
    """A mail server. ``refuse`` maps recipients to codes; ``busy`` greets with 421; ``silent`` never greets."""

    refuse: dict[str, int] = field(default_factory=dict)
    busy: bool = False
    data_code: int = 250
    silent: bool = False
    mails: list[dict[str, Any]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    login_code: int = 235
    quit_code: int = 221
    port: int = 0

    def talk(self, stream: Any, stop: threading.Event) -> None:
        def say(text: str) -> None:
            stream.write(text.encode() + b"\r\n")
            stream.flush()

        if self.silent:
            stop.wait(10)
            return
        if self.busy:
            say("421 too busy")
            return
        say("220 ready")
        recipients: list[str] = []
        while line := stream.readline().decode("latin-1").strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                say("250-here")
                say("250 AUTH PLAIN")
            elif verb == "AUTH":
                self.logins.append(line)
                say(f"{self.login_code} login")
            elif verb == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                code = self.refuse.get(address, 250)
                if code == 250:
                    recipients.append(address)
                say(f"{code} recipient")
            elif verb == "DATA":
                say("354 go on")
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    data += stream.readline()
                if self.data_code == 250:
                    self.mails.append({"to": recipients, "data": data[:-5]})
                recipients = []
                say(f"{self.data_code} done")
            elif verb == "QUIT":
                say(f"{self.quit_code} bye")
                return
            else:
                recipients = [] if verb == "RSET" else recipients
                say("250 ok")


@contextmanager
def mailbox(**options: Any) -> Iterator[Mailbox]:
    """A running mail server."""
    server_side = Mailbox(**options)
    stop = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                server_side.talk(_Both(self.rfile, self.wfile), stop)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        server_side.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server_side
        finally:
            stop.set()
            server.shutdown()
            thread.join()


@dataclass
class _Both:
    reader: Any
    writer: Any

    def readline(self) -> bytes:
        return bytes(self.reader.readline())

    def write(self, data: bytes) -> None:
        self.writer.write(data)

    def flush(self) -> None:
        self.writer.flush()
