"""What DuckDB asks Python for with each table and parameter that it is given, said at once not to be there.

Python searches all its folders each time for a library that is not installed; in a small load that was a tenth of the
work. It is known to be missing only while a connection is open: what the rest of the program, or one that uses this
package as a library, finds in ``sys.modules`` stays as it was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from threading import Lock

LIBRARIES = ("pyarrow", "pandas")
_lock = Lock()
_inside = 0
_missing: list[str] = []


@cache
def _is_installed(name: str) -> bool:
    """Searched for once: the search takes as long as a short question."""
    return find_spec(name) is not None


@contextmanager
def known_missing() -> Iterator[None]:
    """Inside, ``import`` of a library that is not installed fails without a search; in every thread."""
    global _inside
    with _lock:
        if not _inside:
            _missing[:] = [name for name in LIBRARIES if name not in sys.modules and not _is_installed(name)]
            for name in _missing:
                sys.modules[name] = None  # type: ignore[assignment]
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                for name in _missing:
                    if name in sys.modules and sys.modules[name] is None:
                        del sys.modules[name]
