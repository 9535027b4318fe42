"""A person's question in a process of its own: an end, and no more memory than there is, whatever it asks for."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

GRACE_S = 2.0
_SHARE = 0.8


@contextmanager
def bounded(timeout_s: float, grace_s: float = GRACE_S) -> Iterator[None]:
    """What is inside may take ``timeout_s`` by its own watch; where that does not stop it, the process ends.

    One call of a function is not interrupted, by Ctrl-C neither: ``levenshtein`` of two long texts takes minutes. A
    process that only reads leaves nothing behind.
    """
    _limit_memory()
    timer = threading.Timer(timeout_s + grace_s, _end, (timeout_s,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(timeout_s: float) -> None:
    sys.stderr.write(
        f"figurewatch: the question took longer than {timeout_s:g} s and could not be stopped inside one function; "
        "give it less at a time\n"
    )
    sys.stderr.flush()
    os._exit(1)


def _limit_memory() -> None:
    """The share that DuckDB limits itself to, for what it does not count ("list_sort(range(1000000000))"), too."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit, macOS refuses it
        import resource

        page = os.sysconf("SC_PAGE_SIZE")
        now = int(Path("/proc/self/statm").read_text().split()[0]) * page
        limit = now + int(os.sysconf("SC_PHYS_PAGES") * page * _SHARE)
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        for other in (soft, hard):
            if other != resource.RLIM_INFINITY:
                limit = min(limit, other)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
