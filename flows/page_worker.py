"""The near side of `flows.page_process`: the process that forks workers, and one worker with its pipe."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection

from extractors.errors import FigurewatchError
from flows.page_process import MESSAGE_BYTES
from flows.page_work import Job, Parsed, Rejected, Setup

START_TIMEOUT_S = 120.0  # loading the parsers takes about a second, a minute on a machine that is swapping
END_TIMEOUT_S = 10.0
PAGES_PER_WORKER = 1000  # parsers keep caches; a fresh process now and then keeps memory flat


class ForkServer:
    """A process that has loaded the parsers and forks workers, each in a few milliseconds; threads may share it.

    ``loaded`` once a worker of it was ready: before that, none has been given a page.
    """

    def __init__(self, program: str) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            # A plain child, not multiprocessing: that would import the parent's main module (Prefect) again.
            # -P keeps the working folder, which may hold a folder of the same name, off the import path.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", program, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._socket.settimeout(END_TIMEOUT_S)
        self._lock = threading.Lock()
        self.loaded = False

    def runs(self) -> bool:
        """False once it has ended, whatever ended it."""
        return self._process.poll() is None

    def fork(self, pipe: socket.socket) -> None:
        """Have a worker answer at ``pipe``, which may be closed here then; where none comes, its other end closes."""
        with self._lock, suppress(OSError):
            socket.send_fds(self._socket, [bytes(MESSAGE_BYTES)], [pipe.fileno()])

    def exit_code(self, process_id: int) -> int | None:
        """Of a worker that has ended or is about to; to be asked once. None where the server has ended, too."""
        with self._lock, suppress(OSError):
            self._socket.sendall(process_id.to_bytes(MESSAGE_BYTES, "big"))
            answer = self._socket.recv(MESSAGE_BYTES, socket.MSG_WAITALL)
            return int.from_bytes(answer, "big", signed=True) if answer else None
        self._process.kill()  # a late answer would be taken for another's
        return None

    def close(self) -> None:
        """End it; its workers end where their pipes do."""
        self._socket.close()
        if not self.loaded:
            self._process.kill()  # else it loads on for a second, for nobody
        try:
            self._process.wait(END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Worker:
    """One worker process and the pipe to it; used by one thread at a time.

    ``usable`` tells after a page whether it can take another.
    """

    def __init__(self, server: ForkServer, setup: Setup, memory_mb: int) -> None:
        self._server = server
        ours, theirs = socket.socketpair()
        with ours, theirs:
            server.fork(theirs)
            self._pipe = Connection(ours.detach())
        self.process_id: int | None = None
        self._done = 0
        self.usable = True
        self._send((setup, memory_mb))

    def work(self, job: Job, timeout_s: float) -> Parsed | Rejected:
        """The verdict on one page."""
        self.await_ready()
        self._send(job)
        try:
            if not self._pipe.poll(timeout_s):
                self.usable = False
                return Rejected(
                    "timeout",
                    f"parsing took longer than {timeout_s:g} s; after three such readings it is left until it "
                    "changes, FIGUREWATCH_PAGE_TIMEOUT_S gives it more time",
                )
            verdict = self._pipe.recv()
        except (EOFError, OSError):
            self.usable = False
            return Rejected("crashed", f"parsing ended its worker process ({self._ending()})")
        if isinstance(verdict, str):  # what ended it
            self.usable = False
            return Rejected("error", f"parsing ended its worker process: {verdict[:300]}")
        self._done += 1
        self.usable = self._done < PAGES_PER_WORKER and not (
            isinstance(verdict, Rejected) and verdict.reason == "memory"
        )
        return verdict

    def kill(self) -> None:
        """End the process now and collect it."""
        self.usable = False
        if self.process_id is not None:
            with suppress(ProcessLookupError):
                os.kill(self.process_id, signal.SIGKILL)
            self._server.exit_code(self.process_id)
            self.process_id = None
        self._pipe.close()

    def await_ready(self) -> None:
        """Return when it can take a page; FigurewatchError when it does not come to that."""
        if self.process_id is not None:
            return
        message: object = None
        try:
            if self._pipe.poll(START_TIMEOUT_S):
                message = self._pipe.recv()
        except (EOFError, OSError):
            message = "it ended at once"
        if not isinstance(message, int):
            raise FigurewatchError(
                f"a worker process did not start: {message or 'no answer'}; run `figurewatch doctor`"
            )
        self._server.loaded = True
        self.process_id = message

    def _send(self, message: object) -> None:
        # An ended process is noticed where its answer is read.
        with suppress(OSError):
            self._pipe.send(message)

    def _ending(self) -> str:
        code = self._server.exit_code(self.process_id) if self.process_id is not None else None
        self.process_id = None
        if code is None:
            return "no exit code"
        return f"signal {-code}" if code < 0 else f"exit code {code}"
