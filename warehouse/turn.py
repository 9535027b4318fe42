"""Whose turn it is to open the file: a writer that waits is not overtaken by one reader after another.

DuckDB's own lock lets readers of many processes in together, so a steady stream of them would keep a writer out for
ever. Everybody therefore takes a turn at a small lock file before opening, and gives it back once the file is open;
a writer that waits for readers to leave holds its turn meanwhile, and new readers queue behind it. Only fairness
hangs on it: where the lock file cannot be made (a read-only folder, Windows) everything works without.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE_S = 0.003


def turn_file(path: Path) -> Path:
    """The lock file beside the file that is opened."""
    return path.with_name(f".{path.name}.turn")


@contextmanager
def turn(path: Path, deadline: float) -> Iterator[None]:
    """Hold the turn for ``path``, or go on without once the monotonic clock passes ``deadline``."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        descriptor = os.open(turn_file(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        yield
        return
    try:
        while time.monotonic() < deadline:
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PAUSE_S)
        yield
    finally:
        os.close(descriptor)
