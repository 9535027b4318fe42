"""A worker process: jobs from a pipe in, verdicts out. Run as ``python -m flows.page_process FD``."""

from __future__ import annotations

import sys
from collections.abc import Callable

from flows.page_work import Job, Parsed, Rejected, Setup, read_page


def main(descriptor: int, read: Callable[[Job, Setup], Parsed | Rejected] = read_page) -> None:
    """Answer jobs from the pipe until it closes; the first message is (Setup, memory limit in MB)."""
    import logging
    import signal
    from multiprocessing.connection import Connection

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.CRITICAL)
    pipe = Connection(descriptor)
    try:
        setup, memory_mb = pipe.recv()
        _limit_memory(memory_mb)
        _import_parsers()
        pipe.send(True)
        while True:
            pipe.send(read(pipe.recv(), setup))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")


def _import_parsers() -> None:
    """Pay for the imports before the clock of the first page runs."""
    import extractors.claims
    import extractors.page
    import extractors.record  # noqa: F401


def _limit_memory(memory_mb: int) -> None:
    """Cap the address space, so that a bomb meets MemoryError and not the machine's last page of memory."""
    import resource

    limit = memory_mb << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):  # macOS has no such limit; the time limit still holds
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
