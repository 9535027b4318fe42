"""SQL that runs aside, on its own thread, while Python goes on: DuckDB works without holding the interpreter."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SWITCH_S = 0.0001
"""How long the interpreter is held while another thread asks for it. DuckDB asks whenever it takes up or gives back
Arrow columns: with Python's own 5 ms, reading 100,000 claims beside a busy thread took 100 ms in place of 25."""


@contextmanager
def aside(work: Callable[[], object]) -> Iterator[None]:
    """Run ``work`` beside what stands inside; leaving waits for it and raises what it raised.

    A connection does one thing at a time: where ``work`` has one, what stands inside must not use it.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    try:
        with ThreadPoolExecutor(1, "aside") as pool:
            running = pool.submit(work)
            yield
            running.result()
    finally:
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
