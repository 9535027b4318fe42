"""Worker processes for parsing and extraction: pages in, articles with their claims out, one verdict for every page.

A page that takes too long, too much memory or crashes its worker costs that worker and nothing else: the page comes
back as rejected with the reason, and the next page gets a fresh worker.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType

from extractors.errors import FigurewatchError
from flows.page_work import Job, Parsed, Rejected, Setup
from flows.page_worker import ForkServer, Worker


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
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._server: ForkServer | None = None
        # Last in, first out: a few pages keep to the workers that already run.
        self._slots: queue.LifoQueue[Worker | None] = queue.LifoQueue()
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
        if self._server is not None:
            self._server.close()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> Worker:
        with self._lock:
            if self._closed:
                raise FigurewatchError("the run is ending; no more pages are read")
            if self._server is not None and not self._server.runs():
                self._server.close()
                self._server = None
            self._server = self._server or ForkServer(self._program)
            worker = Worker(self._server, self._setup, self._memory_mb)
            self._all.add(worker)
            return worker

    def _drop(self, worker: Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)
