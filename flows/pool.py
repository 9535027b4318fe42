"""Worker processes for parsing and extraction: pages in, articles with their claims out, one verdict for every page.

A page that takes too long, too much memory or crashes its worker costs that worker and nothing else: the page comes
back as rejected with the reason, and the next page gets a fresh worker.
"""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType

from extractors.errors import FigurewatchError
from flows.page_work import Job, Parsed, Rejected, Setup

START_TIMEOUT_S = 120.0  # importing the parsers takes about a second, a minute on a machine that is swapping
PAGES_PER_WORKER = 1000  # parsers keep caches; a fresh process now and then keeps memory flat


class PagePool:
    """A fixed number of worker processes, started when first needed; threads may share it."""

    def __init__(
        self,
        setup: Setup,
        *,
        workers: int,
        page_timeout_s: float,
        page_memory_mb: int,
        program: str = "flows.page_process",
    ) -> None:
        self._setup = setup
        self._program = program
        self._timeout_s = page_timeout_s
        self._memory_mb = page_memory_mb
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        # Last in, first out: a few pages keep to the workers that already run.
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._slots.put(None)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="page")

    def __enter__(self) -> PagePool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start one worker now, beside whatever else is starting; it is ready when the first page comes."""
        worker = self._start()
        with suppress(queue.Empty):
            self._slots.get_nowait()
        self._slots.put(worker)

    def check(self) -> None:
        """Start one worker and wait until it is ready; FigurewatchError says why it does not start."""
        worker = self._slots.get() or self._start()
        try:
            worker.await_ready()
        finally:
            self._slots.put(worker)

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Parsed | Rejected]]:
        """Each job with its verdict, in order."""
        listed = list(jobs)
        return zip(listed, self._threads.map(self.work, listed), strict=True)

    def submit(self, job: Job) -> Future[Parsed | Rejected]:
        """The verdict on one page, once it is reached; pages are read in the order in which they are given."""
        return self._threads.submit(self.work, job)

    def work(self, job: Job) -> Parsed | Rejected:
        """The verdict on one page; blocks until a worker is free and done, at most the time limit later.

        A page whose worker died is tried once more: the system may have ended it for want of memory elsewhere.
        """
        verdict = self._work(job)
        return self._work(job) if isinstance(verdict, Rejected) and verdict.reason == "crashed" else verdict

    def _work(self, job: Job) -> Parsed | Rejected:
        worker = self._slots.get()
        try:
            if worker is None:
                worker = self._start()
            verdict = worker.work(job, self._timeout_s)
            if not worker.usable:
                self._drop(worker)
                worker = None
            return verdict
        except BaseException:
            if worker is not None:
                self._drop(worker)
                worker = None
            raise
        finally:
            self._slots.put(worker)

    def close(self) -> None:
        """End every worker; a page in work is given up."""
        with self._lock:
            self._closed = True
            workers = list(self._all)
        for worker in workers:
            self._drop(worker)
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise FigurewatchError("the run is ending; no more pages are read")
            worker = _Worker(self._program, self._setup, self._memory_mb)
            self._all.add(worker)
            return worker

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)


class _Worker:
    """One child process and the pipe to it; used by one thread at a time."""

    def __init__(self, program: str, setup: Setup, memory_mb: int) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            # A plain child, not multiprocessing: that would import the parent's main module (Prefect) again.
            # -P keeps the working folder, which may hold a folder of the same name, off the import path.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", program, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self._pipe = Connection(ours.detach())
        self._ready = False
        self._done = 0
        self.usable = True
        self._send((setup, memory_mb))

    def work(self, job: Job, timeout_s: float) -> Parsed | Rejected:
        """The verdict; ``usable`` tells afterwards whether the process can take another page."""
        self.await_ready()
        self._send(job)
        try:
            if not self._pipe.poll(timeout_s):
                self.usable = False
                return Rejected("timeout", f"parsing took longer than {timeout_s:g} s")
            verdict = self._pipe.recv()
        except (EOFError, OSError):
            self.usable = False
            return Rejected("crashed", f"parsing ended its worker process ({self._ending()})")
        self._done += 1
        self.usable = self._done < PAGES_PER_WORKER and not (
            isinstance(verdict, Rejected) and verdict.reason == "memory"
        )
        return verdict

    def kill(self) -> None:
        """End the process now and collect it."""
        self.usable = False
        self._process.kill()
        self._process.wait()
        self._pipe.close()

    def await_ready(self) -> None:
        """Return when it can take a page; FigurewatchError when it does not come to that."""
        if self._ready:
            return
        message: object = None
        try:
            if self._pipe.poll(START_TIMEOUT_S):
                message = self._pipe.recv()
        except (EOFError, OSError):
            message = f"it ended at once ({self._ending()})"
        if message is not True:
            raise FigurewatchError(
                f"a worker process did not start: {message or 'no answer'}; run `figurewatch doctor`"
            )
        self._ready = True

    def _send(self, message: object) -> None:
        # An ended process is noticed where its answer is read.
        with suppress(OSError):
            self._pipe.send(message)

    def _ending(self) -> str:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "no exit code"
        return f"signal {-code}" if code < 0 else f"exit code {code}"
