"""One file, one process: threads of one process take turns, several readers at a time or one writer.

DuckDB refuses a read-only and a read-write connection to one file in one process, so threads must not mix them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from extractors.errors import WarehouseError


class Gate:
    """Many readers or one writer, each waiting at most so long."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    @contextmanager
    def reading(self, timeout_s: float, what: str) -> Iterator[None]:
        """Hold the gate for reading; WarehouseError when a writer of this process keeps it too long."""
        with self._turn:
            # A writer that waits goes first, or a stream of readers would keep it out for ever.
            self._wait(lambda: not self._writing and not self._writers_waiting, timeout_s, what)
            self._readers += 1
        try:
            yield
        finally:
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    @contextmanager
    def writing(self, timeout_s: float, what: str) -> Iterator[None]:
        """Hold the gate alone."""
        with self._turn:
            self._writers_waiting += 1
            try:
                self._wait(lambda: not self._writing and not self._readers, timeout_s, what)
                self._writing = True
            finally:
                self._writers_waiting -= 1
                self._turn.notify_all()
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()

    def _wait(self, ready: object, timeout_s: float, what: str) -> None:
        started = time.monotonic()
        if not self._turn.wait_for(ready, timeout_s):  # type: ignore[arg-type]
            waited = time.monotonic() - started
            raise WarehouseError(f"{what}: another thread of this process held it for {waited:.0f} s; try again")


_GATES: dict[str, Gate] = {}
_GATES_LOCK = threading.Lock()


def gate_of(path: str) -> Gate:
    """The gate of a file, one for the whole process."""
    with _GATES_LOCK:
        return _GATES.setdefault(path, Gate())
