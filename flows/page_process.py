"""The processes that read pages. ``python -m flows.page_process FD`` loads the parsers once and forks the workers.

What comes through its socket, eight bytes each: nought with a pipe asks for a worker at that pipe's other end, a
process id for that worker's exit code once it has ended, eight bytes as well. The socket's end is its own.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from flows.page_work import Job, Parsed, Rejected, Setup, read_page

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MESSAGE_BYTES = 8
_PAGE = b"""<html lang="en"><head><title>Looms at Ashby Vale</title></head><body><article><h1>Looms at Ashby Vale</h1>
<p>The mill in the vale runs 412 looms, 6% more than in 2019, the owners said on Monday, and it is to get more.</p>
<p>There was room for another 40 of them in the long hall by the river, they said, and orders for two years.</p>
</article></body></html>"""


def main(descriptor: int, read: Callable[[Job, Setup], Parsed | Rejected] = read_page) -> NoReturn:
    """Fork workers until the socket closes, and end with it; never returns."""
    import gc
    import logging
    import socket

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.CRITICAL)
    asked = socket.socket(fileno=descriptor)
    trouble = _load_parsers()
    gc.freeze()  # what is loaded stays in memory that the workers share
    workers: set[int] = set()
    while True:
        try:
            message, pipes, _, _ = socket.recv_fds(asked, MESSAGE_BYTES, 1)
            if message and (process_id := int.from_bytes(message, "big")):
                asked.sendall(_ended(process_id).to_bytes(MESSAGE_BYTES, "big", signed=True))
                workers.discard(process_id)
                continue
        except OSError:  # whoever asked was killed
            message = b""
        if not message:
            _end_all(workers)
            os._exit(0)  # to take apart all that is loaded would take a fifth of a second
        try:
            forked = os.fork()
        except OSError:  # no room for a process: the closed pipe tells
            forked = -1
        if forked == 0:
            asked.close()
            _be_worker(pipes[0], read, trouble)
        if forked > 0:
            workers.add(forked)
        os.close(pipes[0])


def _ended(process_id: int) -> int:
    try:
        _, status = os.waitpid(process_id, 0)
    except ChildProcessError:  # two threads ask for one that a closing pool killed
        return -signal.SIGKILL
    return os.waitstatus_to_exitcode(status)


def _end_all(workers: set[int]) -> None:
    """Leave nobody behind: with whoever asked, the time limit of a page that never ends is gone."""
    for process_id in workers:  # none is another's by now: only the parent frees a number
        with suppress(ProcessLookupError):
            os.kill(process_id, signal.SIGKILL)


def _be_worker(descriptor: int, read: Callable[[Job, Setup], Parsed | Rejected], trouble: str | None) -> None:
    """Answer the jobs of one pipe to its end, and end with it; never returns."""
    code = 1
    try:
        _work(descriptor, read, trouble)
        code = 0
    finally:
        os._exit(code)


def _work(descriptor: int, read: Callable[[Job, Setup], Parsed | Rejected], trouble: str | None) -> None:
    """The first message is (Setup, memory limit in MB), the first answer the process id or what is wrong."""
    from multiprocessing.connection import Connection

    pipe = Connection(descriptor)
    try:
        setup, memory_mb = pipe.recv()
        _limit_memory(memory_mb)
        pipe.send(trouble or os.getpid())
        while True:
            _answer(pipe, read, setup)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")


def _answer(pipe: Connection, read: Callable[[Job, Setup], Parsed | Rejected], setup: Setup) -> None:
    """One verdict for one job, also where the job or its verdict is too large for what memory is left."""
    try:
        pipe.send(read(pipe.recv(), setup))
    except (MemoryError, RecursionError) as error:  # nothing was sent: a message is packed as a whole before
        reason = "memory" if isinstance(error, MemoryError) else "too_deep"
        pipe.send(Rejected(reason, "what was read of the page takes more than one page may take"))


def _load_parsers() -> str | None:
    """Pay for imports and tables before the clock of the first page runs, by reading one; what fails, if it does."""
    try:
        import extractors.record  # noqa: F401
        from extractors.claims import find_claims
        from extractors.page import parse_page

        article = parse_page(_PAGE, url="https://vale.example/looms")
        find_claims(article.text, title=article.title, published_on=article.published_on)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


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
