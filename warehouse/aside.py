"""SQL that runs aside, on its own thread, while Python goes on: DuckDB works without holding the interpreter."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SWITCH_S = 0.0001
"""How long the interpreter is held while another thread asks for it. DuckDB asks whenever it takes up or gives back
Arrow columns: with Python's own 5 ms, reading 100,000 claims beside a busy thread took 100 ms in place of 25."""
P = ParamSpec("P")
T = TypeVar("T")


class Aside:
    """A thread that does what it is given, in order, until something fails: nothing is done after that."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._last: Future[Any] | None = None
        self._failed: BaseException | None = None

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do this once what was given before is done; ``result()`` waits for it and raises what failed first."""
        given = self._pool.submit(self._do, lambda: work(*args, **kwargs))
        self._last = given
        return given

    def wait(self) -> None:
        """Until all is done; raises what failed first."""
        if self._last is not None:
            self._last.result()

    def _do(self, work: Callable[[], T]) -> T:
        # A transaction that SQL has failed in takes no more: each statement would say so, and hide what is wrong.
        if self._failed is not None:
            raise self._failed
        try:
            return work()
        except BaseException as error:
            self._failed = error
            raise


@contextmanager
def aside() -> Iterator[Aside]:
    """A thread beside this one; leaving waits for it and raises what it raised first.

    A connection does one thing at a time: while the thread has work on one, nobody else must use it.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    pool = ThreadPoolExecutor(1, "aside")
    try:
        thread = Aside(pool)
        yield thread
        thread.wait()
    finally:
        pool.shutdown(cancel_futures=True)
        sys.setswitchinterval(usual)


@contextmanager
def one_thread(con: DuckDBPyConnection) -> Iterator[None]:
    """Let DuckDB insert with a single thread: several would put rows in order again afterwards, at twice the cost."""
    con.execute("SET threads = 1")
    try:
        yield
    finally:
        with suppress(Exception):  # after an error the transaction takes no more statements
            con.execute("RESET threads")
