"""Time in, what is left of it out: for all that is done on connections, and for work that knows no limit itself."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, overload

import httpcore

T = TypeVar("T")


class Deadline(threading.local):
    """The instant at which the request of this thread must be over, by a clock that only goes forward."""

    at: float | None = None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Everything this thread does on connections inside is over after ``seconds``."""
        self.at = self._clock() + seconds
        try:
            yield
        finally:
            self.at = None

    def shorten(self, seconds: float) -> None:
        """No more than ``seconds`` from now, for what is left of the request."""
        if self.at is not None:
            self.at = min(self.at, self._clock() + seconds)

    @overload
    def left(self, timeout: float, among: int = 1) -> float: ...
    @overload
    def left(self, timeout: float | None, among: int = 1) -> float | None: ...
    def left(self, timeout: float | None, among: int = 1) -> float | None:
        """``timeout`` or what is left of the deadline, an equal share of it where it has to do for several
        (``among``), whichever is less; a timeout error when nothing is left.
        """
        if self.at is None:
            return timeout
        left = self.at - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline of the whole request has passed")
        return left / among if timeout is None else min(left / among, timeout)


class Late(Exception):
    """Work took longer than it may."""


def in_time(limit_s: float, work: Callable[[], T]) -> T:
    """What ``work`` gives or raises, or Late; it runs beside us, for it may know no limit of its own."""
    box: queue.Queue[tuple[bool, Any]] = queue.Queue(1)

    def run() -> None:
        try:
            box.put((True, work()))
        except Exception as error:
            box.put((False, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        good, result = box.get(timeout=max(limit_s, 0.001))
    except queue.Empty:
        raise Late from None
    if good:
        return result
    raise result
