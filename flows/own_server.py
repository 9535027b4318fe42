"""A Prefect server for one run: started beside the run's other preparations, gone with it.

Prefect has such a server of its own, but starts it late (7 s in a row instead of beside other work), gives up after
20 s, which its first start alone can take, and reports a server that cannot start as a timeout.
Run as ``python -m flows.own_server FD`` this module is that server; it ends when its standard input closes.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from extractors.errors import FigurewatchError, disk_full, says_disk_full
from flows.prefect_seed import seed

START_TIMEOUT_S = 240.0
STOP_TIMEOUT_S = 5.0
NEEDS_BYTES = 8_000_000  # its database, when it is made
# What Prefect sets for its own temporary server, and the services that only serve schedules.
SERVER_ENVIRONMENT = {
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}


class OwnServer:
    """The server of one run. Made before ``import prefect``, so that both load at the same time."""

    def __init__(self, home: Path) -> None:
        seed(home)
        self._log_path = home / "server.log"
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        with self._log_path.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.own_server", str(self._socket.fileno())],
                pass_fds=(self._socket.fileno(),),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, **SERVER_ENVIRONMENT},
                start_new_session=True,  # Ctrl-C is for the run, which then still has its server to report to
            )
        self._socket.close()

    @property
    def api_url(self) -> str:
        """For ``PREFECT_API_URL``."""
        return f"http://127.0.0.1:{self.port}/api"

    def environment(self) -> dict[str, str]:
        """What Prefect in this process has to know of the server, as variables."""
        certificates = one_certificate(self._log_path.parent)
        known = {"PREFECT_API_URL": self.api_url}
        return known | ({"PREFECT_API_SSL_CERT_FILE": str(certificates)} if certificates else {})

    def __enter__(self) -> OwnServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.stop()

    def wait(self) -> None:
        """Return when it answers; FigurewatchError when it ends before that or takes too long."""
        give_up_at = time.monotonic() + START_TIMEOUT_S
        while not self._healthy():
            if self._process.poll() is not None:
                self.raise_full(NEEDS_BYTES, "Prefect's server for this run cannot start")
                raise FigurewatchError(f"Prefect's server for this run ended at once: {self._last_words()}")
            if time.monotonic() > give_up_at:
                raise FigurewatchError(f"Prefect's server for this run did not answer in {START_TIMEOUT_S:g} s")
            time.sleep(0.05)

    def raise_full(
        self, needs_bytes: int = 65_536, what: str = "Prefect cannot write down what this run did"
    ) -> None:
        """FigurewatchError where its disk has no room, by what it said or by what is free; else return.

        With a full disk its log, too, may say nothing, and its answers say no more than "internal error".
        """
        home = self._log_path.parent
        if says_disk_full(self._log()) or shutil.disk_usage(home).free < needs_bytes:
            raise FigurewatchError(disk_full(home, what))

    def stop(self) -> None:
        """End it, killing it where it does not end by itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _healthy(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _last_words(self) -> str:
        said = [line.strip() for line in self._log().split("\n") if line.strip()]
        return f"{said[-1][:300] if said else 'no message'} (see {self._log_path})"

    def _log(self) -> str:
        return self._log_path.read_text(encoding="utf-8", errors="replace")


def one_certificate(home: Path) -> Path | None:
    """A file with one certificate, for clients of a server that shows none; None where it cannot be written.

    Each of Prefect's clients loads a whole store, 20 ms of work and five times in a run, also to ask this server,
    which speaks plain HTTP. A store has to hold one at least.
    """
    target, end = home / "figurewatch-loopback.pem", "-----END CERTIFICATE-----\n"
    try:
        import certifi

        first, _, _ = certifi.contents().partition(end)
        partial = home / f".figurewatch-loopback.{os.getpid()}"
        partial.write_text(first[first.index("-----BEGIN") :] + end, encoding="ascii")
        partial.replace(target)
    except (ImportError, OSError, ValueError):
        return None
    return target


def serve(descriptor: int) -> None:
    """Serve Prefect's API on a listening socket until standard input closes."""
    import signal
    import threading

    import uvicorn

    from flows.prefect_env import import_at_once

    def end_with_the_parent() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=end_with_the_parent, daemon=True).start()
    import_at_once("prefect.server.api.server")
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        fd=descriptor,
        log_level="error",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    serve(int(sys.argv[1]))
